package io.fairlead.bench.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A process that was watched from its start to its end, its standard output read as it came.
 *
 * @param seconds on the wall
 * @param cpu seconds of processor time, compiler and garbage collector included
 * @param rows lines on standard output, the header aside
 * @param residentMb the largest resident set
 * @param heapMb the most that was on the Java heap before a collection
 * @param samples processor time by rows written
 */
record Measured(double seconds, double cpu, long rows, long residentMb, long heapMb, List<Sample> samples) {
    private static final String HEAP = "1000m";
    private static final String LOG = "gc.log";
    private static final Pattern BEFORE_COLLECTION = Pattern.compile(" (\\d+)M->\\d+M");

    record Sample(long rows, double cpu) {}

    /** Processor seconds at which a share of the rows was written. */
    double cpuAt(double share) {
        var before = samples.getFirst();
        for (var sample : samples) {
            if (sample.rows >= share * rows) {
                double part =
                        sample.rows == before.rows ? 1 : (share * rows - before.rows) / (sample.rows - before.rows);
                return before.cpu + part * (sample.cpu - before.cpu);
            }
            before = sample;
        }
        return cpu;
    }

    /** Runs the launcher that the system property {@code fairlead} names, on one core where {@code taskset} is. */
    static Measured launcher(Path folder, List<String> arguments) {
        var command = new ArrayList<>(List.of(System.getProperty("fairlead")));
        command.addAll(arguments);
        return run(folder, command);
    }

    /** Runs a class of the same class path in a virtual machine of its own, on one core where {@code taskset} is. */
    static Measured java(Path folder, Class<?> main, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-Xmx" + HEAP, log(folder)));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return run(folder, command);
    }

    private static String log(Path folder) {
        return "-Xlog:gc:file=" + folder.resolve(LOG);
    }

    private static Measured run(Path folder, List<String> command) {
        var pinned = new ArrayList<String>();
        if (Files.isExecutable(Path.of("/usr/bin/taskset"))) {
            pinned.addAll(List.of("taskset", "-c", "0"));
        }
        pinned.addAll(command);
        try {
            long start = System.nanoTime();
            var builder = new ProcessBuilder(pinned).redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().put("FAIRLEAD_JAVA_OPTS", "-Xmx" + HEAP + " " + log(folder));
            var process = builder.start();
            var watch = new Watch(process);
            try (var output = process.getInputStream()) {
                var buffer = new byte[1 << 16];
                for (int n = output.read(buffer); n >= 0; n = output.read(buffer)) {
                    watch.saw(buffer, n);
                }
            }
            int exit = process.waitFor();
            double seconds = (System.nanoTime() - start) / 1e9;
            if (exit != 0) {
                throw new IllegalStateException(command + " ended with " + exit);
            }
            return watch.measured(seconds, heap(folder.resolve(LOG)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + command + " ran", e);
        }
    }

    private static long heap(Path log) throws IOException {
        long most = 0;
        for (var line : Files.readAllLines(log)) {
            var matcher = BEFORE_COLLECTION.matcher(line);
            most = matcher.find() ? Math.max(most, Long.parseLong(matcher.group(1))) : most;
        }
        return most;
    }

    /** Looks at the process each time something of its output is read. */
    private static final class Watch {
        private final Process process;
        private final Path status;
        private final List<Sample> samples = new ArrayList<>();
        private long rows = -1;
        private long resident;

        Watch(Process process) {
            this.process = process;
            status = Path.of("/proc", Long.toString(process.pid()), "status");
        }

        void saw(byte[] bytes, int count) throws IOException {
            for (int i = 0; i < count; i++) {
                rows += bytes[i] == '\n' ? 1 : 0;
            }
            process.info().totalCpuDuration().ifPresent(cpu -> samples.add(new Sample(rows, cpu.toMillis() / 1000.0)));
            if (Files.exists(status)) {
                for (var line : Files.readAllLines(status)) {
                    if (line.startsWith("VmHWM:")) {
                        resident = Long.parseLong(line.replaceAll("\\D", "")) / 1024;
                    }
                }
            }
        }

        Measured measured(double seconds, long heap) {
            if (samples.isEmpty()) {
                samples.add(new Sample(rows, seconds));
            }
            return new Measured(seconds, samples.getLast().cpu, rows, resident, heap, List.copyOf(samples));
        }
    }
}

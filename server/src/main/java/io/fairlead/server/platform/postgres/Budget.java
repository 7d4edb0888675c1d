package io.fairlead.server.platform.postgres;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much of a machine PostgreSQL is to use: what its data need, and no more than leaves room for the server beside it. A
 * small installation takes what PostgreSQL takes by itself.
 *
 * @param memory of the machine, or what the container has of it, in bytes
 * @param data how large the data folder is, in bytes
 */
record Budget(long memory, long data) {
    private static final long MB = 1024 * 1024;

    /** Of this machine, for the data that are there now. */
    static Budget of(Path data) throws IOException {
        long memory = ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : 0;
        return new Budget(memory, size(data));
    }

    private static long size(Path folder) throws IOException {
        var sum = new AtomicLong();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                sum.addAndGet(attributes.size());
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
        return sum.get();
    }

    /** As PostgreSQL reads them, each {@code name=value}. */
    List<String> settings() {
        return List.of(
                "shared_buffers=" + between(128, data, memory / 4),
                "effective_cache_size=" + between(512, memory / 2, memory / 2),
                "work_mem=" + between(4, memory / 1024, 32 * MB),
                "maintenance_work_mem=" + between(64, memory / 32, 1024 * MB),
                // Less often written to the data files, and recovered in minutes.
                "max_wal_size=" + between(1024, data / 4, 8192 * MB),
                // What is looked for is in memory for the most part, and disks no longer have heads to move.
                "random_page_cost=1.1");
    }

    /** @param least in megabytes */
    private static String between(long least, long wanted, long most) {
        return Math.max(least, Math.min(wanted, most) / MB) + "MB";
    }
}

package io.fairlead.bench.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/** Writes the leads of a workload and what is done with them as CSV in order of time; the same bytes at every call. */
final class LeadFile {
    private static final String HEADER =
            "at,lead,source,topic,name,phone,email,listing,province,budget,status,accepted-by";
    private static final long START = LocalDateTime.of(2026, 4, 1, 0, 0).toEpochSecond(ZoneOffset.UTC);
    private static final long SECONDS = 183L * 86_400;
    private static final long MINUTE = 60;
    private static final long DAY = 86_400;
    private static final List<String> SOURCES = List.of("portal", "portal", "portal", "web", "web", "call", "fair");
    private static final List<String> TOPICS = List.of("buy", "rent", "sell", "mortgage", "rent a garage");
    private static final List<String> PROVINCES = List.of("MI", "TO", "GE", "BO", "RM", "NA", "FI", "VE", "BA", "PA");
    private static final List<String> NAMES = List.of("Rossi", "Russo", "Ferrari", "Bianchi", "Colombo", "Nicolò");

    private final Workload workload;
    private final SplittableRandom random = new SplittableRandom(20_261_121);
    private final Writer writer;
    private final StringBuilder row = new StringBuilder(256);
    private final PriorityQueue<Later> laters =
            new PriorityQueue<>(Comparator.comparingLong(Later::at).thenComparingLong(Later::number));
    private long scheduled;

    /** Something done with a lead after it arrived. */
    private record Later(long at, long number, long lead, String status, String acceptedBy) {}

    private LeadFile(Workload workload, Writer writer) {
        this.workload = workload;
        this.writer = writer;
    }

    static void write(Workload workload, long leads, Path file) {
        try (var writer = Files.newBufferedWriter(file)) {
            new LeadFile(workload, writer).write(leads);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(long leads) throws IOException {
        writer.append(HEADER).append('\n');
        long span = workload == Workload.WAITING ? SECONDS / 2 : SECONDS;
        for (long i = 0; i < leads; i++) {
            long at = i * span / leads;
            drainTo(at);
            follow(at, i, arrive(at, i));
        }
        if (workload == Workload.WAITING) {
            for (long i = 0; i < leads; i++) {
                later(span + i * span / leads, i, "lost", "");
            }
        }
        drainTo(SECONDS);
    }

    private void drainTo(long at) throws IOException {
        for (var next = laters.peek(); next != null && next.at <= at; next = laters.peek()) {
            laters.remove();
            start(next.at, next.lead)
                    .append(",,,,,,,,,")
                    .append(next.status)
                    .append(',')
                    .append(next.acceptedBy);
            end();
        }
    }

    private StringBuilder start(long at, long lead) {
        row.setLength(0);
        return row.append(LocalDateTime.ofEpochSecond(START + at, 0, ZoneOffset.UTC))
                .append(",L")
                .append(lead + 1);
    }

    private void end() throws IOException {
        writer.append(row.append('\n'));
    }

    /** One in six is a repeat customer, one in five writes a number without the country, three in five an address. */
    private String arrive(long at, long lead) throws IOException {
        boolean repeats = lead > 0 && random.nextInt(6) == 0 && workload != Workload.WAITING;
        long customer = repeats ? random.nextLong(lead) : lead;
        var name = NAMES.get((int) (customer % NAMES.size()));
        var source = pick(SOURCES);
        start(at, lead).append(',').append(source).append(',').append(pick(TOPICS));
        row.append(',').append(name).append(' ').append(customer).append(',');
        row.append(customer % 5 == 0 ? "3" : "+39 3").append(20 + customer % 7).append(' ');
        row.append(1_000_000 + customer).append(',');
        if (customer % 5 < 3) {
            row.append(name.charAt(0)).append(customer).append("@Example.org");
        }
        row.append(",flat").append("%03d".formatted(random.nextInt(CompanyText.LISTINGS)));
        row.append(',')
                .append(pick(PROVINCES))
                .append(',')
                .append(random.nextInt(50, 900) * 1000)
                .append(",,");
        end();
        return source;
    }

    private void follow(long at, long lead, String source) {
        boolean mix = workload == Workload.MIX;
        if ((mix || workload == Workload.CLAIM) && random.nextInt(10) > 0) {
            later(at + MINUTE * random.nextInt(1, 9), lead, "", someoneOffered(source));
        }
        if (mix && random.nextInt(50) > 0) {
            later(at + MINUTE * random.nextInt(1, 25), lead, "contacted", "");
        }
        if ((mix || workload == Workload.LEAST_OPEN) && random.nextInt(20) > 0) {
            later(at + random.nextLong(DAY, 5 * DAY), lead, random.nextInt(5) == 0 ? "won" : "lost", "");
        }
    }

    private String someoneOffered(String source) {
        return CompanyText.person(
                switch (source) {
                    case "portal" -> random.nextInt(15);
                    case "web" -> random.nextInt(20, 40);
                    default -> random.nextInt(30, CompanyText.PEOPLE);
                });
    }

    private void later(long at, long lead, String status, String acceptedBy) {
        laters.add(new Later(at, scheduled++, lead, status, acceptedBy));
    }

    private String pick(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }
}

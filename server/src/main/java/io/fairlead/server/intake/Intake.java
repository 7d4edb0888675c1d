package io.fairlead.server.intake;

import io.fairlead.server.desk.Desks;
import io.fairlead.server.desk.Doing;
import io.fairlead.server.desk.Doing.NewLead;
import io.fairlead.server.desk.Outcome;
import io.fairlead.server.field.OwnField;
import io.fairlead.server.intake.LeadReader.Reading;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.sql.Transactions;
import io.fairlead.server.settings.values.Phones;
import io.fairlead.server.zone.ZoneTree;
import io.fairlead.server.zone.ZoneTrees;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * The one way in for leads. What was sent before gets its first answer again; what can be used is given to the desk;
 * the rest is kept in quarantine. Thread-safe.
 */
@Component
public class Intake {
    /** How many leads are decided together. */
    private static final int TOGETHER = 50;

    /** Another request with the same key was faster each time: one of them has been answered by then. */
    private static final int TRIES = 4;

    private final Desks desks;
    private final Transactions transactions;
    private final Catalogues catalogues;
    private final Submissions submissions;
    private final Quarantine quarantine;
    private final ZoneTrees zones;

    Intake(
            Desks desks,
            Transactions transactions,
            Catalogues catalogues,
            Submissions submissions,
            Quarantine quarantine,
            ZoneTrees zones) {
        this.desks = desks;
        this.transactions = transactions;
        this.catalogues = catalogues;
        this.submissions = submissions;
        this.quarantine = quarantine;
        this.zones = zones;
    }

    /** What came of a submission. */
    public sealed interface Taken {
        /**
         * A lead, decided.
         *
         * @param again whether it had been sent and decided before
         * @param warnings what was left out of it
         */
        record Decided(boolean again, Outcome outcome, List<FieldError> warnings) implements Taken {}

        /** Kept until somebody corrects or discards it. */
        record Quarantined(long id, List<FieldError> reasons) implements Taken {}

        /** The same idempotency key was used for something else. */
        record Conflict() implements Taken {}
    }

    /** Takes submissions in, in their order. */
    public List<Taken> take(int companyId, List<Submission> all) {
        List<Taken> taken = new ArrayList<>();
        for (int from = 0; from < all.size(); ) {
            int to = from;
            List<Submission> chunk = new ArrayList<>();
            while (to < all.size() && chunk.size() < TOGETHER && !repeats(chunk, all.get(to))) {
                chunk.add(all.get(to++));
            }
            taken.addAll(together(companyId, chunk));
            from = to;
        }
        return taken;
    }

    /** The declared fields of the company's leads. */
    public Map<String, OwnField> fields(int companyId) {
        return transactions.inCompany(companyId, catalogues::asked);
    }

    /** What whoever fills in a submission is to put right; empty for one that can be used as it is. */
    public List<FieldError> flaws(int companyId, Submission submission) {
        Reading reading = LeadReader.read(catalogues.of(companyId, List.of(submission)), submission, new HashMap<>());
        List<FieldError> flaws = new ArrayList<>(reading.errors());
        reading.warnings().stream()
                .filter(warning -> warning.field().startsWith("fields."))
                .forEach(flaws::add);
        return flaws;
    }

    /**
     * What somebody corrects of a lead that is there.
     *
     * @param lead what was given alone, in the form in which leads are compared; all else is empty
     */
    public record Correction(NewLead lead, List<FieldError> errors) {}

    /**
     * A row of a file, read like what comes in.
     *
     * @param errors empty for a lead that can be used
     * @param warnings what was left out of it
     */
    public record Row(NewLead lead, List<FieldError> errors, List<FieldError> warnings) {}

    /** Reads rows of a file. */
    public interface Rows {
        /** A lead that comes in, with its zone and with what leads have that come without it. */
        Row read(ObjectNode lead);

        /** What is said, and no more: what is not there is not missing. */
        NewLead said(ObjectNode lead);

        /** By which leads get their zone. */
        ZoneTree zones();
    }

    /**
     * Reads rows of a file, all by what the company has now.
     *
     * @param source of all of them
     */
    public Rows rows(int companyId, long user, String source) {
        List<String> listings = transactions.look(
                companyId, "select key from fairlead.setting where kind = 'listing'", (row, n) -> row.getString("key"));
        Catalogue catalogue = catalogues.of(companyId, source, listings);
        ZoneTree tree = zones.of(companyId);
        Map<String, Phones> phones = new HashMap<>();
        return new Rows() {
            @Override
            public Row read(ObjectNode lead) {
                Reading reading = LeadReader.read(catalogue, submission(lead), phones);
                tree.settleNew(reading.lead().custom());
                return new Row(nobodys(reading.lead()), reading.errors(), reading.warnings());
            }

            @Override
            public NewLead said(ObjectNode lead) {
                return nobodys(LeadReader.correct(catalogue, submission(lead), phones).lead());
            }

            private Submission submission(ObjectNode lead) {
                return new Submission(source, null, lead, true, null, List.of(), user);
            }

            @Override
            public ZoneTree zones() {
                return tree;
            }
        };
    }

    private static NewLead nobodys(NewLead read) {
        return new NewLead(
                read.source(),
                read.status(),
                read.name(),
                read.phone(),
                read.email(),
                read.listing(),
                read.custom(),
                true,
                null);
    }

    /** Reads what somebody corrects like what comes in. */
    public Correction correction(int companyId, long user, ObjectNode given) {
        return corrections(companyId, user, List.of(given)).getFirst();
    }

    /** The same of many at once, in their order. */
    public List<Correction> corrections(int companyId, long user, List<ObjectNode> given) {
        List<Submission> submissions = given.stream()
                .map(one -> new Submission(Source.MANUAL, null, one, true, null, List.of(), user))
                .toList();
        Catalogue catalogue = catalogues.of(companyId, submissions);
        Map<String, Phones> phones = new HashMap<>();
        return submissions.stream()
                .map(one -> correction(LeadReader.correct(catalogue, one, phones)))
                .toList();
    }

    private static Correction correction(Reading reading) {
        List<FieldError> errors = new ArrayList<>(reading.errors());
        errors.addAll(reading.warnings());
        errors.removeIf(error -> error.slug().equals("nobody"));
        return new Correction(reading.lead(), errors);
    }

    /** Gives a corrected lead to the desk.
     *
     * @param quarantined the number of what it corrects
     * @param also runs in the lead's transaction; its failure undoes the lead
     * @return the lead, or what is still wrong with it
     */
    Taken again(int companyId, long quarantined, Submission corrected, Consumer<Outcome> also) {
        Reading reading = LeadReader.read(catalogues.of(companyId, List.of(corrected)), corrected, new HashMap<>());
        if (!reading.errors().isEmpty()) {
            return new Taken.Quarantined(0, reading.errors());
        }
        zones.settleNew(companyId, reading.lead().custom());
        Doing arrival =
                new Doing.Arrival(reading.lead(), decided -> submissions.consent(corrected, decided), decided -> {
                    submissions.corrected(quarantined, decided, reading.warnings());
                    also.accept(decided);
                });
        Outcome outcome = desks.perform(companyId, List.of(arrival)).getFirst();
        return new Taken.Decided(false, outcome, reading.warnings());
    }

    private static boolean repeats(List<Submission> chunk, Submission next) {
        return next.key() != null
                && chunk.stream()
                        .anyMatch(one ->
                                next.key().equals(one.key()) && next.source().equals(one.source()));
    }

    private List<Taken> together(int companyId, List<Submission> chunk) {
        try {
            return once(companyId, chunk);
        } catch (Submissions.Twice e) {
            return chunk.stream().map(one -> alone(companyId, one)).toList();
        }
    }

    private Taken alone(int companyId, Submission one) {
        for (int i = 1; ; i++) {
            try {
                return once(companyId, List.of(one)).getFirst();
            } catch (Submissions.Twice e) {
                if (i == TRIES) {
                    throw e;
                }
            }
        }
    }

    private List<Taken> once(int companyId, List<Submission> chunk) {
        Catalogue catalogue = catalogues.of(companyId, chunk);
        List<@Nullable Taken> taken = submissions.known(chunk, catalogue.known());
        Map<String, Phones> phones = new HashMap<>();
        List<Doing> arrivals = new ArrayList<>();
        List<List<FieldError>> warnings = new ArrayList<>();
        Map<Integer, List<FieldError>> unusable = new LinkedHashMap<>();
        for (int i = 0; i < chunk.size(); i++) {
            if (taken.get(i) == null) {
                Submission one = chunk.get(i);
                Reading reading = LeadReader.read(catalogue, one, phones);
                if (reading.errors().isEmpty()) {
                    zones.settleNew(companyId, reading.lead().custom());
                    arrivals.add(new Doing.Arrival(
                            reading.lead(),
                            outcome -> submissions.rows(one, outcome, reading.warnings()),
                            outcome -> {}));
                    warnings.add(reading.warnings());
                } else {
                    unusable.put(i, reading.errors());
                }
            }
        }
        if (!unusable.isEmpty()) {
            transactions.inCompany(
                    companyId,
                    () -> unusable.forEach((place, errors) -> taken.set(place, quarantined(chunk.get(place), errors))));
        }
        if (!arrivals.isEmpty()) {
            List<Outcome> outcomes = perform(companyId, arrivals);
            for (int i = 0, next = 0; i < chunk.size(); i++) {
                if (taken.get(i) == null) {
                    taken.set(i, new Taken.Decided(false, outcomes.get(next), warnings.get(next)));
                    next++;
                }
            }
        }
        return taken.stream().map(Objects::requireNonNull).toList();
    }

    private Taken quarantined(Submission one, List<FieldError> errors) {
        long id = quarantine.add(one, errors);
        submissions.keepQuarantined(one, id);
        return new Taken.Quarantined(id, errors);
    }

    /** The desk may wrap what refused an arrival's own rows. */
    private List<Outcome> perform(int companyId, List<Doing> arrivals) {
        try {
            return desks.perform(companyId, arrivals);
        } catch (RuntimeException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (Submissions.isTwice(cause)) {
                    throw new Submissions.Twice();
                }
            }
            throw e;
        }
    }
}

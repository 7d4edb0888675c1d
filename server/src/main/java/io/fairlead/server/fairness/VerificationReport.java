package io.fairlead.server.fairness;

import io.fairlead.server.desk.again.Missing;
import io.fairlead.server.seal.Finding;
import io.fairlead.server.seal.Verification;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a verification found; the last line of one that came to its end.
 *
 * @param at when it began, in UTC
 * @param who asked for it
 * @param sealed decisions covered by seals, all compared
 * @param unsealed decisions that are not yet
 * @param erased decisions whose contents were deleted on purpose
 * @param recomputed decisions that came out again as they are stored
 * @param notRecomputed decisions that could not be made again
 * @param whyNot why they could not; null if all could
 * @param newest the hash of the newest seal in hexadecimal, to be noted elsewhere; empty without one
 * @param findings empty if all is as it was
 * @param moreFindings how many more there were
 */
record VerificationReport(
        @Schema(allowableValues = "report") String kind,
        String at,
        String who,
        int seconds,
        long seals,
        long sealed,
        long unsealed,
        long erased,
        long recomputed,
        long notRecomputed,
        @Nullable VerificationGap whyNot,
        String newest,
        List<VerificationFinding> findings,
        long moreFindings)
        implements VerificationLine {

    /**
     * Something that is not as it was.
     *
     * @param values numbers that name its place, by what they are
     * @param lead the id of the lead it is about; null for none
     * @param why nothing could be made again from a decision on; null for anything else
     */
    record VerificationFinding(
            Finding.Kind kind,
            Map<String, Long> values,
            @Nullable String lead,
            List<Finding.Difference> differences,
            @Nullable VerificationGap why) {}

    /**
     * What is missing of what was recorded.
     *
     * @param lead the id of the lead it is about; null for none
     * @param about what else; empty for nothing
     */
    record VerificationGap(Missing.Kind kind, @Nullable String lead, String about) {
        static @Nullable VerificationGap of(@Nullable Missing missing, LongFunction<String> leads) {
            if (missing == null) {
                return null;
            }
            boolean ofLead = missing.kind().ofLead();
            return new VerificationGap(
                    missing.kind(),
                    ofLead ? leads.apply(Long.parseLong(missing.about())) : null,
                    ofLead ? "" : missing.about());
        }
    }

    /** What a screen says of numbers: leads by their ids, users by their names. */
    record Names(LongFunction<String> leads, Map<String, String> users) {
        private VerificationFinding found(Finding finding) {
            var lead = finding.values().get("lead");
            return new VerificationFinding(
                    finding.kind(),
                    finding.values(),
                    lead == null ? null : leads.apply(lead),
                    finding.differences().stream().map(this::named).toList(),
                    VerificationGap.of(finding.why(), leads));
        }

        private Finding.Difference named(Finding.Difference one) {
            return switch (one.what()) {
                case "user" -> new Finding.Difference(one.what(), user(one.was()), user(one.is()));
                case "lead" -> new Finding.Difference(one.what(), lead(one.was()), lead(one.is()));
                default -> one;
            };
        }

        private String user(String number) {
            return users.getOrDefault(number, number);
        }

        private String lead(String number) {
            return number.isEmpty() ? number : leads.apply(Long.parseLong(number));
        }
    }

    static VerificationReport of(Instant at, String who, int seconds, Verification.Report found, Names names) {
        return new VerificationReport(
                "report",
                at.toString(),
                who,
                seconds,
                found.seals(),
                found.sealed(),
                found.unsealed(),
                found.erased(),
                found.recomputed(),
                found.notRecomputed(),
                VerificationGap.of(found.whyNot(), names.leads()),
                found.newest(),
                found.findings().stream().map(names::found).toList(),
                found.moreFindings());
    }
}

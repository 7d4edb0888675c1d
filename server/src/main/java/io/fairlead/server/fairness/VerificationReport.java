package io.fairlead.server.fairness;

import io.fairlead.server.seal.Verification;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

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
 * @param whyNot why they could not; empty if all could
 * @param newest the hash of the newest seal in hexadecimal, to be noted elsewhere; empty without one
 * @param findings sentences that name their place; empty if all is as it was
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
        String whyNot,
        String newest,
        List<String> findings,
        long moreFindings)
        implements VerificationLine {

    static VerificationReport of(Instant at, String who, int seconds, Verification.Report found) {
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
                found.whyNot(),
                found.newest(),
                found.findings(),
                found.moreFindings());
    }
}

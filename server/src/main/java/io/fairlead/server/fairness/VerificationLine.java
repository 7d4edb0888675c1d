package io.fairlead.server.fairness;

import io.swagger.v3.oas.annotations.media.Schema;

/** A line of a verification's answer; {@code kind} says which. */
@Schema(
        oneOf = {
            VerificationLine.VerificationProgress.class,
            VerificationReport.class,
            VerificationLine.VerificationFailed.class
        })
sealed interface VerificationLine
        permits VerificationLine.VerificationProgress, VerificationReport, VerificationLine.VerificationFailed {
    String kind();

    /**
     * How far it is.
     *
     * @param what {@code seals}: compared with their seals; {@code decisions}: made again
     */
    record VerificationProgress(
            @Schema(allowableValues = "progress") String kind, String what, long done, long total)
            implements VerificationLine {
        VerificationProgress(String what, long done, long total) {
            this("progress", what, done, total);
        }
    }

    /** The last line of one that came to no end: {@code too-slow}, {@code busy-verification} or {@code internal}. */
    record VerificationFailed(
            @Schema(allowableValues = "problem") String kind, String slug) implements VerificationLine {
        VerificationFailed(String slug) {
            this("problem", slug);
        }
    }
}

package io.fairlead.server.transfer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the leads of a file.
 *
 * @param known of rows whose contact is known already: {@code skip} them, {@code fill} what is missing at the newest lead,
 *     {@code overwrite} it with what the file says, or make a {@code new} lead of the contact
 * @param source of the leads
 * @param distribute {@code now}: by the rules once all are there; {@code later}: they are left to nobody until somebody
 *     says so
 * @param list of picked leads to which those that are made or completed are added; null for none
 */
record ImportChoice(
        String known,
        String source,
        String distribute,
        @Nullable String list) {
    static final ImportChoice USUAL = new ImportChoice("skip", "import", "later", null);

    /** With what is usual where something is missing. */
    static ImportChoice of(
            @Nullable String known, @Nullable String source, @Nullable String distribute, @Nullable String list) {
        return new ImportChoice(
                known == null ? USUAL.known : known,
                source == null || source.isBlank() ? USUAL.source : source.strip(),
                distribute == null ? USUAL.distribute : distribute,
                list == null || list.isEmpty() ? null : list);
    }

    boolean isSound() {
        return List.of("skip", "fill", "overwrite", "new").contains(known)
                && List.of("now", "later").contains(distribute);
    }

    boolean merges() {
        return known.equals("fill") || known.equals("overwrite");
    }
}

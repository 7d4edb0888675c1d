package io.fairlead.server.lead;

import io.fairlead.server.company.Companies;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a status may be, and the note that a company asks for with every change of one. Thread-safe. */
@Component
public class StatusNotes {
    private static final int LONGEST_STATUS = 60;
    private static final int LONGEST_NOTE = 10_000;

    private final JdbcClient jdbc;
    private final Companies companies;

    StatusNotes(JdbcClient jdbc, Companies companies) {
        this.jdbc = jdbc;
        this.companies = companies;
    }

    /**
     * The status without space around it.
     *
     * @throws Refusal {@code invalid} if it is empty, too long or cannot be stored
     */
    public static String status(String given) {
        if (given.length() > LONGEST_STATUS || given.isBlank()) {
            throw invalid("status", given.isBlank() ? "required" : "too-long");
        }
        if (!isStorable(given) || given.strip().chars().anyMatch(Character::isISOControl)) {
            throw invalid("status", "invalid");
        }
        return given.strip();
    }

    /**
     * Checks what people wrote.
     *
     * @throws Refusal {@code invalid} if it is too long or cannot be stored
     */
    public static void mustBeText(String field, String text) {
        if (text.length() > LONGEST_NOTE || !isStorable(text)) {
            throw invalid(field, text.length() > LONGEST_NOTE ? "too-long" : "invalid");
        }
    }

    /** Whether it is whole Unicode without the NUL, which the database does not take. */
    private static boolean isStorable(String text) {
        return text.codePoints()
                .noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }

    private static Refusal invalid(String field, String slug) {
        return Refusal.invalid(List.of(new FieldError(field, slug)));
    }

    /** How many characters the note must have; 0 if none is asked for. In the company's transaction under way. */
    public int length() {
        return companies.work().noteLength();
    }

    /**
     * Checks that a note is as long as the company asks. In the company's transaction under way.
     *
     * @throws Refusal {@code invalid} with {@code note} as {@code too-short}; its member {@code noteLength} says the length
     */
    public void mustBeLongEnough(String note) {
        int length = length();
        if (note.codePointCount(0, note.length()) < length) {
            throw refused(
                    "too-short", "A change of status needs a note of at least " + length + " characters.", length);
        }
    }

    /**
     * Checks the note for a change of the lead's status. In the company's transaction under way.
     *
     * @throws Refusal {@code invalid} with {@code note} as {@code too-short} or, for what the user wrote last on this
     *     lead, {@code same-as-last}; its member {@code noteLength} says the length
     */
    void mustSuffice(SignedIn by, long lead, String note) {
        int length = length();
        if (length == 0) {
            return;
        }
        mustBeLongEnough(note);
        if (note.equals(last(by, lead))) {
            throw refused("same-as-last", "Another note is needed: this is what you wrote last.", length);
        }
    }

    private static Refusal refused(String slug, String detail, int length) {
        return Refusal.invalid("invalid", detail, List.of(new FieldError("note", slug)), Map.of("noteLength", length));
    }

    private String last(SignedIn by, long lead) {
        return jdbc.sql("""
                        select data ->> 'text' from fairlead.event
                         where company_id = ? and lead = ? and who = ? and data ->> 'text' <> ''
                           and kind in ('note-written', 'call-noted', 'status-changed')
                         order by id desc limit 1
                        """)
                .params(by.companyId(), lead, by.userId())
                .query(String.class)
                .optional()
                .orElse("");
    }
}

package io.fairlead.server.lead;

import io.fairlead.server.company.Companies;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The note that a company asks for with every change of a status. In the company's transaction under way. Thread-safe. */
@Component
class StatusNotes {
    private final JdbcClient jdbc;
    private final Companies companies;

    StatusNotes(JdbcClient jdbc, Companies companies) {
        this.jdbc = jdbc;
        this.companies = companies;
    }

    /** How many characters it must have; 0 if none is asked for. */
    int length() {
        return companies.work().noteLength();
    }

    /**
     * Checks the note for a change of the lead's status.
     *
     * @throws Refusal {@code invalid} with {@code note} as {@code too-short} or, for what the user wrote last on this
     *     lead, {@code same-as-last}; its member {@code noteLength} says the length
     */
    void mustSuffice(SignedIn by, long lead, String note) {
        int length = length();
        if (length == 0) {
            return;
        }
        String detail = "A change of status needs a note of at least " + length + " characters.";
        if (note.codePointCount(0, note.length()) < length) {
            throw refused("too-short", detail, length);
        }
        if (note.equals(last(by, lead))) {
            throw refused("same-as-last", detail + " This is what you wrote last.", length);
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

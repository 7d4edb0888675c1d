package io.fairlead.server.lead.journal;

import io.fairlead.server.lead.journal.JournalQueries.Asked;
import io.fairlead.server.lead.journal.JournalQueries.Of;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Allow;
import io.fairlead.server.platform.http.Permission;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Ids;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class JournalController {
    private final JournalQueries queries;

    JournalController(JournalQueries queries) {
        this.queries = queries;
    }

    @Allow(Permission.WORK_LEADS)
    @GetMapping("/api/leads/{id}/journal")
    JournalPage leadJournal(
            @AuthenticationPrincipal SignedIn me,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String topic,
            @RequestParam(defaultValue = "false") boolean own,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit) {
        long lead = Ids.of(me.idSeed()).read(Ids.Kind.LEAD, id).orElseThrow(Refusal::notFound);
        return queries.page(me, new Of.Lead(lead), new Asked(topic, own, after, limit));
    }

    @Allow(Permission.WORK_LEADS)
    @GetMapping("/api/contacts/{id}/journal")
    JournalPage contactJournal(
            @AuthenticationPrincipal SignedIn me,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String topic,
            @RequestParam(defaultValue = "false") boolean own,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit) {
        long contact = Ids.of(me.idSeed()).read(Ids.Kind.CONTACT, id).orElseThrow(Refusal::notFound);
        return queries.page(me, new Of.Contact(contact), new Asked(topic, own, after, limit));
    }

    @Allow(Permission.WORK_LEADS)
    @GetMapping("/api/listings/{key}/journal")
    JournalPage listingJournal(
            @AuthenticationPrincipal SignedIn me,
            @PathVariable String key,
            @RequestParam(required = false) @Nullable String topic,
            @RequestParam(defaultValue = "false") boolean own,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit) {
        return queries.page(me, new Of.Listing(key), new Asked(topic, own, after, limit));
    }
}

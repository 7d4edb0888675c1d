package io.fairlead.server.lead.journal;

import io.fairlead.server.lead.journal.ContactQueries.ContactSheet;
import io.fairlead.server.lead.journal.ContactQueries.ListingSheet;
import io.fairlead.server.lead.journal.Contacts.ContactChange;
import io.fairlead.server.lead.journal.KnownContacts.KnownContactList;
import io.fairlead.server.lead.journal.KnownContacts.WantedContacts;
import io.fairlead.server.lead.journal.LinkedLeads.LinkedPage;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Allow;
import io.fairlead.server.platform.http.IfMatch;
import io.fairlead.server.platform.http.LargeBody;
import io.fairlead.server.platform.http.Permission;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ContactController {
    private final ContactQueries queries;
    private final Contacts contacts;
    private final KnownContacts known;

    ContactController(ContactQueries queries, Contacts contacts, KnownContacts known) {
        this.known = known;
        this.queries = queries;
        this.contacts = contacts;
    }

    @Allow(Permission.WORK_LEADS)
    @GetMapping("/api/contacts/{id}")
    ResponseEntity<ContactSheet> contact(@AuthenticationPrincipal SignedIn me, @PathVariable String id) {
        return tagged(queries.contact(me, id));
    }

    /** Brings contacts that are known from elsewhere, with who advises them: all of them, or none. */
    @Allow(Permission.SETTINGS_FILE)
    @LargeBody
    @PostMapping("/api/contacts")
    KnownContactList bringContacts(@AuthenticationPrincipal SignedIn me, @RequestBody WantedContacts wanted) {
        return known.bring(me, wanted);
    }

    @Allow(Permission.WORK_LEADS)
    @PatchMapping("/api/contacts/{id}")
    ResponseEntity<ContactSheet> changeContact(
            @AuthenticationPrincipal SignedIn me,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String version,
            @RequestBody ContactChange change) {
        return tagged(contacts.change(me, id, IfMatch.version(version), change));
    }

    @Allow(Permission.WORK_LEADS)
    @GetMapping("/api/contacts/{id}/leads")
    LinkedPage contactLeads(
            @AuthenticationPrincipal SignedIn me,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String after) {
        return queries.leadsOf(me, id, after);
    }

    @Allow(Permission.WORK_LEADS)
    @GetMapping("/api/listings/{key}/sheet")
    ListingSheet listing(@AuthenticationPrincipal SignedIn me, @PathVariable String key) {
        return queries.listing(me, key);
    }

    @Allow(Permission.WORK_LEADS)
    @GetMapping("/api/listings/{key}/leads")
    LinkedPage listingLeads(
            @AuthenticationPrincipal SignedIn me,
            @PathVariable String key,
            @RequestParam(required = false) @Nullable String after) {
        return queries.leadsAbout(me, key, after);
    }

    private static ResponseEntity<ContactSheet> tagged(ContactSheet sheet) {
        return ResponseEntity.ok().eTag(IfMatch.tag(sheet.version())).body(sheet);
    }
}

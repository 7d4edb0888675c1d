package io.fairlead.server.field;

import io.fairlead.server.field.FieldIndexQueries.FieldIndexRows;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Allow;
import io.fairlead.server.platform.http.Permission;
import io.fairlead.server.platform.http.Refusal;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class FieldIndexController {
    private final FieldIndexes indexes;
    private final FieldIndexQueries queries;

    FieldIndexController(FieldIndexes indexes, FieldIndexQueries queries) {
        this.indexes = indexes;
        this.queries = queries;
    }

    /** The fields by which leads can be sorted and searched, and how far those are that are not ready. */
    @Allow(Permission.SIGNED_IN)
    @GetMapping("/api/field-indexes")
    FieldIndexRows fieldIndexes(@AuthenticationPrincipal SignedIn me) {
        return queries.all(me.companyId());
    }

    /** Tries once more to make the index of a field that failed. */
    @Allow(Permission.MANAGE_PEOPLE)
    @PostMapping("/api/field-indexes/{field}/retry")
    FieldIndexRows retryFieldIndex(@AuthenticationPrincipal SignedIn me, @PathVariable String field) {
        if (!indexes.again(me.companyId(), field)) {
            throw Refusal.notFound();
        }
        return queries.all(me.companyId());
    }
}

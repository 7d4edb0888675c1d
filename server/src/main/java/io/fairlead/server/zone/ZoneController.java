package io.fairlead.server.zone;

import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Allow;
import io.fairlead.server.platform.http.LargeBody;
import io.fairlead.server.platform.http.Permission;
import io.fairlead.server.zone.ZoneQueries.ZoneList;
import io.fairlead.server.zone.ZoneQueries.ZoneRow;
import io.fairlead.server.zone.ZoneQueries.ZonelessLeads;
import io.fairlead.server.zone.Zones.NewZone;
import io.fairlead.server.zone.Zones.ZoneChange;
import io.fairlead.server.zone.Zones.ZoneImport;
import io.fairlead.server.zone.Zones.ZoneImported;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ZoneController {
    private final ZoneQueries queries;
    private final Zones zones;

    ZoneController(ZoneQueries queries, Zones zones) {
        this.queries = queries;
        this.zones = zones;
    }

    /** @param csv a line for each zone: {@code key,parent,name,postcodes} */
    record ZoneFile(String csv) {}

    /** The roots, the zones right below one, those found in the whole tree, or the one with a key. */
    @Allow(Permission.WORK_LEADS)
    @GetMapping("/api/zones")
    ZoneList zones(
            @AuthenticationPrincipal SignedIn me,
            @RequestParam(required = false) @Nullable String below,
            @RequestParam(required = false) @Nullable String search,
            @RequestParam(required = false) @Nullable String key) {
        return queries.list(me, below, search, key);
    }

    /** The newest leads that are in no zone. */
    @Allow(Permission.WORK_LEADS)
    @GetMapping("/api/zones/none/leads")
    ZonelessLeads without(@AuthenticationPrincipal SignedIn me) {
        return queries.without(me);
    }

    @Allow(Permission.WORK_LEADS)
    @GetMapping("/api/zones/{id}")
    ZoneRow zone(@AuthenticationPrincipal SignedIn me, @PathVariable String id) {
        return queries.byId(me, id);
    }

    @Allow(Permission.MANAGE_PEOPLE)
    @PostMapping("/api/zones")
    @ResponseStatus(HttpStatus.CREATED)
    ZoneRow add(@AuthenticationPrincipal SignedIn me, @RequestBody NewZone wanted) {
        return queries.of(me, zones.add(me, wanted));
    }

    @Allow(Permission.MANAGE_PEOPLE)
    @PatchMapping("/api/zones/{id}")
    ZoneRow change(@AuthenticationPrincipal SignedIn me, @PathVariable String id, @RequestBody ZoneChange change) {
        zones.change(me, id, change);
        return queries.byId(me, id);
    }

    /** Removes a zone with all that lie below it; their leads are looked for anew. */
    @Allow(Permission.MANAGE_PEOPLE)
    @DeleteMapping("/api/zones/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@AuthenticationPrincipal SignedIn me, @PathVariable String id) {
        zones.remove(me, id);
    }

    /** Italy's regions and provinces, beside the zones there are. */
    @Allow(Permission.MANAGE_PEOPLE)
    @PostMapping("/api/zones/italy")
    ZoneImported italy(@AuthenticationPrincipal SignedIn me) {
        return zones.loadItaly(me);
    }

    @Allow(Permission.MANAGE_PEOPLE)
    @LargeBody
    @PostMapping("/api/zones/import")
    ZoneImported take(@AuthenticationPrincipal SignedIn me, @RequestBody ZoneImport file) {
        return zones.take(me, file);
    }

    @Allow(Permission.MANAGE_PEOPLE)
    @GetMapping("/api/zones/export")
    ZoneFile export(@AuthenticationPrincipal SignedIn me) {
        return new ZoneFile(zones.export(me));
    }
}

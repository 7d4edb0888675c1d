package io.fairlead.server.lead.list;

import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Allow;
import io.fairlead.server.platform.http.Permission;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/leads")
class LeadListController {
    private final LeadLists lists;
    private final ListChoices choices;
    private final ValueCounts counts;

    LeadListController(LeadLists lists, ListChoices choices, ValueCounts counts) {
        this.lists = lists;
        this.choices = choices;
        this.counts = counts;
    }

    @Allow(Permission.WORK_LEADS)
    @PostMapping("/query")
    LeadLists.LeadList leads(@AuthenticationPrincipal SignedIn me, @RequestBody LeadSearch search) {
        return lists.page(me, search);
    }

    /** Which of the leads that are told to have changed would be on the pages that somebody has, and in which version. */
    @Allow(Permission.WORK_LEADS)
    @PostMapping("/changed")
    LeadLists.LeadsThere changed(@AuthenticationPrincipal SignedIn me, @RequestBody LeadLists.ToldLeads told) {
        return lists.there(me, told);
    }

    /** Counts exactly, slice by slice: the numbers of all slices are added up. */
    @Allow(Permission.WORK_LEADS)
    @PostMapping("/count")
    LeadLists.LeadCount count(
            @AuthenticationPrincipal SignedIn me,
            @RequestBody LeadSearch search,
            @RequestParam(required = false) @Nullable String after) {
        return lists.count(me, search, after);
    }

    /**
     * How many leads of a list each value of a column has; what the column is narrowed to is to be left out. Of the
     * column {@code zone}: each zone right below one, the roots where none is named.
     */
    @Allow(Permission.WORK_LEADS)
    @PostMapping("/counts")
    ValueCounts.LeadCounts counts(
            @AuthenticationPrincipal SignedIn me,
            @RequestBody LeadSearch search,
            @RequestParam String by,
            @RequestParam(defaultValue = "") String below) {
        return counts.count(me, search, by, below);
    }

    @Allow(Permission.WORK_LEADS)
    @GetMapping("/choices")
    ListChoices.LeadChoices choices(@AuthenticationPrincipal SignedIn me) {
        return choices.of(me);
    }
}

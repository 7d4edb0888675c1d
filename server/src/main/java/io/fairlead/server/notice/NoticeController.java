package io.fairlead.server.notice;

import io.fairlead.server.notice.NoticeChoices.Choices;
import io.fairlead.server.notice.NoticeQueries.NoticeList;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Allow;
import io.fairlead.server.platform.http.Permission;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/me")
class NoticeController {
    private static final int MOST = 200;

    private final NoticeQueries queries;
    private final Notices notices;
    private final NoticeChoices choices;

    NoticeController(NoticeQueries queries, Notices notices, NoticeChoices choices) {
        this.queries = queries;
        this.notices = notices;
        this.choices = choices;
    }

    /**
     * What was read.
     *
     * @param notices their ids; null for all
     * @param until with all: those up to this instant, the newest one that was seen
     */
    record NoticesRead(
            @Nullable List<String> notices, @Nullable Instant until) {}

    @Allow(Permission.WORK_LEADS)
    @GetMapping("/notices")
    NoticeList notices(@AuthenticationPrincipal SignedIn me, @RequestParam(required = false) @Nullable String after) {
        return queries.page(me, after);
    }

    @Allow(Permission.WORK_LEADS)
    @PostMapping("/notices/read")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void readNotices(@AuthenticationPrincipal SignedIn me, @RequestBody NoticesRead read) {
        List<String> given = read.notices();
        Instant until = read.until();
        if (given != null && given.size() > MOST) {
            throw Refusal.invalid(List.of(new FieldError("notices", "too-long")));
        }
        if (given != null) {
            notices.read(me.companyId(), me.userId(), NoticeQueries.numbers(me, given));
        } else if (until != null) {
            notices.readAll(me.companyId(), me.userId(), until);
        } else {
            throw Refusal.invalid(List.of(new FieldError("until", "required")));
        }
    }

    @Allow(Permission.WORK_LEADS)
    @GetMapping("/notices/choices")
    Choices noticeChoices(@AuthenticationPrincipal SignedIn me) {
        return choices.of(me);
    }

    @Allow(Permission.WORK_LEADS)
    @PutMapping("/notices/choices")
    Choices setNoticeChoices(@AuthenticationPrincipal SignedIn me, @RequestBody NoticeChoices.Wanted wanted) {
        return choices.set(me, wanted);
    }
}

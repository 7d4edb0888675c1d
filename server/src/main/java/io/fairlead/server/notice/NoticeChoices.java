package io.fairlead.server.notice;

import io.fairlead.server.notify.Mails;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Transactions;
import java.sql.Array;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What each person wants to be told, and how. They alone change it, so what is written last counts. Thread-safe.
 */
@Component
class NoticeChoices {
    /** All kinds of notices, in the order in which they are shown. */
    static final List<String> KINDS = List.of("assigned", "offered", "lost", "worked", "joined", "due");

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Mails mails;

    NoticeChoices(JdbcClient jdbc, Transactions transactions, Mails mails) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.mails = mails;
    }

    /**
     * Somebody's choices.
     *
     * @param kinds every kind there is
     * @param quiet whether mails wait and nothing interrupts while they are off shift or absent
     * @param canMail whether mails reach them: there is a mail server, and they have an address
     */
    record Choices(List<Choice> kinds, boolean quiet, boolean canMail) {}

    /** Whether one kind of notices is shown in the app, and sent by mail. */
    record Choice(String kind, boolean app, boolean mail) {}

    /** @param kinds those that are missing are wanted both ways */
    record Wanted(
            @Nullable List<WantedChoice> kinds, @Nullable Boolean quiet) {}

    record WantedChoice(
            @Nullable String kind,
            @Nullable Boolean app,
            @Nullable Boolean mail) {}

    private record Stored(Set<String> appOff, Set<String> mailOff, boolean quiet) {}

    Choices of(SignedIn me) {
        return transactions.inCompany(me.companyId(), () -> {
            Stored stored = jdbc.sql("select app_off, mail_off, quiet from fairlead.notice_choice where user_id = ?")
                    .param(me.userId())
                    .query((row, n) -> new Stored(
                            texts(row.getArray("app_off")), texts(row.getArray("mail_off")), row.getBoolean("quiet")))
                    .optional()
                    .orElse(new Stored(Set.of(), Set.of(), true));
            boolean reached = jdbc.sql("select email is not null from fairlead.app_user where id = ?")
                    .param(me.userId())
                    .query(Boolean.class)
                    .single();
            return new Choices(
                    KINDS.stream()
                            .map(kind -> new Choice(
                                    kind,
                                    !stored.appOff().contains(kind),
                                    !stored.mailOff().contains(kind)))
                            .toList(),
                    stored.quiet(),
                    reached && mails.canSend());
        });
    }

    private static Set<String> texts(Array array) throws SQLException {
        return new HashSet<>(Arrays.asList((String[]) array.getArray()));
    }

    Choices set(SignedIn me, Wanted wanted) {
        List<WantedChoice> kinds = wanted.kinds() == null ? List.of() : wanted.kinds();
        if (!kinds.stream().allMatch(choice -> KINDS.contains(String.valueOf(choice.kind())))) {
            throw Refusal.invalid(List.of(new FieldError("kinds", "invalid")));
        }
        transactions.inCompany(me.companyId(), () -> {
            jdbc.sql("""
                            insert into fairlead.notice_choice (user_id, app_off, mail_off, quiet) values (?, ?, ?, ?)
                            on conflict (company_id, user_id) do update
                                set app_off = excluded.app_off, mail_off = excluded.mail_off, quiet = excluded.quiet
                            """)
                    .params(
                            me.userId(),
                            off(kinds, choice -> Boolean.FALSE.equals(choice.app())),
                            off(kinds, choice -> Boolean.FALSE.equals(choice.mail())),
                            !Boolean.FALSE.equals(wanted.quiet()))
                    .update();
        });
        return of(me);
    }

    private static String[] off(List<WantedChoice> kinds, Predicate<WantedChoice> isOff) {
        return kinds.stream()
                .filter(isOff)
                .map(choice -> String.valueOf(choice.kind()))
                .distinct()
                .toArray(String[]::new);
    }
}

package io.fairlead.server.intake;

import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.event.Events;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Transactions;
import io.fairlead.server.settings.values.FieldLook;
import io.fairlead.server.settings.values.Phones;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Phones of switchboards and e-mails of portals, behind which are many people: no contact is found by them. */
@Component
class Relays {
    private static final int MOST = 1_000;

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Events events;

    Relays(JdbcClient jdbc, Transactions transactions, Events events) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.events = events;
    }

    List<String> of(SignedIn me) {
        return transactions.inCompany(me.companyId(), this::all);
    }

    /** Replaces the list. */
    void set(SignedIn by, List<@Nullable String> wanted) {
        transactions.inCompany(by.companyId(), () -> {
            String region = jdbc.sql("select coalesce(body ->> 'region', '') from fairlead.company")
                    .query(String.class)
                    .single();
            Phones phones = new Phones(region.isEmpty() ? null : region);
            TreeSet<String> values = new TreeSet<>();
            List<FieldError> errors = new ArrayList<>();
            for (int i = 0; i < wanted.size(); i++) {
                String value = value(Objects.requireNonNullElse(wanted.get(i), ""), phones);
                if (value == null || values.size() == MOST) {
                    errors.add(new FieldError("values[" + i + "]", value == null ? "invalid" : "too-many"));
                } else {
                    values.add(value);
                }
            }
            if (!errors.isEmpty()) {
                throw Refusal.invalid(errors);
            }
            List<String> before = all();
            jdbc.sql("delete from fairlead.relay").update();
            values.forEach(value -> jdbc.sql("insert into fairlead.relay (value) values (?)")
                    .param(value)
                    .update());
            events.append("relays-changed", by.userId(), Map.of("before", before, "after", values));
        });
    }

    private List<String> all() {
        return jdbc.sql("select value from fairlead.relay order by value")
                .query((row, n) -> row.getString("value"))
                .list();
    }

    /** E.164, an e-mail address, or {@code @} and a domain; null for anything else. */
    private static @Nullable String value(String written, Phones phones) {
        String text = written.strip();
        if (text.contains("@")) {
            String email = Objects.requireNonNullElse(Phones.email(text), "");
            return FieldLook.isEmail(email.startsWith("@") ? "x" + email : email) && LeadText.isStorable(email)
                    ? email
                    : null;
        }
        String phone = phones.normalised(text);
        return phone != null && Phones.isNumber(phone) ? phone : null;
    }
}

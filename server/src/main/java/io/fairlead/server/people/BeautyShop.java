package io.fairlead.server.people;

import io.fairlead.server.company.SettingsStore;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the demo company has beside its head. */
@Component
class BeautyShop {
    /** As in {@code examples/beauty-shop.yaml}. */
    private static final Map<String, String> SCHEDULES = new TreeMap<>(Map.of(
            "day", """
                    {"weekly": [{"days": "mon-fri", "hours": "09:00-19:00"}, {"days": "sat", "hours": "09:00-17:00"}]}""",
            "evening", """
                    {"weekly": [{"days": "mon-fri", "hours": "16:00-09:00", "until": "next-listed-day"},
                                {"days": "sat", "hours": "09:00-17:00"}]}""",
            "day-and-on-call", """
                    {"weekly": [{"days": "mon-fri", "hours": "09:00-19:00"},
                                {"days": "mon-fri", "hours": "16:00-09:00", "until": "next-listed-day"}]}"""));

    private final JdbcClient jdbc;
    private final SettingsStore settings;
    private final InstantSource clock;
    private final Users users;
    private final ApplicationEventPublisher publisher;

    BeautyShop(
            JdbcClient jdbc,
            SettingsStore settings,
            InstantSource clock,
            Users users,
            ApplicationEventPublisher publisher) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
        this.users = users;
        this.publisher = publisher;
    }

    /** The three sellers of the beauty shop, their shifts, their team, and a holiday to come. */
    void furnish(int company) {
        settings.change(company, null, () -> {
            SCHEDULES.forEach((key, body) -> add("schedule", key, body));
            users.add(null, seller("ursula", "Урсула Вебер").working("day-and-on-call", List.of()));
            users.add(null, seller("nadezhda", "Надежда Кузнецова").working("day", List.of("security")));
            long marina = users.add(null, seller("marina", "Марина Соколова").working("evening", List.of("security")));
            add("team", "sales", "{\"members\": [\"ursula\", \"nadezhda\", \"marina\"]}");
            LocalDate from =
                    LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusDays(9);
            jdbc.sql("insert into fairlead.absence (user_id, \"from\", \"to\", kind) values (?, ?, ?, 'vacation')")
                    .params(marina, from.toString(), from.plusDays(6).toString())
                    .update();
            return company;
        });
        publisher.publishEvent(new Setup.DemoFounded(company));
    }

    private static UserForm seller(String key, String name) {
        return UserForm.of(key, name, key + "@beauty-shop.example", Role.OPERATOR, "ru");
    }

    private void add(String kind, String key, String body) {
        jdbc.sql("""
                        insert into fairlead.setting (kind, key, body, position)
                        values (?, ?, ?::jsonb, (select count(*) from fairlead.setting))
                        """).params(kind, key, body).update();
    }
}

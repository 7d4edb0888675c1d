package io.fairlead.server.lead.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.engine.filter.Filter;
import io.fairlead.engine.filter.Zones;
import io.fairlead.server.ApplicationRole;
import io.fairlead.server.lead.list.LeadLists.Pages;
import io.fairlead.server.platform.http.Refusal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Lists that take too long: what is tried instead, and what is said when nothing else can be. */
class PatienceTest {
    private static final Duration SHORT = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofMinutes(1);
    /** No index finds two characters anywhere in a name: all leads are looked at. */
    private static final Filter SLOW = new Filter.Includes("name", "77");

    private static ApplicationRole application;
    private static JdbcClient jdbc;
    private static TransactionTemplate transaction;

    /** Whoever looks at all leads, or at all that come first in an order, sleeps for longer than is waited. */
    @BeforeAll
    static void fill() throws SQLException {
        application = new ApplicationRole();
        application.found(1, """
                insert into fairlead.lead (id, created_at, state, owner_id, contact_id, name, status)
                select n, timestamptz '2026-01-01' + n * interval '1 minute', 'assigned', n % 3, n,
                       case when n % 9 = 0 then 'y77' else 'x' end || case when n % 2 = 0 then 'a' else 'B' end,
                       'new' || n % 7
                  from generate_series(1, 2000) n;
                create policy slow on fairlead.lead as restrictive
                    using (id % 20 > 0 or pg_sleep(0.001) is not null);
                """);
        jdbc = application.jdbc();
        transaction = new TransactionTemplate(new DataSourceTransactionManager(application.source()));
    }

    @AfterAll
    static void close() {
        application.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"created", "name", "status", "assignee"})
    void aListThatTakesTooLongAlongItsOrderIsFoundAsAWholeInTheSameOrder(String order) {
        Pages.Asked asked = asked(order);
        List<Pages.Found> waited = within(LONG, () -> new Pages(jdbc, LONG, LONG).found(asked, false));
        List<Pages.Found> tried = within(LONG, () -> new Pages(jdbc, SHORT, SHORT).found(asked, false));
        assertThat(waited).hasSize(50);
        assertThat(tried).isEqualTo(waited);
    }

    @Test
    void aListThatCannotBeReadInTimeIsRefusedWithAWordOfWhatToDo() {
        Pages pages = new Pages(jdbc, SHORT, SHORT);
        for (boolean few : List.of(true, false)) {
            assertThatThrownBy(() -> Patience.orRefused(() -> within(SHORT, () -> pages.found(asked("name"), few))))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("Narrow the list");
        }
    }

    @Test
    void whatElseGoesWrongIsNoMatterOfTime() {
        assertThatThrownBy(() -> Patience.orRefused(
                        () -> jdbc.sql("select 1 / 0").query(Integer.class).single()))
                .hasMessageContaining("division by zero");
    }

    @Test
    void theTransactionGoesOnWhenSomethingInItWasBrokenOff() {
        String endless = "select count(*) from generate_series(1, 1000000000) n where n % 7 = 8";
        Supplier<Long> never = () -> jdbc.sql(endless).query(Long.class).single();
        within(LONG, () -> {
            var patient = new Patience(jdbc, LONG);
            assertThat(patient.wait(SHORT, never)).isEmpty();
            assertThat(patient.wait(LONG, () -> "at once")).hasValue("at once");
            var hasty = new Patience(jdbc, Duration.ofMillis(5));
            assertThat(hasty.wait(LONG, never)).isEmpty();
            assertThat(hasty.wait(LONG, () -> "too late")).isEmpty();
            return jdbc.sql("select count(*) from fairlead.lead")
                    .query(Long.class)
                    .single();
        });
    }

    private static <T> T within(Duration longest, Supplier<T> list) {
        return transaction.execute(status -> {
            Patience.begin(jdbc, longest);
            return list.get();
        });
    }

    private static Pages.Asked asked(String order) {
        var around = new FilterSql.Surroundings(
                Map.of(),
                Map::of,
                () -> Zones.NONE,
                key -> Optional.empty(),
                ZoneOffset.UTC,
                Instant.parse("2026-11-23T00:00:00Z"),
                List.of(),
                false,
                at -> 1);
        return new Pages.Asked(
                1,
                new Narrowing(SLOW, around, List.of()),
                LeadSort.of(order).orElseThrow(),
                null,
                List.of(0L, 1L, 2L),
                50);
    }
}

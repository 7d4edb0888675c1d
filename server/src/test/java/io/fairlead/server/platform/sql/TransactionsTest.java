package io.fairlead.server.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.server.TestServer;
import io.fairlead.server.platform.DatabaseAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

class TransactionsTest {
    private final DatabaseAddress database = TestServer.freshDatabase();
    private final DriverManagerDataSource source =
            new DriverManagerDataSource(database.url(), database.user(), database.password());
    private final JdbcClient jdbc = JdbcClient.create(source);
    private final Transactions transactions =
            new Transactions(new JdbcTransactionManager(source), jdbc, new JdbcTemplate(source));

    @Test
    void workSeesItsCompanyAndTheConnectionForgetsIt() {
        assertThat(transactions.inCompany(7, this::company)).isEqualTo("7");
        assertThat(transactions.across(this::company)).isEmpty();
    }

    @Test
    void workInsideWorkOfTheSameCompanyIsOneTransaction() {
        assertThatThrownBy(() -> transactions.inCompany(7, () -> {
                    jdbc.sql("create table kept (n int)").update();
                    transactions.inCompany(
                            7, () -> jdbc.sql("insert into kept values (1)").update());
                    throw new IllegalArgumentException("roll back");
                }))
                .hasMessage("roll back");
        assertThat(jdbc.sql("select to_regclass('kept') is null")
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void workOfAnotherCompanyInsideIsRefused() {
        assertThatThrownBy(() -> transactions.inCompany(7, () -> transactions.inCompany(8, this::company)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("company 8 inside a transaction of company 7");
        assertThat(transactions.inCompany(8, this::company)).isEqualTo("8");
    }

    @Test
    void aLookSeesItsCompanyAndTheConnectionForgetsIt() {
        var one = new SingleConnectionDataSource(database.url(), database.user(), database.password(), true);
        var client = JdbcClient.create(one);
        var looks = new Transactions(new JdbcTransactionManager(one), client, new JdbcTemplate(one));
        var sql = "select current_setting('fairlead.company', true) || ? as company from generate_series(1, ?)";
        assertThat(looks.look(7, sql, (row, n) -> row.getString("company"), "!", 2))
                .containsExactly("7!", "7!");
        assertThatThrownBy(() -> looks.look(7, "select 1 / ?", (row, n) -> row.getInt(1), 0))
                .hasMessageContaining("division by zero");
        assertThat(client.sql("select coalesce(current_setting('fairlead.company', true), '')")
                        .query(String.class)
                        .single())
                .isEmpty();
        one.destroy();
    }

    @Test
    void queriesThatGoTogetherAreOneTransactionOfTheCompany() {
        String sql = "select current_setting('fairlead.company', true) || ? || now() as told";
        Reading<String> first = Reading.of(sql, (row, n) -> row.getString("told"), "!");
        Reading<Integer> second = Reading.of("select 1 where false", (row, n) -> row.getInt(1));
        Reading<String> third = Reading.of(sql, (row, n) -> row.getString("told"), "!");
        transactions.look(7, first, second, third);
        assertThat(first.rows()).isEqualTo(third.rows()).first().asString().startsWith("7!");
        assertThat(second.first()).isEmpty();
        Reading<String> begun = Reading.of(sql, (row, n) -> row.getString("told"), "!");
        String later = transactions.beginning(
                7,
                List.of(begun),
                () -> jdbc.sql(sql).param("!").query(String.class).single());
        assertThat(begun.rows()).containsExactly(later);
    }

    @Test
    void aLookInATransactionIsAPartOfIt() {
        transactions.inCompany(7, () -> {
            jdbc.sql("create temporary table kept (n int)").update();
            assertThat(transactions.look(7, "select count(*) as n from kept", (row, n) -> row.getInt("n")))
                    .containsExactly(0);
        });
        assertThatThrownBy(() -> transactions.inCompany(7, () -> transactions.look(8, "select 1", (row, n) -> 1)))
                .hasMessage("company 8 inside a transaction of company 7");
    }

    private String company() {
        return jdbc.sql("select coalesce(current_setting('fairlead.company', true), '')")
                .query(String.class)
                .single();
    }
}

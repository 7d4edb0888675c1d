package io.fairlead.server.demo;

import io.fairlead.server.people.Setup;
import io.fairlead.server.platform.DatabaseAddress;
import io.fairlead.server.platform.StartFailure;
import io.fairlead.server.platform.sql.Transactions;
import io.fairlead.server.replay.Opening;
import io.fairlead.server.replay.Pages;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Founds made-up companies and fills them with leads. Thread-safe. */
@Component
public class Demo {
    private static final String TAKEN =
            "There is a demo like this one already: %s signs in to it." + "\nName an empty data folder with --home.";

    private final Setup setup;
    private final Transactions transactions;
    private final JdbcClient jdbc;

    Demo(Setup setup, Transactions transactions, JdbcClient jdbc) {
        this.setup = setup;
        this.transactions = transactions;
        this.jdbc = jdbc;
    }

    /**
     * Makes a large company and two smaller ones beside it, a fiftieth and a two-hundredth of its size.
     *
     * @param owner who made the tables
     * @param leads of the large company
     * @param history rows of history a lead on average, its arrival among them
     * @param seed the same one makes the same leads on the same day
     * @param say told what is done and how to sign in, a line at a time
     * @throws StartFailure if they are there already, or the database fails
     */
    public void make(DatabaseAddress owner, long leads, int history, long seed, Consumer<String> say) {
        var sizes = List.of(leads, leads / 50 + 1, leads / 200 + 1);
        var companies = MadeUp.all();
        try (Connection connection = DriverManager.getConnection(owner.url(), owner.user(), owner.password())) {
            connection.setAutoCommit(false);
            for (int i = 0; i < companies.size(); i++) {
                make(connection, companies.get(i), new Filling.Size(sizes.get(i), history, seed), say);
            }
        } catch (SQLException failure) {
            throw new StartFailure("The database could not be filled: " + failure.getMessage(), failure);
        }
    }

    private void make(Connection owner, MadeUp company, Filling.Size size, Consumer<String> say) throws SQLException {
        var founded = setup.demo(new Setup.Demo(
                company.name(),
                company.timezone(),
                company.region(),
                company.locale(),
                company.head(),
                company.email(),
                company.settings()));
        if (founded == null) {
            throw new StartFailure(TAKEN.formatted(company.email()));
        }
        int id = founded.administrator().companyId();
        say.accept("%s: %,d leads, %d rows of history each".formatted(company.name(), size.leads(), size.history()));
        transactions.inCompany(
                id,
                () -> jdbc.sql("update fairlead.app_user set role = 'manager' where key = any(?)")
                        .param(company.managers().toArray(String[]::new))
                        .update());
        var opening = Opening.of(new Pages(owner, id));
        owner.commit();
        new Filling(owner, company, id, opening, say).fill(size);
        say.accept("  Sign in    " + founded.signIn().email());
        say.accept("  Password   " + founded.signIn().password() + "   (shown only this once)");
    }
}

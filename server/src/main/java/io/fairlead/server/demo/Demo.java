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
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Founds made-up companies: a large one and two smaller ones beside it. Thread-safe. */
@Component
public class Demo {
    private final Setup setup;
    private final Transactions transactions;
    private final JdbcClient jdbc;

    Demo(Setup setup, Transactions transactions, JdbcClient jdbc) {
        this.setup = setup;
        this.transactions = transactions;
        this.jdbc = jdbc;
    }

    /** Companies without leads, the large one first. */
    public static final class Founded {
        private final List<Place> places;

        private Founded(List<Place> places) {
            this.places = places;
        }

        /** The number of the large company. */
        public int company() {
            return places.getFirst().id();
        }

        /**
         * Fills them with leads, quickest while no server works on the same database.
         *
         * @param owner who made the tables
         * @param leads of the large company; the others get a fiftieth and a two-hundredth of it
         * @param history rows of history a lead on average, its arrival among them
         * @param seed the same one makes the same leads on the same day
         * @param say told what is done and how to sign in, a line at a time
         * @throws StartFailure if the database fails
         */
        public void fill(DatabaseAddress owner, long leads, int history, long seed, Consumer<String> say) {
            try (Connection connection = DriverManager.getConnection(owner.url(), owner.user(), owner.password())) {
                connection.setAutoCommit(false);
                for (var place : places) {
                    long count = place.share() == 1 ? leads : leads / place.share() + 1;
                    say.accept("%s: %,d leads, %d rows of history each"
                            .formatted(place.company().name(), count, history));
                    var opening = Opening.of(new Pages(connection, place.id()));
                    connection.commit();
                    new Filling(connection, place.company(), place.id(), opening, say)
                            .fill(new Filling.Size(count, history, seed));
                    say.accept("  Sign in    " + place.signIn().email());
                    say.accept("  Password   " + place.signIn().password() + "   (shown only this once)");
                }
                say.accept("Statistics ...");
                Filling.vacuum(connection);
            } catch (SQLException failure) {
                throw new StartFailure("The database could not be filled: " + failure.getMessage(), failure);
            }
        }
    }

    /** @param share of how many leads of the large company it has one */
    private record Place(MadeUp company, int id, long share, Setup.DemoSignIn signIn) {}

    /**
     * Founds them, without leads.
     *
     * @throws StartFailure if one of them is there already
     */
    public Founded found() {
        var shares = List.of(1L, 50L, 200L);
        var companies = MadeUp.all();
        return new Founded(IntStream.range(0, companies.size())
                .mapToObj(i -> found(companies.get(i), shares.get(i)))
                .toList());
    }

    private Place found(MadeUp company, long share) {
        var founded = setup.demo(new Setup.Demo(
                company.name(),
                company.timezone(),
                company.region(),
                company.locale(),
                company.head(),
                company.email(),
                company.settings()));
        if (founded == null) {
            throw new StartFailure("There is a demo like this one already: " + company.email() + " signs in to it."
                    + "\nName an empty data folder with --home.");
        }
        int id = founded.administrator().companyId();
        transactions.inCompany(
                id,
                () -> jdbc.sql("update fairlead.app_user set role = 'manager' where key = any(?)")
                        .param(company.managers().toArray(String[]::new))
                        .update());
        return new Place(company, id, share, founded.signIn());
    }
}

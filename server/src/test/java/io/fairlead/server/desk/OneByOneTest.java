package io.fairlead.server.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.server.TestServer;
import io.fairlead.server.desk.again.Retelling;
import io.fairlead.server.replay.Pages;
import io.fairlead.server.replay.Past;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Leads that arrived one by one are told again without a question to the database for each. */
class OneByOneTest {
    private static final TestServer SERVER = TestServer.start(false);
    private static final Instant MONDAY = Instant.parse("2026-11-23T09:00:00Z");
    private static final String SHOP = """
            company: {name: Shop, timezone: UTC}
            users: {anna: {}, bruno: {}}
            rules:
              - {id: all, candidates: [{user: anna, weight: 2}, {user: bruno}]}
            """;

    @Test
    void soManyMoreLeadsCostNoMoreStatements() throws SQLException {
        assertThat(statements(40)).isEqualTo(statements(10)).isLessThan(20);
    }

    private static int statements(int leads) throws SQLException {
        var shop = Shop.of(SERVER, SHOP, MONDAY);
        for (int n = 0; n < leads; n++) {
            var lead = new Doing.NewLead("", "", "", "+393331" + (100_000 + n), "", "", Map.of(), true, null);
            shop.perform(List.of(new Doing.Arrival(lead, outcome -> {})));
        }
        var count = new AtomicInteger();
        var made = new ArrayList<Retelling.Made>();
        try (var connection = TestServer.connect(SERVER.database())) {
            connection.setAutoCommit(false);
            var pages = new Pages(counting(connection, count), shop.company);
            var told = new Past(pages, pages.end().seq());
            var founded = Objects.requireNonNull(told.founded());
            try (var replay = new Replay(founded.at(), founded.version(), told, made::add)) {
                for (var batch = told.next(); batch != null; batch = told.next()) {
                    batch.tell(replay);
                }
            }
        }
        assertThat(made).hasSize(leads).allMatch(one -> one.user() != null);
        return count.get();
    }

    private static Connection counting(Connection connection, AtomicInteger statements) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("prepareStatement")) {
                        statements.incrementAndGet();
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}

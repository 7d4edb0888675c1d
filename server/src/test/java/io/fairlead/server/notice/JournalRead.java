package io.fairlead.server.notice;

import static org.awaitility.Awaitility.await;

import io.fairlead.server.TestServer;
import java.sql.SQLException;
import java.time.Duration;

/** Has what follows from a company's journal made at once. */
public final class JournalRead {
    private JournalRead() {}

    /** Returns once every event that there is now was read. */
    public static void upToNow(TestServer server, int company) {
        await().atMost(Duration.ofSeconds(30))
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> isRead(server, company));
    }

    private static boolean isRead(TestServer server, int company) throws SQLException {
        server.part(JournalReader.class).read(company);
        try (var connection = TestServer.connect(server.database());
                var statement = connection.prepareStatement("""
                        select not exists (select from fairlead.event e
                                            where e.company_id = t.company_id and (e.tx, e.id) > (t.read_tx, t.read_id))
                          from shared.tenant t where t.company_id = ?
                        """)) {
            statement.setInt(1, company);
            var row = statement.executeQuery();
            return row.next() && row.getBoolean(1);
        }
    }
}

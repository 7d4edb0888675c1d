package io.fairlead.server.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.server.Client;
import io.fairlead.server.TestServer;
import io.fairlead.server.platform.sql.Transactions;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class ImportUploadsTest {
    private static final int COMPANY = 1;
    private static final TestServer SERVER = TestServer.demo();

    private final Client head = SERVER.administrator();

    @Test
    void whatNobodySentToItsEndGoesAfterAWeekWithItsBytes() {
        String old = begun("never-sent.csv");
        String late = begun("still-coming.csv");
        var path = inside(() -> {
            ago("never-sent.csv", 8);
            ago("still-coming.csv", 6);
            String place = SERVER.part(JdbcClient.class)
                    .sql("select place from fairlead.import where name = 'never-sent.csv'")
                    .query(String.class)
                    .single();
            return SERVER.part(TransferFolder.class)
                    .path(SERVER.part(ImportJobs.class).company(), place);
        });
        assertThat(path).exists();
        SERVER.part(ImportUploads.class).expire(COMPANY);
        assertThat(path).doesNotExist();
        head.get(old).expect(404);
        head.get(late).expect(200);
        head.delete(late).expect(204);
    }

    private static void ago(String name, int days) {
        SERVER.part(JdbcClient.class)
                .sql("update fairlead.import set made_at = made_at - make_interval(days => ?) where name = ?")
                .params(days, name)
                .update();
    }

    private static <T> T inside(Supplier<T> work) {
        return SERVER.part(Transactions.class).inCompany(COMPANY, work);
    }

    private String begun(String name) {
        byte[] first = "name,phone\n".getBytes(StandardCharsets.UTF_8);
        String path = "/api/imports/"
                + head.post("/api/imports", Map.of("name", name, "bytes", 1_000))
                        .expect(201)
                        .json()
                        .path("id")
                        .asString();
        head.upload(path + "/content?from=0", new ByteArrayInputStream(first)).expect(200);
        return path;
    }
}

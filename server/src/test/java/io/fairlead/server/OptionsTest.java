package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.server.platform.DatabaseAddress;
import io.fairlead.server.platform.StartFailure;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class OptionsTest {
    @Test
    void withoutWordsItIsTheDemoOnThisMachineAlone() {
        Options options = parse();
        assertThat(options.demo()).isTrue();
        assertThat(options.port()).isEqualTo(8080);
        assertThat(options.bind()).isEqualTo("127.0.0.1");
        assertThat(options.database()).isNull();
    }

    @Test
    void everyOptionIsReadInBothWaysOfWriting() {
        Options options = parse("--home", "/srv/fairlead", "--port=81", "--bind", "0.0.0.0", "--no-demo");
        assertThat(options)
                .isEqualTo(
                        new Options(Path.of("/srv/fairlead"), false, 81, "0.0.0.0", List.of(), null, null, null, null));
    }

    @Test
    void thePublicAddressIsThatOfAWebServer() {
        assertThat(parse(Map.of("FAIRLEAD_URL", "https://leads.example.com/")).address())
                .isEqualTo("https://leads.example.com");
        assertThat(parse(Map.of("FAIRLEAD_URL", "http://[::1]:8080")).address()).isEqualTo("http://[::1]:8080");
        assertThat(parse(Map.of()).address()).isNull();
        for (String wrong :
                List.of("leads.example.com", "javascript:alert(1)", "https://a.example/<b>", "ftp://a.example")) {
            assertThatThrownBy(() -> parse(Map.of("FAIRLEAD_URL", wrong)))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("FAIRLEAD_URL is \"" + wrong + "\"");
        }
    }

    @Test
    void theDataFolderIsWhereThePlatformKeepsData() {
        assertThat(Options.defaultHome("Linux", "/home/anna", Map.of()))
                .isEqualTo(Path.of("/home/anna/.local/share/fairlead"));
        assertThat(Options.defaultHome("Linux", "/home/anna", Map.of("XDG_DATA_HOME", "/data")))
                .isEqualTo(Path.of("/data/fairlead"));
        assertThat(Options.defaultHome("Linux", "/home/anna", Map.of("XDG_DATA_HOME", "relative")))
                .isEqualTo(Path.of("/home/anna/.local/share/fairlead"));
        assertThat(Options.defaultHome("Mac OS X", "/Users/anna", Map.of()))
                .isEqualTo(Path.of("/Users/anna/Library/Application Support/Fairlead"));
        assertThat(Options.defaultHome("Windows 11", "/Users/anna", Map.of("LOCALAPPDATA", "/Local")))
                .isEqualTo(Path.of("/Local/Fairlead"));
    }

    @Test
    void aServersAddressMayCarryItsUserAndPassword() {
        assertThat(database(Map.of("FAIRLEAD_DB_URL", "postgresql://anna:s%40fe+1@db.example:5433/leads")))
                .isEqualTo(new DatabaseAddress("jdbc:postgresql://db.example:5433/leads", "anna", "s@fe+1"));
        assertThat(database(Map.of(
                        "FAIRLEAD_DB_URL", "jdbc:postgresql://db/leads?sslmode=require",
                        "FAIRLEAD_DB_USER", "anna",
                        "FAIRLEAD_DB_PASSWORD", "safe")))
                .isEqualTo(new DatabaseAddress("jdbc:postgresql://db/leads?sslmode=require", "anna", "safe"));
    }

    @Test
    void userAndPasswordAreTakenOutOfTheAddressWhereverTheyStand() {
        DatabaseAddress address = database(Map.of(
                "FAIRLEAD_DB_URL", "postgresql://db/leads?user=anna&sslmode=require&password=s%40fe&user=root&user"));
        assertThat(address)
                .isEqualTo(new DatabaseAddress("jdbc:postgresql://db/leads?sslmode=require", "root", "s@fe"))
                .hasToString("root@jdbc:postgresql://db/leads");
        assertThat(database(Map.of("FAIRLEAD_DB_URL", "postgresql://anna:safe@db/leads?user=root&password=x")))
                .isEqualTo(new DatabaseAddress("jdbc:postgresql://db/leads", "anna", "safe"));
        for (String unreadable : List.of("postgresql://anna:s/fe@db/leads", "postgresql://anna:s%zzfe@db/leads")) {
            assertThatThrownBy(() -> database(Map.of("FAIRLEAD_DB_URL", unreadable, "FAIRLEAD_DB_USER", "anna")))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("cannot be read")
                    .hasMessageNotContaining("fe");
        }
    }

    @Test
    void noProxyIsBelievedUnlessItIsNamed() {
        assertThat(parse().proxies()).isEmpty();
        assertThat(Options.parse(List.of(), Map.of("FAIRLEAD_PROXIES", "10.0.0.5, ::1"))
                        .proxies())
                .containsExactly("10.0.0.5", "0:0:0:0:0:0:0:1");
        assertThatThrownBy(() -> Options.parse(List.of(), Map.of("FAIRLEAD_PROXIES", "10.0.0.0/8")))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("\"10.0.0.0/8\", which is no IP address");
    }

    @Test
    void whatItDoesNotKnowIsNamed() {
        assertRefused("There is no option --hom", "--hom", "x");
        assertRefused("--home needs a folder", "--home");
        assertRefused("\"http\" is not a port", "--port", "http");
        assertRefused("\"65536\" is not a port", "--port", "65536");
        assertThatThrownBy(() -> database(Map.of("FAIRLEAD_DB_URL", "mysql://db/leads")))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("is no PostgreSQL address");
        assertThatThrownBy(() -> database(Map.of("FAIRLEAD_DB_URL", "postgresql://db/leads")))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("names no user");
    }

    private static void assertRefused(String message, String... words) {
        assertThatThrownBy(() -> parse(words)).isInstanceOf(StartFailure.class).hasMessageStartingWith(message);
    }

    private static Options parse(String... words) {
        return Options.parse(List.of(words), Map.of());
    }

    private static Options parse(Map<String, String> environment) {
        return Options.parse(List.of(), environment);
    }

    private static DatabaseAddress database(Map<String, String> environment) {
        return Objects.requireNonNull(Options.parse(List.of(), environment).database());
    }

    @Test
    void aRehearsalsClockIsForThisMachineAlone() {
        assertThat(parse().clock()).isNull();
        assertThat(parse("--clock", "2026-11-23T09:00:00Z").clock()).isEqualTo(Instant.parse("2026-11-23T09:00:00Z"));
        assertThatThrownBy(() -> parse("--clock", "now"))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("\"now\" is no instant");
        for (String bind : List.of("0.0.0.0", "::", "10.0.0.5", "shop.example", "127.evil.example")) {
            assertThatThrownBy(() -> parse("--clock", "2026-11-23T09:00:00Z", "--bind", bind))
                    .as(bind)
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("leave out --bind " + bind);
        }
        assertThatThrownBy(() -> Options.parse(
                        List.of("--clock", "2026-11-23T09:00:00Z"), Map.of("FAIRLEAD_PROXIES", "10.0.0.5")))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("FAIRLEAD_PROXIES");
    }
}

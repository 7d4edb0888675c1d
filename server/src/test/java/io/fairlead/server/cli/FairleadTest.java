package io.fairlead.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FairleadTest {
    private static final Path CASES = Path.of("src/test/resources/cases");
    private static final String SHOP = CASES.resolve("beauty-shop-week.yaml").toString();

    private static Ran run(String... args) {
        return Ran.of("", args);
    }

    @ParameterizedTest
    @ValueSource(strings = {"beauty-shop-week", "claim", "desk-24-7", "estate-utilisation"})
    void everyCaseGivesItsRows(String name) throws IOException {
        var ran = run("simulate", CASES.resolve(name + ".yaml").toString());

        assertThat(ran.out()).isEqualTo(Files.readString(CASES.resolve(name + ".csv")));
        assertThat(ran).returns(0, Ran::exit).returns("", Ran::err);
    }

    @ParameterizedTest
    @ValueSource(strings = {"claim", "desk-24-7"})
    void everyCaseGivesItsSummary(String name) throws IOException {
        var ran = run("simulate", "--summary", CASES.resolve(name + ".yaml").toString());

        assertThat(ran.out()).isEqualTo(Files.readString(CASES.resolve(name + ".summary.csv")));
        assertThat(ran.exit()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"beauty-shop", "estate-agency", "call-centre"})
    void everyExampleSimulates(String name) {
        var ran = run("simulate", "../examples/" + name + ".yaml");

        assertThat(ran).returns(0, Ran::exit).returns("", Ran::err);
        assertThat(ran.out().lines().count()).isGreaterThan(100);
    }

    @Test
    void standardInputIsAFileToo() throws IOException {
        var ran = Ran.of(Files.readString(Path.of(SHOP)), "simulate", "-");

        assertThat(ran.out()).isEqualTo(Files.readString(CASES.resolve("beauty-shop-week.csv")));
    }

    @Test
    void jsonHasTheColumnsAndAnExplanation() {
        var ran = run("simulate", "--format", "json", SHOP);

        assertThat(ran.out().lines().findFirst().orElse(""))
                .startsWith("{\"at\":\"2026-11-23T11:33:26\",\"lead\":\"L13\",\"rule\":\"written-weekdays\","
                        + "\"user\":\"ursula\",\"how\":\"turns\",\"explanation\":{\"sentence\":\"L13 went to Урсула (ursula)"
                        + " by the rule written-weekdays: ");
        assertThat(ran.out().lines()).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
    }

    @Test
    void oneLeadIsExplainedInWords() {
        var ran = run("simulate", "--explain", "L14", SHOP);

        assertThat(ran.out())
                .startsWith("2026-11-23T15:56:34  L14 went to Надежда (nadezhda) by the rule calls-day: ")
                .contains("  The rule written-weekdays did not take it: its condition did not hold.\n")
                .contains("receives it");
        assertThat(run("simulate", "--explain", "L0", SHOP))
                .isEqualTo(new Ran(2, "", SHOP + ": there is no lead \"L0\" in its events\n"));
    }

    @Test
    void aBrokenFilePrintsItsFlawsAndNothingElse() {
        var broken = "company: {timezone: Europe/Rome}\nusers: {a: {schedule: s}}\nrules: 5\n";

        for (var command : new String[][] {{"simulate", "-"}, {"simulate", "--summary", "-"}, {"check", "-"}}) {
            assertThat(Ran.of(broken, command)).isEqualTo(new Ran(2, "", """
                            -:2:23: schedule: there is no schedule "s", expected the id of a schedule of this file
                            -:3:8: rules: found "5", expected a list
                            """));
        }
    }

    @Test
    void moreThanAHundredFlawsAreCounted() {
        var broken = "company: {timezone: Europe/Rome}\nusers: {}\nevents:\n" + "- x\n".repeat(120);

        assertThat(Ran.of(broken, "simulate", "-").err().lines())
                .hasSize(101)
                .last()
                .isEqualTo("and 20 more");
    }

    @Test
    void aFileThatIsNotThereIsBroken() {
        assertThat(run("simulate", "no-such-file.yaml"))
                .isEqualTo(new Ran(2, "", "no-such-file.yaml:1:1: cannot be read: there is no such file\n"));
        assertThat(run("simulate", "src").err()).startsWith("src:1:1: cannot be read: ");
    }

    @Test
    void checkNamesTheHoursInWhichCallsAndWrittenRequestsReachNobody() {
        var ran = run("check", SHOP);

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out())
                .contains("call: no rule takes leads of this source")
                .contains("written: no rule takes leads of this source")
                .contains("Sun 00:00-24:00");
    }

    @Test
    void checkFindsNothingWhereNothingIsWrong() {
        var ran = Ran.of("""
                company: {timezone: Europe/Rome}
                users: {a: {}, b: {}}
                rules: [{id: r, candidates: [{user: a}, {user: b}]}]
                """, "check", "-");

        assertThat(ran).isEqualTo(new Ran(0, "", ""));
    }

    @Test
    void theSchemaIsPrinted() throws IOException {
        assertThat(run("schema").out()).isEqualTo(Files.readString(Path.of("src/main/resources/settings.schema.json")));
    }

    @Test
    void helpTeaches() {
        assertThat(run("--help").out())
                .contains("First steps:", "./fairlead test", "simulate", "check", "schema", "serve");
        assertThat(run("simulate", "--help").out()).contains("Examples:", "--summary", "--explain", "Exit code");
        assertThat(run("check", "--help").out()).contains("Exit code: 0 nothing found, 1 something found");
        assertThat(run("serve", "--help").out()).contains("--home", "--no-demo", "FAIRLEAD_DB_URL");
    }

    @Test
    void misuseIsOneLineAndExitsWithTwo() {
        assertThat(run("simulate", "--sumary", "x"))
                .returns(2, Ran::exit)
                .returns("", Ran::out)
                .returns(
                        "fairlead simulate: unknown option \"--sumary\", did you mean --summary?"
                                + " fairlead simulate --help explains\n",
                        Ran::err);
        assertThat(run("simulat", "x").err())
                .isEqualTo("fairlead: unknown command \"simulat\", did you mean simulate? fairlead --help explains\n");
        assertThat(run("frobnicate").err())
                .isEqualTo("fairlead: unknown command \"frobnicate\"; fairlead --help explains\n");
        assertThat(run("simulate")).returns(2, Ran::exit).returns("", Ran::out);
        assertThat(run()).returns(2, Ran::exit).returns("", Ran::out);
    }

    @Test
    void anExplanationIsNeitherJsonNorASummary() {
        assertThat(run("simulate", "--explain", "L14", "--format", "json", SHOP))
                .isEqualTo(new Ran(
                        2,
                        "",
                        "fairlead simulate: --explain prints words about one lead: leave out --format"
                                + " json; fairlead simulate --help explains\n"));
        assertThat(run("simulate", "--explain", "L14", "--summary", SHOP).err()).contains("leave out --summary");
        assertThat(run("simulate", "--summary", "--format", "json", SHOP).err())
                .contains("--summary prints CSV only: leave out --format json");
    }

    @Test
    void aReaderThatHasHadEnoughIsNoError() {
        var err = new ByteArrayOutputStream();
        assertThat(simulateInto("Broken pipe", err)).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void aFullDiskIsAnError() {
        var err = new ByteArrayOutputStream();
        assertThat(simulateInto("No space left on device", err)).isEqualTo(70);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("fairlead: the output cannot be written: No space left on device\n");
    }

    private static int simulateInto(String refusal, OutputStream err) {
        var refusing = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(refusal);
            }
        };
        return Fairlead.run(new String[] {"simulate", SHOP}, new ByteArrayInputStream(new byte[0]), refusing, err);
    }

    @Test
    void fieldsAreQuotedOnlyWhereNeeded() {
        var ran = Ran.of("""
                company: {timezone: Europe/Rome}
                users: {'a, "b"': {}}
                rules: [{id: r s, candidates: [{user: 'a, "b"'}]}]
                events: [{at: 2026-11-23T10:00:59.9, lead: L'1}]
                """, "simulate", "-");

        assertThat(ran.out()).isEqualTo("at,lead,rule,user,how\n2026-11-23T10:00:59,L'1,r s,\"a, \"\"b\"\"\",turns\n");
    }
}

package io.fairlead.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.engine.filter.FieldType;
import io.fairlead.engine.filter.Value;
import io.fairlead.engine.simulation.Event;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvEventsTest {
    @TempDir
    private Path folder = Path.of("");

    private SettingsFile read(String csv, String more) throws IOException {
        Files.writeString(folder.resolve("leads.csv"), csv);
        var settings = folder.resolve("s.yaml");
        Files.writeString(settings, Readings.START + "events: leads.csv\n" + more);
        return SettingsReader.read(settings);
    }

    private List<String> flaws(String csv, String more) throws IOException {
        return Readings.flaws(read(csv, more)).stream()
                .map(flaw -> flaw.replace(folder + "/", ""))
                .toList();
    }

    private List<String> csvFlaws(String csv) throws IOException {
        return ((SettingsFile.Broken) read(csv, ""))
                .flaws().stream()
                        .map(flaw -> flaw.toString().replace(folder + "/", ""))
                        .toList();
    }

    @Test
    void rowsAreEventsWhoseValuesAreText() throws IOException {
        var sound = (SettingsFile.Sound) read("""
                at,lead,source,budget,phone,email,status
                2026-11-23T09:05,L1,call,100,340 1234567,Ann@X.example,
                2026-11-23T09:06,"L,2",,,,,new
                2026-11-23T09:07,L1,,,,,won
                """, "");

        assertThat(sound.scenario().events()).hasSize(3);
        var arrival = (Event.Arrival) sound.scenario().events().get(0);
        assertThat(arrival.phone()).isEqualTo("+393401234567");
        assertThat(arrival.email()).isEqualTo("ann@x.example");
        assertThat(arrival.fields().get("budget")).isEqualTo(new Value.Text("100"));
        assertThat(arrival.fields().get("phone")).isEqualTo(new Value.Text("+393401234567"));
        assertThat(arrival.fields().get("status")).isNull();
        assertThat(arrival.fields().get("created")).isEqualTo(new Value.Moment(Instant.parse("2026-11-23T08:05:00Z")));
        assertThat(((Event.Arrival) sound.scenario().events().get(1)).lead()).isEqualTo("L,2");
        assertThat(sound.scenario().events().get(2))
                .isEqualTo(new Event.StatusSet(Instant.parse("2026-11-23T08:07:00Z"), "L1", "won"));
        assertThat(sound.eventFields()).containsExactlyInAnyOrder("source", "budget", "phone", "email", "status");
        assertThat(sound.scenario().settings().fields()).containsEntry("budget", FieldType.TEXT);
    }

    @Test
    void declaredFieldsHaveTheirType() throws IOException {
        var sound =
                (SettingsFile.Sound) read("at,lead,budget\n2026-11-23T09:05,L1,12.50\n", "fields: {budget: number}\n");

        assertThat(((Event.Arrival) sound.scenario().events().getFirst())
                        .fields()
                        .get("budget"))
                .isEqualTo(new Value.Decimal(new BigDecimal("12.50")));
    }

    @Test
    void leadsOfOneHeaderShareTheirFieldNames() throws IOException {
        var events = ((SettingsFile.Sound) read("at,lead,source\n2026-11-23T09:05,L1,a\n2026-11-23T09:05,L2,a\n", ""))
                .scenario()
                .events();
        var first = ((Event.Arrival) events.get(0)).fields();
        var second = ((Event.Arrival) events.get(1)).fields();

        assertThat(second.names()).isSameAs(first.names());
        assertThat(second.get("source")).isSameAs(first.get("source"));
    }

    @Test
    void flawsNameTheCsvFileAndLine() throws IOException {
        assertThat(csvFlaws("at,lead,source\n2026-11-23T09:05,L1,a\n2026-11-23,L2,a\n2026-11-23T09:06,L1,a\n1,2\n"))
                .containsExactly(
                        "leads.csv:3:1: at: found \"2026-11-23\", expected " + Times.DATE_TIME,
                        "leads.csv:4:18: the lead \"L1\" has arrived before, expected a new lead, or exactly one of"
                                + " status, assigned, touched-by, accepted-by, declined-by",
                        "leads.csv:5:1: row: found 2 fields, expected 3 as in the header");
    }

    @Test
    void aHeaderMustNameAtLeadAndFields() throws IOException {
        assertThat(csvFlaws("at,Source,at\n"))
                .containsExactly(
                        "leads.csv:1:1: header: found no lead, expected at, lead and field ids",
                        "leads.csv:1:4: header: found \"Source\", expected at, lead and field ids",
                        "leads.csv:1:11: header: found \"at\" twice, expected each field once");
        assertThat(csvFlaws(""))
                .containsExactly("leads.csv:1:1: events: found an empty file, expected a header with at and lead");
    }

    @Test
    void aCsvFileThatIsNotThereIsAFlawOfTheSettings() throws IOException {
        var settings = folder.resolve("s.yaml");
        Files.writeString(settings, Readings.START + "events: none.csv\n");

        assertThat(Readings.flaws(SettingsReader.read(settings)))
                .containsExactly(
                        "3:9: events: found the file \"none.csv\", expected a CSV file: there is no such file");
    }

    @Test
    void flawsOfBothFilesAreReported() throws IOException {
        assertThat(flaws("at,lead\nx,L1\n", "until: y\n")).hasSize(2);
    }
}

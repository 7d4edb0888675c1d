package io.fairlead.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.engine.desk.Event;
import io.fairlead.engine.filter.FieldType;
import io.fairlead.engine.filter.Value;
import io.fairlead.server.settings.values.Times;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
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
        return read(csv.getBytes(StandardCharsets.UTF_8), more);
    }

    private SettingsFile read(byte[] csv, String more) throws IOException {
        Files.write(folder.resolve("leads.csv"), csv);
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
        return csvFlaws(csv.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> csvFlaws(byte[] csv) throws IOException {
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
                """, "rules: [{id: r, when: has(budget) || has(phone) || has(created)}]");

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
        var sound = (SettingsFile.Sound) read(
                "at,lead,budget\n2026-11-23T09:05,L1,12.50\n",
                "fields: {budget: number}\nrules: [{id: r, when: budget > 1}]\n");

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
    void aQuoteThatIsNeverClosedIsAFlawWhereItOpens() throws IOException {
        var unclosed =
                "the quote is not closed, expected a quote behind the value, before a comma or the end of the line";

        assertThat(csvFlaws("at,lead,source\n2026-11-23T09:05,L1,\"call\n2026-11-23T09:06,L2,call\n"))
                .containsExactly("leads.csv:2:21: " + unclosed);
        assertThat(csvFlaws("at,lead,source\n2026-11-23T09:05,L1,\"call\n2026-11-23T09:06,L2,\"call\"\n"))
                .containsExactly("leads.csv:2:21: " + unclosed);
        assertThat(csvFlaws("at,lead,source\n2026-11-23T09:05,L1,\"call\n" + ",,\n".repeat(500_000)))
                .containsExactly("leads.csv:2:21: " + unclosed);
    }

    @Test
    void quotesStandAroundWholeValuesOnly() throws IOException {
        assertThat(csvFlaws("at,lead,source\r\n2026-11-23T09:05,L1,ca\"ll\r\n2026-11-23T09:06,L2,\"😀call\"x\r\n"))
                .containsExactly(
                        "leads.csv:2:23: found a quote inside a value, expected quotes around the whole value, those"
                                + " inside it doubled",
                        "leads.csv:3:28: found \"x\" after a closing quote, expected a comma or the end of the line");
    }

    @Test
    void otherSeparatorsAreOneFlaw() throws IOException {
        var expected = " between the names, expected commas (here and in every row)";

        assertThat(csvFlaws("at;lead;source\n2026-11-23T09:05;L1;\"call; late\"\n"))
                .containsExactly("leads.csv:1:3: header: found semicolons" + expected);
        assertThat(csvFlaws("\"at\"\t\"lead\"\n")).containsExactly("leads.csv:1:5: header: found tabs" + expected);
    }

    @Test
    void whatIsNotTextIsOneFlaw() throws IOException {
        var start = "at,lead\n2026-11-23T09:05,L";

        assertThat(csvFlaws(start + "\u0000\n")).singleElement().asString().contains("2:19: not a text file: ");
        assertThat(csvFlaws((start + "\u00e9\n").getBytes(StandardCharsets.ISO_8859_1)))
                .containsExactly("leads.csv:2:19: not UTF-8: found the byte 0xE9, expected text in UTF-8");
        assertThat(csvFlaws(start.getBytes(StandardCharsets.UTF_16)))
                .containsExactly("leads.csv:1:1: not UTF-8: found the byte 0xFE, expected text in UTF-8");
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

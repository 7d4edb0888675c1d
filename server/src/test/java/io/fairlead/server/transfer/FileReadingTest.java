package io.fairlead.server.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.engine.filter.FieldType;
import io.fairlead.server.field.OwnField;
import io.fairlead.server.transfer.table.FileFormat;
import io.fairlead.server.transfer.table.RowTable;
import io.fairlead.server.transfer.table.Sniffer;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a file is written is guessed, and what stands in its cells is brought into one form. */
class FileReadingTest {
    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource({
        "UTF-8, Имя;Телефон|Анна Орлова;1, ;",
        "windows-1251, Имя;Телефон|Анна Орлова;1, ;",
        "windows-1255, שם;טלפון|דוד לוי;1, ;",
        "windows-1252, Name;Straße|Jürgen Weiß;1, ;",
        "UTF-16LE, Nome\tTelefono|Èva\t1, '\t'",
        "UTF-16BE, Nome\tTelefono|Èva\t1, '\t'",
        "UTF-8, '\uFEFFa|b|c', '|'",
        "UTF-16LE, '\uFEFFИмя;Телефон|Анна;1', ;",
        "UTF-16BE, '\uFEFFשם;טלפון|דוד;1', ;",
        "UTF-16LE, 'Имя,Город,Телефон|Анна Орлова,Москва,79135551020', ','",
        "windows-1251, 'имя;город|анна;москва', ;",
        "windows-1255, 'שם;עיר|כהן;חולון', ;",
        "windows-1255, 'ת״ד;טלפון|1;2', ;",
        "windows-1252, 'Größe;Straße|Weiß;Süß', ;",
        "windows-1252, 'Nome;Città|Nicolò è;Forlì', ;",
        "windows-1252, 'Name;Größe', ;",
        "UTF-8, 'Имя,Заметка|\"Анна\",\"a;b|c;d;e|f;g;h\"|Б,в', ','",
        "UTF-8, 'sep=;|a,b;c,d|1,2;3,4', ;",
    })
    void theEncodingAndTheSeparatorAreGuessed(String encoding, String text, String separator) throws IOException {
        Path file = folder.resolve("file.csv");
        Files.write(file, text.replace('|', separator.equals("|") ? '|' : '\n').getBytes(Charset.forName(encoding)));
        FileFormat format = Sniffer.sniff(file, "de");
        assertThat(format.encoding()).isEqualTo(encoding);
        assertThat(format.separator()).isEqualTo(separator);
    }

    @Test
    void whatCouldBeRussianAndHebrewIsWhatTheCompanySpeaks() throws IOException {
        Path file = folder.resolve("short.csv");
        Files.write(file, "телефон;дом\n1;2\n".getBytes(Charset.forName("windows-1251")));
        assertThat(Sniffer.sniff(file, "ru").encoding()).isEqualTo("windows-1251");
        assertThat(Sniffer.sniff(file, "he").encoding()).isEqualTo("windows-1255");
    }

    @Test
    void rowsEndWhereTheirQuotesDoAndTheLastOneNeedsNoEnd() throws IOException {
        assertThat(cells("\uFEFFsep=;\r\nname;note\r\nAnna;\"two\r\nlines; \"\"so\"\"\"\r\nBert;5\" pipe"))
                .containsExactly(
                        List.of("name", "note"), List.of("Anna", "two\r\nlines; \"so\""), List.of("Bert", "5\" pipe"));
        assertThatThrownBy(() -> cells("name;note\nAnna;1\nBert;\"2\nCarl;3\nDora;4\n"))
                .isInstanceOfSatisfying(
                        RowTable.Unreadable.class, e -> assertThat(e.problem()).isEqualTo("row 3"));
    }

    private List<List<String>> cells(String text) throws IOException {
        Path file = folder.resolve("rows.csv");
        Files.writeString(file, text);
        var cells = new ArrayList<List<String>>();
        try (var table = RowTable.open(file, Sniffer.sniff(file, "de"))) {
            for (var row = table.next(); row != null; row = table.next()) {
                assertThat(row.number()).isEqualTo(cells.size() + 1);
                cells.add(row.cells());
            }
        }
        return cells;
    }

    @Test
    void theOrderOfDatesShowsInTheFirstDayPastTheTwelfth() throws IOException {
        Path file = folder.resolve("dates.csv");
        Files.writeString(file, "name,born\nA,03/04/1990\nB,12/31/1991\n");
        assertThat(Sniffer.sniff(file, "it").dates()).isEqualTo("mdy");
        Files.writeString(file, "name,born\nA,03/04/1990\nB,31/12/1991\n");
        assertThat(Sniffer.sniff(file, "en-US").dates()).isEqualTo("dmy");
    }

    @Test
    void columnsAreGuessedByTheirNamesInFiveLanguagesAndByWhatStandsInThem() {
        Map<String, OwnField> fields =
                Map.of("rooms", new OwnField(FieldType.NUMBER, null, "Vani", "", List.of(), false, null, true));
        assertThat(guess(fields, "First name", "Surname", "Mobile", "E-Mail", "Vani"))
                .containsExactly("name", "name", "phone", "email", "fields.rooms");
        assertThat(guess(fields, "Nominativo", "Cellulare", "Stato", "rooms"))
                .containsExactly("name", "phone", "status", "fields.rooms");
        assertThat(guess(fields, "Nachname", "Telefonnummer")).containsExactly("name", "phone");
        assertThat(guess(fields, "ФИО", "Телефон", "Почта")).containsExactly("name", "phone", "email");
        assertThat(guess(fields, "שם מלא", "נייד")).containsExactly("name", "phone");
        var row = new RowTable.Row(2, List.of("x", "+39 333 1234567", "a@b.example", "31/12/2026"));
        assertThat(Columns.guess(List.of("a", "b", "c", "d"), List.of(row), fields))
                .containsExactly("", "phone", "email", "");
    }

    private static List<String> guess(Map<String, OwnField> fields, String... header) {
        return Columns.guess(List.of(header), List.of(), fields);
    }

    @Test
    void cellsAreReadInTheFormOfTheFile() {
        var german = new Cells(new FileFormat("UTF-8", ";", true, "dmy", ",", null));
        assertThat(german.value("1.234,50 €", FieldType.NUMBER)).isEqualTo("1234.50");
        assertThat(german.value("3.4.2026", FieldType.DATE)).isEqualTo("2026-04-03");
        assertThat(german.value("3.4.2026 9:05", FieldType.INSTANT)).isEqualTo("2026-04-03T09:05:00");
        assertThat(german.value("ja", FieldType.BOOLEAN)).isEqualTo("true");
        assertThat(german.value("vielleicht", FieldType.BOOLEAN)).isEqualTo("vielleicht");
        var american = new Cells(new FileFormat("UTF-8", ",", true, "mdy", ".", null));
        assertThat(american.value("1,234.50", FieldType.NUMBER)).isEqualTo("1234.50");
        assertThat(american.value("3/4/2026", FieldType.DATE)).isEqualTo("2026-03-04");
    }

    @ParameterizedTest
    @CsvSource({"=1+1", "+39333*2", "-2+3", "@cmd", "'\t=1'", "'\r=1'", "'\n=1'", "＝1+1"})
    void whatLooksLikeAFormulaIsGuardedAndReadInAgainAsItWas(String text) {
        assertThat(Formulas.guarded(text)).isEqualTo("'" + text);
        var cells = new Cells(new FileFormat("UTF-8", ",", true, "dmy", ".", null));
        assertThat(cells.value(Formulas.guarded(text), FieldType.TEXT)).isEqualTo(text.strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"+393335551020", "-2", "-2.5", "+3,14", "", "Rossi", "'quoted'"})
    void aNumberWithItsSignIsNoFormula(String text) {
        assertThat(Formulas.guarded(text)).isEqualTo(text);
        assertThat(Formulas.bare(text)).isEqualTo(text);
    }

    @Test
    void aKeyIsSeenInTheRowInWhichItFirstStood() {
        var keys = new SeenKeys();
        for (int i = 1; i <= 50_000; i++) {
            assertThat(keys.seen("+39333" + i, i)).isZero();
        }
        assertThat(keys.seen("+3933317", 60_000)).isEqualTo(17);
        assertThat(keys.seen("+39333new", 60_001)).isZero();
    }
}

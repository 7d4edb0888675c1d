package io.fairlead.server.transfer.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sheets of workbooks are read as they look, and none of them harms whoever reads it. */
class SheetTableTest {
    @TempDir
    private Path folder = Path.of("");

    private static FileFormat format(String sheet, String decimal) {
        return new FileFormat("UTF-8", ",", true, "dmy", decimal, sheet);
    }

    private Path file() {
        return folder.resolve("leads.xlsx");
    }

    private static List<RowTable.Row> rows(Path file, String sheet) throws IOException {
        var rows = new ArrayList<RowTable.Row>();
        try (var table = RowTable.open(file, format(sheet, ","))) {
            for (var row = table.next(); row != null; row = table.next()) {
                rows.add(row);
            }
        }
        return rows;
    }

    private static String why(Path file) {
        try {
            rows(file, "Leads");
            return "read";
        } catch (RowTable.Unreadable broken) {
            return broken.problem();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void cellsOfAllTypesAreReadWhereTheyStand() throws IOException {
        Path file = new WorkbookFile()
                .texts("<si><t>Name</t></si><si><r><t>An</t></r><r><t xml:space=\"preserve\">na </t></r>"
                        + "<rPh><t>spoken</t></rPh></si>")
                .sheet("Leads", """
                        <row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>Phone</t></is></c></row>
                        <row r="4"><c r="A4" t="s"><v>1</v></c><c r="C4"><v>393331234567</v></c><c r="D4" t="b"><v>1</v></c>
                          <c r="E4" t="e"><v>#N/A</v></c><c r="F4" t="str"><f>A4&amp;"x"</f><v>Anna x</v></c><c r="AB4"><v>0.30000000000000004</v></c></row>
                        <row><c><v>3.3333123456E10</v></c><c t="s"><v>99</v></c><c t="d"><v>2026-11-22T00:00:00</v></c></row>
                        """)
                .sheet("Other", "<row r=\"1\"><c r=\"A1\"><v>7</v></c></row>")
                .to(file());
        assertThat(Workbook.sheets(file)).containsExactly("Leads", "Other");
        assertThat(Sniffer.sniff(file, "it")).isEqualTo(format("Leads", ","));
        var rows = rows(file, "Leads");
        assertThat(rows).extracting(RowTable.Row::number).containsExactly(1L, 4L, 5L);
        assertThat(rows.getFirst().cells()).containsExactly("Name", "", "Phone");
        var row = rows.get(1);
        assertThat(row.cells().subList(0, 6)).containsExactly("Anna ", "", "393331234567", "true", "", "Anna x");
        assertThat(row.cell(27)).isEqualTo("0,3");
        assertThat(rows.get(2).cells()).containsExactly("33333123456", "", "2026-11-22");
        assertThat(rows(file, "Other").getFirst().cells()).containsExactly("7");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 46348, 46348",
        "1, 46348, 2026-11-22",
        "1, 46348.5, 2026-11-22T12:00:00",
        "1, 1, 1900-01-01",
        "1, 59, 1900-02-28",
        "1, 61, 1900-03-01",
        "2, 46348.75, 2026-11-22T18:00:00",
        "2, 0.75, 18:00",
        "3, 46348, 46348",
        "1, -5, -5",
        "1, 1e300, 1e300",
        "0, 12.50, '12,5'",
    })
    void datesAreTheNumbersThatLookLikeDates(int style, String value, String read) throws IOException {
        Path file = new WorkbookFile()
                .styles("[$-F800]dddd\\, d mmmm yyyy;@", 0, 14, 164, 4)
                .sheet("Leads", "<row><c s=\"%d\"><v>%s</v></c></row>".formatted(style, value))
                .to(file());
        assertThat(rows(file, "Leads").getFirst().cells()).containsExactly(read);
    }

    @Test
    void daysAreCountedFromWhereTheWorkbookCountsThem() throws IOException {
        Path file = new WorkbookFile()
                .from1904()
                .styles("0.00", 14, 164)
                .sheet("Leads", "<row><c s=\"0\"><v>44886</v></c><c s=\"1\"><v>44886</v></c></row>")
                .to(file());
        assertThat(rows(file, "Leads").getFirst().cells()).containsExactly("2026-11-22", "44886");
    }

    @Test
    void whatIsNoWorkbookIsRefused() throws IOException {
        Path old = Files.write(
                folder.resolve("old.xls"),
                new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1});
        assertThatThrownBy(() -> Sniffer.sniff(old, "it"))
                .isInstanceOfSatisfying(
                        RowTable.Unreadable.class, e -> assertThat(e.problem()).isEqualTo("workbook"));
        Path zip = new WorkbookFile().part("readme.txt", "x").to(file());
        assertThatThrownBy(() -> Sniffer.sniff(zip, "it")).isInstanceOf(RowTable.Unreadable.class);
        Path cut = new WorkbookFile()
                .sheet("Leads", "<row><c><v>1</v></c></row><row><c>")
                .to(file());
        assertThat(why(cut)).isEqualTo("row 3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE a [<!ENTITY a \"b\">]>",
                "<!-- hidden -->",
                "<![CDATA[x]]>",
            })
    void whatSheetsHaveNoNeedOfIsRefused(String hostile) throws IOException {
        Path file = new WorkbookFile()
                .sheet("Leads", "<row>" + hostile + "<c><v>1</v></c></row>")
                .to(file());
        assertThat(why(file)).startsWith("row 1");
    }

    @Test
    void whatGrowsOutOfNothingIsRefused() throws IOException {
        String large =
                "<row><c t=\"inlineStr\"><is><t>%s</t></is></c></row>".formatted("x".repeat(RowTable.LONGEST + 1));
        assertThat(why(new WorkbookFile().sheet("Leads", large).to(file()))).isEqualTo("too-large");
        String endless = "<row><c t=\"inlineStr\"><is>%s</is></c></row>".formatted("<t>x</t>".repeat(3_000_000));
        assertThat(why(new WorkbookFile().sheet("Leads", endless).to(file()))).isEqualTo("too-large");
        String many = "<row r=\"1\"><c r=\"ZZZZ1\"><v>1</v></c></row>";
        assertThat(why(new WorkbookFile().sheet("Leads", many).to(file()))).isEqualTo("too-large");
        String far = "<row r=\"2000000\"><c><v>1</v></c></row>";
        assertThat(why(new WorkbookFile().sheet("Leads", far).to(file()))).isEqualTo("too-large");
        Path texts = new WorkbookFile()
                .texts("<si><t>x</t></si>".repeat(2_000_000))
                .sheet("Leads", "<row><c t=\"s\"><v>5</v></c></row>")
                .to(file());
        assertThat(why(texts)).as("34 MB out of 100 kB").isEqualTo("too-large");
    }
}

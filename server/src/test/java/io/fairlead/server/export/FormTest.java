package io.fairlead.server.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.server.Sheets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FormTest {
    @Test
    void whatASheetDoesNotHoldGoesOnTheNextOneBelowTheSameHeads() throws IOException {
        var out = new ByteArrayOutputStream();
        var form =
                new XlsxForm(out, "A list whose name is far longer than a tab takes: [1/2]", false, List.of("Name"), 4);
        for (int i = 1; i <= 7; i++) {
            form.line(List.of(Cell.of("row " + i)));
        }
        form.finish();
        var book = Sheets.of(out.toByteArray());
        assertThat(book.sheets()).hasSize(3);
        assertThat(book.texts(0).stream().map(List::getFirst)).containsExactly("Name", "row 1", "row 2", "row 3");
        assertThat(book.texts(1).stream().map(List::getFirst)).containsExactly("Name", "row 4", "row 5", "row 6");
        assertThat(book.texts(2).stream().map(List::getFirst)).containsExactly("Name", "row 7");
        assertThat(book.book()).contains(" (2)", " (3)").doesNotContain("[1/2]");
    }

    @Test
    void charactersThatNoFileTakesAreLeftOut() throws IOException {
        var out = new ByteArrayOutputStream();
        var form = new XlsxForm(out, "'", false, List.of("a"), 100);
        form.line(List.of(Cell.of("be\u0001fore \uD800after\uFFFE")));
        form.finish();
        assertThat(Sheets.of(out.toByteArray()).texts(0).get(1)).containsExactly("before after");
    }

    @Test
    void aSheetThatNobodyNamedHasAName() throws IOException {
        var out = new ByteArrayOutputStream();
        var form = new XlsxForm(out, "'", false, List.of("a"), 100);
        form.finish();
        assertThat(Sheets.of(out.toByteArray()).book())
                .doesNotContain("name=\"'")
                .contains("<sheet name=");
    }
}

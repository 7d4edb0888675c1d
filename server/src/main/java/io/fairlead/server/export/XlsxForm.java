package io.fairlead.server.export;

import io.fairlead.server.transfer.Formulas;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * Leads as a workbook of Office Open XML, of as many sheets as it takes. Nothing in it is a formula; a text that would become
 * one if somebody went into its cell and out again is marked as a text. Not thread-safe.
 */
final class XlsxForm implements LeadsFile.Form {
    /** What a cell holds at most; what is longer makes the file a damaged one. */
    static final int LONGEST = 32_767;
    /** Digits that a spreadsheet keeps of a number; what has more is written as a text. */
    private static final int DIGITS = 15;

    private static final int MAGNITUDE = 300;
    /** Before it, days are counted in a calendar with a day that never was. */
    private static final int FIRST_YEAR = 1901;

    private static final Pattern FORBIDDEN = Pattern.compile("[\\[\\]:*?/\\\\'\\p{Cc}]+");
    private static final int LONGEST_TAB = 20;
    private static final int FLUSHED = 500;
    private static final int WIDTH = 20;

    private final Workbook book;
    private final String name;
    private final boolean rightToLeft;
    private final List<String> heads;
    private final int most;
    private Worksheet sheet;
    private int sheets = 1;
    private int row;
    private long shortened;

    /**
     * @param name what the first sheet is called
     * @param most rows a sheet, the one of the heads among them
     */
    XlsxForm(OutputStream out, String name, boolean rightToLeft, List<String> heads, int most) {
        this.book = new Workbook(out, "Fairlead", "1.0");
        book.setCompressionLevel(1);
        this.name = tab(name);
        this.rightToLeft = rightToLeft;
        this.heads = heads;
        this.most = most;
        this.sheet = begun(this.name);
    }

    /** What a tab may be called, with room for a number behind it. */
    private static String tab(String name) {
        String plain = FORBIDDEN.matcher(name).replaceAll(" ").strip();
        int end = plain.offsetByCodePoints(0, Math.min(LONGEST_TAB, plain.codePointCount(0, plain.length())));
        return plain.isEmpty() ? "1" : plain.substring(0, end).strip();
    }

    private Worksheet begun(String called) {
        Worksheet begun = book.newWorksheet(called);
        if (rightToLeft) {
            begun.rightToLeft();
        }
        begun.freezePane(0, 1);
        for (int i = 0; i < heads.size(); i++) {
            begun.inlineString(0, i, cut(heads.get(i)));
            begun.style(0, i).bold().format("@").set();
            begun.width(i, WIDTH);
        }
        row = 1;
        return begun;
    }

    @Override
    public void line(List<Cell> cells) throws IOException {
        if (row == most) {
            sheet.finish();
            sheets++;
            sheet = begun(name + " (" + sheets + ")");
        }
        for (int i = 0; i < cells.size(); i++) {
            write(i, cells.get(i));
        }
        row++;
        if (row % FLUSHED == 0) {
            sheet.flush();
        }
    }

    private void write(int column, Cell cell) {
        switch (cell) {
            case Cell.Nothing nothing -> {}
            case Cell.Text text -> {
                sheet.inlineString(row, column, cut(text.value()));
                if (Formulas.begins(text.value())) {
                    sheet.style(row, column).format("@").set();
                }
            }
            case Cell.Amount amount -> {
                if (amount.value().precision() > DIGITS
                        || Math.abs(amount.value().scale()) > MAGNITUDE) {
                    sheet.inlineString(row, column, amount.value().toPlainString());
                } else {
                    sheet.value(row, column, amount.value());
                }
            }
            case Cell.Flag flag -> sheet.value(row, column, flag.value());
            case Cell.Day day -> {
                if (day.value().getYear() < FIRST_YEAR) {
                    sheet.inlineString(row, column, day.value().toString());
                } else {
                    sheet.value(row, column, day.value());
                    sheet.style(row, column).format("yyyy-mm-dd").set();
                }
            }
            case Cell.Moment moment -> {
                if (moment.value().getYear() < FIRST_YEAR) {
                    sheet.inlineString(row, column, moment.value().toString());
                } else {
                    sheet.value(row, column, moment.value());
                    sheet.style(row, column).format("yyyy-mm-dd hh:mm").set();
                }
            }
        }
    }

    private String cut(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        shortened++;
        return text.substring(0, LONGEST - (Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? 1 : 0));
    }

    @Override
    public void finish() throws IOException {
        sheet.finish();
        book.finish();
    }

    @Override
    public long shortened() {
        return shortened;
    }
}

package io.fairlead.server.settings;

import io.fairlead.server.settings.Node.Place;
import java.io.IOException;
import java.io.Reader;

/**
 * The text of a CSV file on its way to the parser, which forgives what loses leads silently: here, every quote that
 * does not enclose a whole value, and a header without commas, becomes a flaw at its place. Not thread-safe.
 */
final class CsvText extends Reader {
    /** No value is longer, so that a quote that is never closed is found before the rest of the file is read. */
    private static final int LONGEST_VALUE = 100_000;

    private final Reader source;
    private final Flaws flaws;
    private State state = State.START;
    private int line = 1;
    private int column = 1;
    private boolean afterReturn;
    private Place quote = Place.START;
    private int length;
    private boolean commas;
    private char separator;
    private Place separated = Place.START;

    /** Where in a value the next character stands. */
    private enum State {
        START,
        PLAIN,
        QUOTED,
        CLOSED
    }

    CsvText(Reader source, Flaws flaws) {
        this.source = source;
        this.flaws = flaws;
    }

    @Override
    public int read(char[] target, int offset, int count) throws IOException {
        int n = source.read(target, offset, count);
        for (int i = offset; i < offset + n; i++) {
            look(target[i]);
        }
        if (n < 0) {
            end();
        }
        return n;
    }

    private void end() {
        if (state == State.QUOTED) {
            throw unclosed();
        }
        if (line == 1) {
            headerEnds();
        }
    }

    private void look(char c) {
        if (state == State.QUOTED) {
            quoted(c);
        } else if (c == ',' || c == '\n' || c == '\r') {
            commas |= c == ',';
            if (c != ',' && line == 1) {
                headerEnds();
            }
            state = State.START;
        } else if (c == '"') {
            quote();
        } else {
            other(c);
        }
        move(c);
    }

    private void quoted(char c) {
        if (c == '"') {
            state = State.CLOSED;
        } else if (++length > LONGEST_VALUE) {
            throw unclosed();
        }
    }

    private void quote() {
        switch (state) {
            case START -> {
                state = State.QUOTED;
                quote = here();
                length = 0;
            }
            case CLOSED, QUOTED -> state = State.QUOTED;
            case PLAIN ->
                flaws.add(
                        here(),
                        "not-csv",
                        "\"",
                        "quotes around the whole value",
                        "found a quote inside a value, expected quotes around the whole value, those inside it doubled");
        }
    }

    private void other(char c) {
        boolean instead = line == 1 && !commas && (c == ';' || c == '\t');
        if (instead && separator == 0) {
            separator = c;
            separated = here();
        }
        if (state == State.CLOSED && !instead) {
            if (quote.line() != line) {
                throw unclosed();
            }
            flaws.add(
                    here(),
                    "not-csv",
                    String.valueOf(c),
                    "a comma or the end of the line",
                    "found " + Flaws.quote(String.valueOf(c))
                            + " after a closing quote, expected a comma or the end of the line");
        }
        state = instead ? State.START : State.PLAIN;
    }

    private void headerEnds() {
        if (separator != 0 && !commas) {
            var found = separator == ';' ? "semicolons" : "tabs";
            throw flaws.fatal(
                    separated,
                    "not-csv",
                    found,
                    "commas",
                    "header: found " + found + " between the names, expected commas (here and in every row)");
        }
    }

    private Flaws.Unreadable unclosed() {
        return flaws.fatal(
                quote,
                "not-csv",
                "\"",
                "a closing quote",
                "the quote is not closed, expected a quote behind the value, before a comma or the end of the line");
    }

    private Place here() {
        return new Place(line, column);
    }

    private void move(char c) {
        if (c == '\n' || c == '\r') {
            line += c == '\r' || !afterReturn ? 1 : 0;
            column = 1;
        } else if (!Character.isLowSurrogate(c)) {
            column++;
        }
        afterReturn = c == '\r';
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}

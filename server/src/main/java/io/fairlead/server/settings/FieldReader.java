package io.fairlead.server.settings;

import io.fairlead.engine.filter.Catalogue;
import io.fairlead.engine.filter.FieldType;
import io.fairlead.engine.filter.Value;
import io.fairlead.server.settings.Node.Scalar;
import io.fairlead.server.settings.values.FieldLook;
import io.fairlead.server.settings.values.FieldText;
import io.fairlead.server.settings.values.Phones;
import io.fairlead.server.settings.values.Times;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a lead's field is beside its type: how it looks, who must fill it in, what it has by itself. Not thread-safe. */
final class FieldReader {
    /** Each costs time whenever a lead is written. */
    private static final int MOST_SEARCHABLE = 10;

    private final Map<String, Node> users;
    private final ZoneId zone;
    private final Phones phones;
    private final Flaws flaws;
    private final Map<String, Value> standards = new LinkedHashMap<>();
    private int searchable;

    FieldReader(Map<String, Node> users, ZoneId zone, Phones phones, Flaws flaws) {
        this.users = users;
        this.zone = zone;
        this.phones = phones;
        this.flaws = flaws;
    }

    /** What leads have in fields that they come without, by field. */
    Map<String, Value> standards() {
        return standards;
    }

    /** @param plain what was read of it before */
    void read(String id, Section section, FieldsReader.Plain plain) {
        @Nullable FieldType type = plain.type();
        section.text("help");
        section.text("group");
        section.flag("required", false);
        @Nullable FieldLook look = look(section, type);
        boolean indexed = section.flag("searchable", false);
        if (Catalogue.BUILT_IN.containsKey(id)) {
            for (var key : List.of("show", "required", "default", "searchable")) {
                if (section.has(key)) {
                    flaws.mismatch(section.place(key), "not-allowed", id, key, "nothing of that for a built-in field");
                }
            }
            return;
        }
        if (indexed) {
            searchable(section, look);
        }
        @Nullable Value standard = type == null ? null : standard(section, type, look, plain.choices());
        if (standard != null && plain.active()) {
            standards.put(id, standard);
        }
    }

    private @Nullable FieldLook look(Section section, @Nullable FieldType type) {
        @Nullable Scalar word = section.scalar("show");
        if (word == null || type == null) {
            return null;
        }
        var words = FieldLook.words(type.name().toLowerCase(Locale.ROOT));
        if (words.contains(word.text())) {
            return FieldLook.of(word.text());
        }
        var named = type.name().toLowerCase(Locale.ROOT);
        section.mismatch(
                word,
                "not-allowed",
                "show",
                words.isEmpty()
                        ? "none for the type " + named
                        : String.join(" or ", words) + " for the type " + named + Flaws.suggestion(word.text(), words));
        return null;
    }

    private void searchable(Section section, @Nullable FieldLook look) {
        searchable++;
        if (look == FieldLook.LONG_TEXT) {
            flaws.mismatch(section.place("searchable"), "not-allowed", "searchable", "a long text", "a short value");
        } else if (searchable == MOST_SEARCHABLE + 1) {
            flaws.mismatch(
                    section.place("searchable"),
                    "not-allowed",
                    "searchable",
                    "more than " + MOST_SEARCHABLE + " such fields",
                    "at most " + MOST_SEARCHABLE);
        }
    }

    private @Nullable Value standard(Section section, FieldType type, @Nullable FieldLook look, Set<String> choices) {
        @Nullable Scalar written = section.scalar("default");
        if (written == null) {
            return null;
        }
        @Nullable Value value = value(type, written.text());
        if (value == null) {
            section.mismatch(
                    written,
                    "wrong-type",
                    "default",
                    FieldText.expected(type.name().toLowerCase(Locale.ROOT)));
            return null;
        }
        if (!choices.isEmpty() && !choices.contains(written.text())) {
            section.mismatch(
                    written,
                    "not-allowed",
                    "default",
                    "one of the choices" + Flaws.suggestion(written.text(), choices));
        } else if (look != null && !fits(look, written.text())) {
            section.mismatch(written, "wrong-type", "default", look.expected());
        } else {
            return value;
        }
        return null;
    }

    private boolean fits(FieldLook look, String text) {
        return look == FieldLook.USER ? users.containsKey(text) : Objects.equals(look.normal(text, phones), text);
    }

    private @Nullable Value value(FieldType type, String text) {
        return switch (type) {
            case TEXT, CHOICE, ZONE -> new Value.Text(text);
            case NUMBER -> {
                @Nullable BigDecimal number = FieldValues.number(text);
                yield number == null ? null : new Value.Decimal(number);
            }
            case BOOLEAN -> text.equals("true") || text.equals("false") ? new Value.Flag(text.equals("true")) : null;
            case DATE -> {
                @Nullable LocalDate date = Times.date(text);
                yield date == null ? null : new Value.Day(date);
            }
            case INSTANT -> {
                @Nullable Instant instant = Times.instant(text, zone);
                yield instant == null ? null : new Value.Moment(instant);
            }
        };
    }
}

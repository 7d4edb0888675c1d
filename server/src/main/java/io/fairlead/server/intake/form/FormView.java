package io.fairlead.server.intake.form;

import io.fairlead.engine.filter.FieldType;
import io.fairlead.server.field.OwnField;
import io.fairlead.server.intake.Source;
import io.fairlead.server.settings.values.FieldLook;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/** Draws forms as HTML. Every text that anybody typed is escaped here, and only here. Thread-safe. */
@Component
class FormView {
    /** The look, for the page and for the embedded form alike; in em, since the size of the page's letters is not ours. */
    static final String STYLE = """
            .fl{all:initial;display:block;box-sizing:border-box;max-inline-size:34em;font:16px/1.45 system-ui,sans-serif;\
            color:#1c2624;background:#fff;padding:1.25em;border-radius:8px;text-align:start}
            .fl *{box-sizing:border-box}
            .fl h2{margin:0 0 .5em;font-size:1.3em;line-height:1.25}
            .fl p{margin:0 0 1em;white-space:pre-line}
            .fl label{display:block;margin-block-end:.9em}
            .fl .l{display:block;margin-block-end:.25em;font-weight:600}
            .fl .o{font-weight:400;color:#5b6b67}
            .fl .h{display:block;font-weight:400;font-size:.9em;color:#5b6b67}
            .fl input,.fl select,.fl textarea{display:block;inline-size:100%;padding:.55em .7em;font:inherit;color:inherit;\
            background:#fff;border:1px solid #8a9a95;border-radius:6px}
            .fl textarea{min-block-size:6em;resize:vertical}
            .fl input[type=checkbox]{display:inline-block;inline-size:auto;margin:0;margin-inline-end:.55em}
            .fl .c{display:flex;align-items:flex-start;gap:.2em}
            .fl .c span{white-space:pre-line}
            .fl :focus-visible{outline:3px solid #2b8a78;outline-offset:1px}
            .fl [aria-invalid=true]{border-color:#a8371b}
            .fl .e{display:block;margin-block-start:.25em;color:#a8371b}
            .fl button{padding:.65em 1.4em;font:inherit;font-weight:600;color:#fff;background:#1f6f60;border:0;\
            border-radius:6px;cursor:pointer}
            .fl button[disabled]{opacity:.6;cursor:default}
            .fl .w{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%)}
            """;

    /** What a lead has in places of its own, though a company may declare its type. */
    private static final Set<String> NOT_OWN =
            Set.of("name", "phone", "email", "listing", "source", "status", "owner", "created", "zone");

    private final FormWords words;

    FormView(FormWords words) {
        this.words = words;
    }

    /**
     * A form in one language, as it is to be filled in.
     *
     * @param action where it is sent to
     * @param hidden what it carries unseen
     * @param values what was typed already
     * @param errors words of {@code error.…} by field; that of {@code ""} is about the whole
     */
    record Filling(
            Source.Form form,
            Map<String, OwnField> asked,
            String locale,
            String action,
            Map<String, String> hidden,
            Map<String, String> values,
            Map<String, String> errors) {}

    /** The consent text as it is shown; empty for a form that asks for none. */
    String consent(Source.Form form, String locale) {
        return form.consent() ? own(form.texts(locale).consent(), locale, "consent") : "";
    }

    String form(Filling filling) {
        Source.Texts texts = filling.form().texts(filling.locale());
        StringBuilder html = opened(filling.locale());
        html.append("<form method=\"post\" action=\"")
                .append(escape(filling.action()))
                .append("\" novalidate>");
        html.append("<h2>")
                .append(escape(own(texts.title(), filling.locale(), "title")))
                .append("</h2>");
        if (!texts.intro().isEmpty()) {
            html.append("<p>").append(escape(texts.intro())).append("</p>");
        }
        error(html, filling, "");
        filling.hidden()
                .forEach((name, value) -> html.append("<input type=\"hidden\" name=\"")
                        .append(escape(name))
                        .append("\" value=\"")
                        .append(escape(value))
                        .append("\">"));
        fields(filling.form(), filling.asked()).forEach(field -> field(html, filling, field));
        consent(html, filling);
        html.append("<label class=\"w\" aria-hidden=\"true\">")
                .append(escape(words.of(filling.locale(), "leaveEmpty")))
                .append("<input name=\"website\" tabindex=\"-1\" autocomplete=\"off\"></label>");
        html.append("<button type=\"submit\">")
                .append(escape(own(texts.submit(), filling.locale(), "submit")))
                .append("</button></form>");
        return html.append("</div>").toString();
    }

    /** What is shown once a form has been sent. */
    String receipt(Source.Form form, String locale) {
        return opened(locale)
                .append("<h2 tabindex=\"-1\" role=\"status\">")
                .append(escape(words.of(locale, "received")))
                .append("</h2><p>")
                .append(escape(own(form.texts(locale).thanks(), locale, "thanks")))
                .append("</p></div>")
                .toString();
    }

    /** A page of its own around it. */
    String page(Source.Form form, String locale, String inner) {
        return "<!doctype html><html lang=\"" + locale + "\" dir=\"" + FormWords.direction(locale)
                + "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
                + "<title>" + escape(own(form.texts(locale).title(), locale, "title")) + "</title><style>" + STYLE
                + "</style></head><body>" + inner + "</body></html>";
    }

    private static StringBuilder opened(String locale) {
        return new StringBuilder("<div class=\"fl\" lang=\"")
                .append(locale)
                .append("\" dir=\"")
                .append(FormWords.direction(locale))
                .append("\">");
    }

    private void field(StringBuilder html, Filling filling, Source.Field field) {
        OwnField asked = filling.asked().getOrDefault(field.id(), OwnField.of(FieldType.TEXT));
        String label = own(
                field.labels().getOrDefault(filling.locale(), ""),
                words.orElse(
                        filling.locale(),
                        "field." + field.id(),
                        own(asked.name(), field.id().replace('_', ' '))));
        String value = filling.values().getOrDefault(field.id(), "");
        String name = " name=\"" + escape(field.id()) + "\"" + (field.required() ? " required" : "")
                + (filling.errors().containsKey(field.id())
                        ? " aria-invalid=\"true\" aria-describedby=\"e-" + escape(field.id()) + "\""
                        : "");
        if (asked.type() == FieldType.BOOLEAN) {
            html.append("<label class=\"c\"><input type=\"checkbox\" value=\"true\"")
                    .append(name)
                    .append(value.isEmpty() ? "" : " checked")
                    .append("><span>")
                    .append(escape(label))
                    .append(help(asked))
                    .append("</span></label>");
        } else {
            html.append("<label><span class=\"l\">").append(escape(label));
            if (!field.required()) {
                html.append(" <span class=\"o\">")
                        .append(escape(words.of(filling.locale(), "optional")))
                        .append("</span>");
            }
            html.append(help(asked)).append("</span>");
            input(html, field.id(), asked, name, value);
            error(html, filling, field.id());
            html.append("</label>");
        }
    }

    /** What a form asks for: its own fields, and those that the company wants of every lead. Its people are no visitor's business. */
    static List<Source.Field> fields(Source.Form form, Map<String, OwnField> asked) {
        List<Source.Field> fields = new ArrayList<>();
        Set<String> there = new HashSet<>(NOT_OWN);
        for (Source.Field field : form.fields()) {
            OwnField own = asked.get(field.id());
            boolean demanded = own != null && own.demanded() && own.type() != FieldType.BOOLEAN;
            fields.add(new Source.Field(field.id(), field.required() || demanded, field.labels()));
            there.add(field.id());
        }
        asked.forEach((id, own) -> {
            if (own.demanded() && own.look() != FieldLook.USER && there.add(id)) {
                fields.add(new Source.Field(id, own.type() != FieldType.BOOLEAN, Map.of()));
            }
        });
        return fields;
    }

    private static String help(OwnField asked) {
        return asked.help().isEmpty() ? "" : "<span class=\"h\">" + escape(asked.help()) + "</span>";
    }

    private static void input(StringBuilder html, String id, OwnField asked, String name, String value) {
        if (id.equals("message") || asked.look() == FieldLook.LONG_TEXT) {
            html.append("<textarea maxlength=\"8000\"")
                    .append(name)
                    .append(">\n")
                    .append(escape(value))
                    .append("</textarea>");
        } else if (!asked.choices().isEmpty()) {
            html.append("<select").append(name).append("><option value=\"\"></option>");
            asked.choices()
                    .forEach(choice -> html.append("<option")
                            .append(choice.equals(value) ? " selected" : "")
                            .append('>')
                            .append(escape(choice))
                            .append("</option>"));
            html.append("</select>");
        } else {
            html.append("<input ")
                    .append(kind(id, asked))
                    .append(name)
                    .append(" value=\"")
                    .append(escape(value))
                    .append("\">");
        }
    }

    private static String kind(String id, OwnField asked) {
        String as = asked.look() == FieldLook.PHONE ? "phone" : asked.look() == FieldLook.EMAIL ? "email" : id;
        return switch (as) {
            case "name" -> "type=\"text\" autocomplete=\"name\" maxlength=\"200\"";
            case "phone" -> "type=\"tel\" autocomplete=\"tel\" maxlength=\"60\" dir=\"ltr\"";
            case "email" -> "type=\"email\" autocomplete=\"email\" maxlength=\"200\" dir=\"ltr\"";
            default ->
                switch (asked.type()) {
                    case NUMBER -> "type=\"number\" step=\"any\"";
                    case DATE -> "type=\"date\"";
                    case INSTANT -> "type=\"datetime-local\"";
                    case TEXT, CHOICE, ZONE, BOOLEAN ->
                        (asked.look() == FieldLook.LINK ? "inputmode=\"url\" dir=\"ltr\" " : "")
                                + "type=\"text\" maxlength=\"1000\"";
                };
        };
    }

    private void consent(StringBuilder html, Filling filling) {
        String text = consent(filling.form(), filling.locale());
        if (text.isEmpty()) {
            return;
        }
        html.append("<label class=\"c\"><input type=\"checkbox\" name=\"consent\" value=\"yes\" required")
                .append(filling.values().containsKey("consent") ? " checked" : "")
                .append(
                        filling.errors().containsKey("consent")
                                ? " aria-invalid=\"true\" aria-describedby=\"e-consent\""
                                : "")
                .append("><span>")
                .append(escape(text))
                .append("</span></label>");
        error(html, filling, "consent");
    }

    private void error(StringBuilder html, Filling filling, String field) {
        String error = filling.errors().get(field);
        if (error != null) {
            html.append("<span class=\"e\" role=\"alert\" id=\"e-")
                    .append(escape(field))
                    .append("\">")
                    .append(escape(words.of(filling.locale(), "error." + error)))
                    .append("</span>");
        }
    }

    private String own(String text, String locale, String name) {
        return text.isEmpty() ? words.of(locale, name) : text;
    }

    private static String own(String text, String ready) {
        return text.isEmpty() ? ready : text;
    }

    private static String escape(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }

    /** The fields of a form by which somebody can be reached. */
    static List<String> reaching() {
        return List.of("name", "phone", "email");
    }
}

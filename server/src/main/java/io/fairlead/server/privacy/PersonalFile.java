package io.fairlead.server.privacy;

import io.fairlead.server.company.Companies;
import io.fairlead.server.file.FileFolder;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.event.Events;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.platform.sql.Transactions;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Everything about a contact in one file: a ZIP with {@code data.json}, whose form docs/operate/privacy.md describes, and
 * {@code index.html}, the same to be read. Of colleagues it has names, and not when they were away or what their targets
 * are. Thread-safe.
 */
@Component
class PersonalFile {
    static final int FORMAT = 1;

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final PersonQueries people;
    private final Events events;
    private final InstantSource clock;
    private final Companies companies;
    private final FileFolder folder;
    private final JsonMapper json = new JsonMapper();

    PersonalFile(
            JdbcClient jdbc,
            Transactions transactions,
            PersonQueries people,
            Events events,
            InstantSource clock,
            Companies companies,
            FileFolder folder) {
        this.companies = companies;
        this.folder = folder;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.people = people;
        this.events = events;
        this.clock = clock;
    }

    /** Gives the stream to write to once it is sure that there is something to write. */
    interface Opening {
        OutputStream open() throws IOException;
    }

    private record Reader(String company, ZoneId zone, Locale locale) {}

    /**
     * Notes who takes the file of a contact, and writes it. What is noted is kept before anything is written: a receiver
     * who reads slowly holds back no other reader of the journal.
     */
    void write(SignedIn me, String id, Opening opening) {
        Ids ids = Ids.of(me.idSeed());
        Person person = transactions.inCompany(me.companyId(), () -> noted(me, people.person(id, ids)));
        transactions.inCompany(me.companyId(), () -> {
            try (ZipOutputStream zip = new ZipOutputStream(opening.open(), StandardCharsets.UTF_8)) {
                write(zip, person, id, reader(me), ids);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private Person noted(SignedIn me, Person person) {
        events.appendToContact("contact-exported", me.userId(), person.contact(), Map.of("contact", person.contact()));
        return person;
    }

    private void write(ZipOutputStream zip, Person person, String id, Reader reader, Ids ids) throws IOException {
        Map<Trace, List<ObjectNode>> traces = new LinkedHashMap<>();
        for (Trace trace : Trace.values()) {
            traces.put(trace, rows(trace, person, ids));
        }
        zip.putNextEntry(new ZipEntry("data.json"));
        zip.write(data(id, reader, traces).getBytes(StandardCharsets.UTF_8));
        zip.putNextEntry(new ZipEntry("index.html"));
        zip.write(page(person, reader, traces).getBytes(StandardCharsets.UTF_8));
        contents(person, zip);
    }

    /** One whose content is no longer in the folder is left out. */
    private void contents(Person person, ZipOutputStream zip) throws IOException {
        record Content(String name, String place) {}
        List<Content> contents = jdbc.sql("""
                        select 'files/' || id || '-' || name as name, place from fairlead.lead_file
                         where lead_id = any(?) order by id
                        """)
                .param(Person.array(person.leads()))
                .query(new SimplePropertyRowMapper<>(Content.class))
                .list();
        for (Content content : contents) {
            Path path = folder.path(companies.current(), content.place());
            if (Files.isReadable(path)) {
                zip.putNextEntry(new ZipEntry(content.name()));
                Files.copy(path, zip);
            }
        }
    }

    private Reader reader(SignedIn me) {
        return jdbc.sql("""
                        select c.name, c.timezone, coalesce(u.locale, c.locale) as locale
                          from fairlead.company c left join fairlead.app_user u on u.company_id = c.company_id and u.id = ?
                        """)
                .param(me.userId())
                .query((row, n) -> new Reader(
                        row.getString("name"),
                        ZoneId.of(row.getString("timezone")),
                        Locale.forLanguageTag(row.getString("locale"))))
                .single();
    }

    private List<ObjectNode> rows(Trace trace, Person person, Ids ids) {
        return jdbc.sql(trace.json())
                .params(person.keys())
                .query((row, n) -> shown((ObjectNode) json.readTree(row.getString("row")), ids))
                .list();
    }

    private static ObjectNode shown(ObjectNode row, Ids ids) {
        if (row.path("lead").isNumber()) {
            row.put("lead", ids.show(Ids.Kind.LEAD, row.path("lead").asLong()));
        }
        for (JsonNode candidate : row.at("/explanation/candidates")) {
            ObjectNode one = (ObjectNode) candidate;
            JsonNode reason = one.path("reason").path("kind");
            one.retain("user", "credited");
            if (!reason.isMissingNode()) {
                one.set("reason", reason);
            }
        }
        return row;
    }

    private String data(String id, Reader reader, Map<Trace, List<ObjectNode>> traces) {
        ObjectNode all = json.createObjectNode();
        all.put("format", FORMAT);
        all.put("company", reader.company());
        all.put("id", id);
        all.put("made", clock.instant().toString());
        traces.forEach((trace, rows) -> {
            ArrayNode list = all.putArray(trace.word());
            rows.forEach(list::add);
        });
        return json.writerWithDefaultPrettyPrinter().writeValueAsString(all);
    }

    private String page(Person person, Reader reader, Map<Trace, List<ObjectNode>> traces) {
        Properties texts = texts(reader.locale());
        String title = texts.getProperty("title") + (person.name().isBlank() ? "" : ": " + person.name());
        StringBuilder page = new StringBuilder("""
                <!doctype html><html lang="%s" dir="%s"><head><meta charset="utf-8"><title>%s</title><style>
                body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
                section{margin-block:2rem}table{border-collapse:collapse;margin-block:0 1rem;width:100%%}
                th,td{border:1px solid #ccc;padding:.25rem .6rem;text-align:start;vertical-align:top;overflow-wrap:anywhere}
                th{width:12rem;font-weight:600}td{white-space:pre-wrap;unicode-bidi:plaintext}
                </style></head><body><h1>%s</h1><p>%s · %s</p>
                """.formatted(
                        reader.locale().getLanguage(),
                        reader.locale().getLanguage().equals("he") ? "rtl" : "ltr",
                        escaped(title),
                        escaped(title),
                        escaped(reader.company()),
                        escaped(time(clock.instant(), reader))));
        traces.forEach((trace, rows) -> {
            page.append("<section><h2>")
                    .append(escaped(texts.getProperty(trace.word(), trace.word())))
                    .append("</h2>");
            if (rows.isEmpty()) {
                page.append("<p>").append(escaped(texts.getProperty("none"))).append("</p>");
            }
            rows.forEach(row -> page.append(table(row, reader, texts)));
            page.append("</section>\n");
        });
        return page.append("</body></html>\n").toString();
    }

    private static String table(ObjectNode row, Reader reader, Properties texts) {
        StringBuilder table = new StringBuilder("<table>");
        lines(row, reader, texts)
                .forEach((name, value) -> table.append("<tr><th>")
                        .append(escaped(texts.getProperty("field." + name, name)))
                        .append("</th><td>")
                        .append(escaped(value))
                        .append("</td></tr>"));
        return table.append("</table>").toString();
    }

    private static Map<String, String> lines(ObjectNode row, Reader reader, Properties texts) {
        Map<String, String> lines = new LinkedHashMap<>();
        for (var member : row.properties()) {
            JsonNode value = member.getValue();
            if (value.isObject() && !member.getKey().equals("explanation")) {
                lines((ObjectNode) value, reader, texts).forEach(lines::putIfAbsent);
            } else if (member.getKey().equals("explanation") && value.isObject()) {
                List<String> names = new ArrayList<>();
                value.path("candidates")
                        .forEach(one -> names.add(one.path("user").asString()
                                + (one.has("reason") ? " (" + one.path("reason").asString() + ")" : "")));
                lines.put("candidates", String.join("\n", names));
            } else if (!value.isNull() && !value.asString("x").isEmpty()) {
                String text = value.isValueNode() ? told(value.asString(), reader) : value.toString();
                boolean kind = member.getKey().equals("kind");
                lines.put(member.getKey(), kind ? texts.getProperty("kind." + text, text) : text);
            }
        }
        return lines;
    }

    /** Instants in the reader's form; all else, what looks like one too, as it is. */
    private static String told(String text, Reader reader) {
        try {
            return time(OffsetDateTime.parse(text).toInstant(), reader);
        } catch (DateTimeParseException e) {
            return text;
        }
    }

    private static String time(Instant at, Reader reader) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(reader.locale())
                .format(at.atZone(reader.zone()));
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }

    private static Properties texts(Locale locale) {
        Properties texts = new Properties();
        try (InputStream file =
                PersonalFile.class.getResourceAsStream("/privacy/" + locale.getLanguage() + ".properties")) {
            if (file == null) {
                throw new IllegalStateException("no texts for " + locale);
            }
            texts.load(new InputStreamReader(file, StandardCharsets.UTF_8));
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

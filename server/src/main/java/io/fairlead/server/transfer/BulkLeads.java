package io.fairlead.server.transfer;

import io.fairlead.server.company.SettingsStore;
import io.fairlead.server.desk.Desks;
import io.fairlead.server.desk.Doing.NewLead;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes many leads at once that are left to nobody: a batch is one transaction in which the company's desk is locked, and
 * a statement for each table. Contacts are found and learn as with leads that come in one by one. Thread-safe.
 */
@Component
public class BulkLeads {
    private final Desks desks;
    private final SettingsStore settings;
    private final JdbcClient jdbc;
    private final JsonMapper json;

    BulkLeads(Desks desks, SettingsStore settings, JdbcClient jdbc, JsonMapper json) {
        this.desks = desks;
        this.settings = settings;
        this.jdbc = jdbc;
        this.json = json;
    }

    /** By what a contact is found; {@code kind} is {@code phone} or {@code email}. */
    private record Key(String kind, String value) {}

    /** Users by their numbers. */
    private record Advisors(@Nullable Long owner, List<Long> former) {
        static final Advisors NONE = new Advisors(null, List.of());
    }

    /**
     * What became of a lead.
     *
     * @param lead its number, or that of a lead of the contact who was known before; 0 for none
     * @param made whether it was written
     */
    public record Placed(long lead, boolean made) {}

    /** One batch. Not thread-safe. */
    private final class Batch {
        private final Desks.Numbers numbers;
        private final boolean always;
        private final Map<Key, Long> known = new HashMap<>();
        private final Map<Long, Advisors> advisors = new HashMap<>();
        private final Map<Long, Long> newest = new HashMap<>();
        private final Map<Key, Long> learned = new HashMap<>();
        private final Map<Long, String> fresh = new HashMap<>();
        private final List<NewLead> leads = new ArrayList<>();
        private final List<Long> contacts = new ArrayList<>();
        private final List<Map<String, Long>> lessons = new ArrayList<>();

        Batch(Desks.Numbers numbers, List<NewLead> all, boolean always) {
            this.numbers = numbers;
            this.always = always;
            lookUp(all);
        }

        private void lookUp(List<NewLead> all) {
            jdbc.sql("""
                            select k.kind, k.value, c.id, c.owner_id, c.former
                              from fairlead.contact_key k
                              join fairlead.contact c on c.company_id = k.company_id and c.id = k.contact_id
                             where (k.kind = 'phone' and k.value = any(?)) or (k.kind = 'email' and k.value = any(?))
                            """)
                    .param(all.stream().map(NewLead::phone).toArray(String[]::new))
                    .param(all.stream().map(NewLead::email).toArray(String[]::new))
                    .query((RowCallbackHandler) row -> {
                        long contact = row.getLong("id");
                        known.put(new Key(row.getString("kind"), row.getString("value")), contact);
                        long owner = row.getLong("owner_id");
                        var former = (Long[]) row.getArray("former").getArray();
                        advisors.put(contact, new Advisors(owner == 0 ? null : owner, Arrays.asList(former)));
                    });
            if (!always && !known.isEmpty()) {
                jdbc.sql("""
                                select distinct on (contact_id) contact_id, id from fairlead.lead
                                 where contact_id = any(?) order by contact_id, closed, id desc
                                """)
                        .param(known.values().stream().distinct().toArray(Long[]::new))
                        .query((RowCallbackHandler) row -> newest.put(row.getLong("contact_id"), row.getLong("id")));
            }
        }

        /** Gives it its place, unless its contact is known and that is not wanted. */
        Placed place(NewLead lead) {
            var phone = key("phone", lead.phone());
            var email = key("email", lead.email());
            Long called = phone == null ? null : known.get(phone);
            Long contact = called == null && email != null ? known.get(email) : called;
            if (contact != null && !always) {
                return new Placed(newest.getOrDefault(contact, 0L), false);
            }
            boolean first = contact == null;
            if (contact == null) {
                contact = numbers.contact() + fresh.size() + 1;
                fresh.put(contact, lead.name());
            }
            Map<String, Long> lesson = new LinkedHashMap<>();
            if (called == null) {
                learn(phone, contact, lesson);
            }
            learn(email, contact, lesson);
            leads.add(lead);
            contacts.add(contact);
            lessons.add(first ? Map.of() : lesson);
            long number = numbers.lead() + leads.size();
            newest.put(contact, number);
            return new Placed(number, true);
        }

        /** @param lesson by the kind of what is learned, the contact who was found by it before; 0 for none */
        private void learn(@Nullable Key key, long contact, Map<String, Long> lesson) {
            Long before = key == null ? null : known.get(key);
            if (key != null && (before == null || contact < before)) {
                known.put(key, contact);
                learned.put(key, contact);
                lesson.put(key.kind(), before == null ? 0 : before);
            }
        }

        private void write(long who, String origin) {
            writeContacts();
            writeLeads();
            var at = numbers.at().atOffset(ZoneOffset.UTC);
            jdbc.sql("""
                            insert into fairlead.event (kind, lead, contact, listing, who, at, data)
                            select 'lead-imported', lead, contact, nullif(listing, ''), ?, ?, data
                              from unnest(?::bigint[], ?::bigint[], ?::text[], ?::jsonb[]) as x (lead, contact, listing, data)
                            """)
                    .params(who, at, ids(), contacts.toArray(Long[]::new), texts(NewLead::listing), said(origin))
                    .update();
        }

        private String[] said(String origin) {
            var all = new String[leads.size()];
            for (int i = 0; i < all.length; i++) {
                var known = advisors.getOrDefault(contacts.get(i), Advisors.NONE);
                var said = Desks.imported(numbers, leads.get(i), contacts.get(i), known.owner(), known.former());
                said.put("text", origin);
                if (!lessons.get(i).isEmpty()) {
                    said.put("learned", lessons.get(i));
                }
                all[i] = json.writeValueAsString(said);
            }
            return all;
        }

        private void writeContacts() {
            jdbc.sql("""
                            insert into fairlead.contact (id, name, created_at)
                            select id, name, ? from unnest(?::bigint[], ?::text[]) as x (id, name)
                            """)
                    .param(numbers.at().atOffset(ZoneOffset.UTC))
                    .param(fresh.keySet().toArray(Long[]::new))
                    .param(fresh.values().toArray(String[]::new))
                    .update();
            jdbc.sql("""
                            insert into fairlead.contact_key as k (kind, value, contact_id)
                            select * from unnest(?::text[], ?::text[], ?::bigint[])
                            on conflict (company_id, kind, value) do update set contact_id = excluded.contact_id
                                where k.contact_id > excluded.contact_id
                            """)
                    .param(learned.keySet().stream().map(Key::kind).toArray(String[]::new))
                    .param(learned.keySet().stream().map(Key::value).toArray(String[]::new))
                    .param(learned.values().toArray(Long[]::new))
                    .update();
        }

        private void writeLeads() {
            var closed = settings.scenario().settings().company().closedStatuses();
            jdbc.sql("""
                            insert into fairlead.lead (id, created_at, source, status, closed, state, contact_id, listing,
                                                       name, phone, email, custom, zone1, zone2, zone3, zone4)
                            select x.id, ?, source, status, status = any(?), 'unassigned', contact, listing, x.name, phone,
                                   email, custom, coalesce(path[1], 0), coalesce(path[2], 0), coalesce(path[3], 0),
                                   coalesce(path[4], 0)
                              from unnest(?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                                          ?::text[], ?::jsonb[])
                                   as x (id, contact, source, status, listing, name, phone, email, custom)
                              left join fairlead.zone z on z.key = x.custom ->> 'zone'
                            """)
                    .params(numbers.at().atOffset(ZoneOffset.UTC), closed.toArray(String[]::new))
                    .params(ids(), contacts.toArray(Long[]::new))
                    .params(texts(NewLead::source), texts(NewLead::status), texts(NewLead::listing))
                    .params(texts(NewLead::name), texts(NewLead::phone), texts(NewLead::email))
                    .param(texts(lead -> lead.custom().isEmpty() ? "{}" : json.writeValueAsString(lead.custom())))
                    .update();
        }

        private Long[] ids() {
            return Stream.iterate(numbers.lead() + 1, id -> id + 1)
                    .limit(leads.size())
                    .toArray(Long[]::new);
        }

        private String[] texts(Function<NewLead, String> text) {
            return leads.stream().map(text).toArray(String[]::new);
        }
    }

    private static @Nullable Key key(String kind, String value) {
        return value.isEmpty() ? null : new Key(kind, value);
    }

    /**
     * Writes leads in their order.
     *
     * @param who does it
     * @param origin where they come from, as their journals tell it
     * @param always whether leads of contacts who are known are written too
     * @param also runs in the same transaction, with what became of each; its failure undoes everything
     * @return for how long nobody else could decide
     */
    public Duration write(
            int companyId, long who, String origin, List<NewLead> leads, boolean always, Consumer<List<Placed>> also) {
        var locked = new AtomicLong();
        desks.takeIn(companyId, numbers -> {
            locked.set(System.nanoTime());
            var batch = new Batch(numbers, leads, always);
            var placed = leads.stream()
                    .map(batch::place)
                    .map(Objects::requireNonNull)
                    .toList();
            if (!batch.leads.isEmpty()) {
                batch.write(who, origin);
            }
            also.accept(placed);
            return new Desks.Given(batch.leads.size(), batch.fresh.size());
        });
        return Duration.ofNanos(System.nanoTime() - locked.get());
    }
}

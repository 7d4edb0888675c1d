package io.fairlead.server.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.engine.distribution.Ledger;
import io.fairlead.server.TestServer;
import io.fairlead.server.company.SettingsStore;
import io.fairlead.server.company.UserRenamed;
import io.fairlead.server.platform.SettableClock;
import io.fairlead.server.rules.Rules;
import io.fairlead.server.transfer.BulkLeads;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What happens in a company over two days, at random: on two nodes, with all that people do and changes of settings. */
final class History {
    static final Instant MONDAY = Instant.parse("2026-11-23T07:00:00Z");
    private static final int STEPS = 160;
    /** No bulk change has its number. */
    private static final Doing.Move MOVE = new Doing.Move(1_000_000, null, "");

    private static final String YAML = """
            company: {name: Shop, timezone: Europe/Rome}
            schedules:
              day: {weekly: [{days: mon-sun, hours: "08:00-16:00"}]}
              late: {weekly: [{days: mon-sun, hours: "12:00-22:00"}]}
            teams: {all: {members: [anna, bruno, carla, dino]}}
            users:
              anna: {schedule: day, target: 10}
              bruno: {schedule: late}
              carla: {target: 5}
              dino: {}
              eva: {}
            listings: {flat: {name: Flat, responsibles: [carla]}}
            fields: {rooms: {type: number}}
            rules:
            """ + rules("turns1");

    final List<Long> leads = new ArrayList<>();
    final Shop shop;
    private final Shop other;
    private final Random random;
    private final boolean publishes;
    private Instant now = MONDAY;
    private int versions = 1;
    /** Whether files are read in too. */
    boolean imports;
    /** Whether many leads are changed at once too. */
    boolean bulk;

    private @Nullable BulkChange bulkChange;

    /** @param publishes whether rules change too */
    History(TestServer one, TestServer another, long seed, boolean publishes) {
        this.random = new Random(seed);
        this.publishes = publishes;
        another.part(SettableClock.class).set(MONDAY);
        this.shop = Shop.of(one, YAML, MONDAY);
        this.other = shop.on(another);
    }

    Instant now() {
        return now;
    }

    private static String rules(String turns) {
        return """
              - {id: race, when: 'source == "race"', strategy: claim, within: 10m, candidates: [{team: all}]}
              - {id: soon, when: 'source == "soon"', accept-within: 5m, candidates: [{team: all}], caps: {day: 3}, overflow: false}
              - {id: load, when: 'rooms > 2', strategy: utilisation, target: field, candidates: [{team: all}], otherwise: next-rule}
              - {id: here, when: 'source == "here"', presence: required, candidates: [{team: all}], set-owner: always}
              - {id: %s, candidates: [{user: anna, weight: 2}, {user: bruno}, {user: dino}], on-absence: redistribute,
                 at-shift-end: redistribute, redistribute: {after: 30m, times: 2}}
            """.formatted(turns).indent(2);
    }

    void play() {
        for (int step = 0; step < STEPS; step++) {
            clock(now.plusSeconds(random.nextInt(4) == 0 ? 0 : random.nextInt(2400)));
            if (random.nextInt(12) == 0) {
                change();
            } else if (imports && random.nextInt(14) == 0) {
                imports();
            } else if (bulk && !leads.isEmpty() && random.nextInt(30) == 0) {
                bulk().next(leads);
            } else {
                var doings =
                        Stream.generate(this::doing).limit(random.nextInt(4)).toList();
                perform(doings);
            }
        }
    }

    /** Leads that come in together and are left to nobody, some of them for contacts who are known. */
    private void imports() {
        var many = Stream.generate(() -> ((Doing.Arrival) arrival()).lead())
                .limit(1 + random.nextInt(20))
                .toList();
        node().server
                .part(BulkLeads.class)
                .write(
                        shop.company,
                        user(),
                        "leads.csv",
                        many,
                        random.nextBoolean(),
                        placed -> placed.stream().filter(BulkLeads.Placed::made).forEach(one -> leads.add(one.lead())));
    }

    private BulkChange bulk() {
        var changes = bulkChange == null ? new BulkChange(shop, List.of(shop, other), random) : bulkChange;
        bulkChange = changes;
        return changes;
    }

    /** An edit of a lead with which something is done before in the same batch is refused, and all with it. */
    private void perform(List<Doing> doings) {
        try {
            var outcomes = node().perform(doings);
            for (int i = 0; i < doings.size(); i++) {
                if (doings.get(i) instanceof Doing.Arrival) {
                    leads.add(outcomes.get(i).lead());
                }
            }
        } catch (ChangedMeanwhile refused) {
            assertThat(doings).hasSizeGreaterThan(1).anyMatch(Doing.Edited.class::isInstance);
        }
    }

    private Shop node() {
        return random.nextBoolean() ? shop : other;
    }

    void clock(Instant at) {
        now = at;
        shop.clock(at);
        other.clock(at);
    }

    private Doing doing() {
        if (leads.isEmpty() || random.nextInt(3) == 0) {
            return arrival();
        }
        long lead = leads.get(Math.max(0, leads.size() - 1 - random.nextInt(12)));
        return switch (random.nextInt(18)) {
            case 0 -> new Doing.StatusSet(lead, random.nextBoolean() ? "won" : "new", user());
            case 1 -> new Doing.AssignedByHand(lead, random.nextBoolean() ? user() : null, user());
            case 2, 3 -> new Doing.Touched(lead, user());
            case 4 -> new Doing.Accepted(lead, user());
            case 5 -> new Doing.Declined(lead, user());
            case 6 -> new Doing.EntryUndone(lead, user(), outcome -> {});
            case 7 -> new Doing.Annulled(lead, user(), "spam", () -> {});
            case 8 -> new Doing.Reinstated(lead, user(), "no spam", () -> {});
            case 9 -> new Doing.BalanceMoved(new Ledger(false, "soon"), user(), user(), Ledger.LEAD / 2, () -> {});
            case 10, 11 -> edit(lead);
            case 12 -> new Doing.HandedBack(lead, user(), "");
            case 13, 14 -> handedOver(lead);
            case 15 -> new Doing.HandOverUndone(lead, MOVE, (outcome, took) -> {});
            default -> new Doing.PresenceSet(user(), random.nextBoolean());
        };
    }

    /** Of a name, a number, and perhaps what it is about. */
    Doing edit(long lead) {
        return shop.inside(() -> shop.jdbc()
                .sql("select * from fairlead.lead where id = ?")
                .param(lead)
                .query((row, n) -> {
                    var rooms = new BigDecimal(random.nextInt(5));
                    var listing = random.nextBoolean() ? "" : "flat";
                    var facts = new Doing.NewLead(
                            row.getString("source"),
                            "",
                            "Bob",
                            row.getString("phone"),
                            "",
                            listing,
                            Map.of("rooms", rooms),
                            true,
                            null);
                    return new Doing.Edited(
                            lead,
                            row.getObject("created_at", OffsetDateTime.class).toInstant(),
                            facts,
                            Map.of("name", row.getString("name")),
                            Map.of("name", "Bob", "listing", listing, "email", "", "fields.rooms", rooms),
                            user(),
                            row.getLong("version"));
                })
                .single());
    }

    /** From whoever has it, mostly. */
    private Doing handedOver(long lead) {
        Long holder = random.nextInt(9) == 0
                ? null
                : shop.inside(() -> shop.jdbc()
                        .sql("select owner_id from fairlead.lead where id = ?")
                        .param(lead)
                        .query(Long.class)
                        .single());
        return new Doing.HandedOver(
                lead,
                holder == null || holder == 0 ? null : holder,
                random.nextBoolean() ? user() : null,
                MOVE,
                (outcome, took) -> {});
    }

    private Doing arrival() {
        var sources = List.of("race", "soon", "here", "web");
        return arrival(
                sources.get(random.nextInt(sources.size())),
                random.nextBoolean() ? "+39333" + (1000 + random.nextInt(12)) : "",
                random.nextInt(9) == 0 ? user() : null);
    }

    static Doing arrival(String source, String phone, @Nullable Long creator) {
        var lead = new Doing.NewLead(
                source, "", "Ada", phone, "", "", Map.of("rooms", phone.isEmpty() ? 1 : 2.5), true, creator);
        return new Doing.Arrival(lead, outcome -> {});
    }

    private long user() {
        return List.copyOf(shop.users.values()).get(random.nextInt(shop.users.size()));
    }

    private void change() {
        long user = user();
        int what = random.nextInt(7);
        switch (publishes || what < 3 || what > 4 ? what : 5) {
            case 0 -> sql("update fairlead.app_user set active = not active where id = " + user);
            case 1 ->
                sql("insert into fairlead.absence (user_id, \"from\", \"to\") values (" + user
                        + ", '2026-11-23T12:00', '2026-11-24')");
            case 2 -> sql("delete from fairlead.absence");
            case 3 -> publish(false);
            case 4 -> publish(true);
            case 5 ->
                sql("update fairlead.company set body = jsonb_set(body, '{closed-statuses}', case when body #>>"
                        + " '{closed-statuses,0}' = 'won' then '[\"lost\"]'::jsonb else '[\"won\"]'::jsonb end)");
            default -> rename();
        }
    }

    private void rename() {
        var here = node();
        here.server.part(SettingsStore.class).change(shop.company, null, () -> {
            var is = here.jdbc().sql("""
                            update fairlead.app_user set key = case key when 'eva' then 'evi' else 'eva' end
                             where key in ('eva', 'evi') returning key
                            """).query(String.class).single();
            var renamed = new UserRenamed(shop.company, is.equals("evi") ? "eva" : "evi", is);
            here.server.part(Desks.class).on(renamed);
            return is;
        });
    }

    private void sql(String sql) {
        var here = node();
        here.server
                .part(SettingsStore.class)
                .change(shop.company, null, () -> here.jdbc().sql(sql).update());
    }

    /** The last rule is another one, or the same by another id. */
    private void publish(boolean same) {
        var before = "turns" + versions;
        var after = "turns" + ++versions;
        var rules = new ArrayList<Map<String, Object>>();
        for (Object rule : (List<?>) new Load(LoadSettings.builder().build()).loadFromString(rules(after))) {
            var copy = new LinkedHashMap<String, Object>();
            ((Map<?, ?>) rule).forEach((key, value) -> copy.put(String.valueOf(key), value));
            rules.add(copy);
        }
        if (same) {
            rules.getLast().put("was", before);
        }
        var here = node();
        here.server
                .part(SettingsStore.class)
                .change(shop.company, null, () -> here.server.part(Rules.class).putIntoForce(rules, "", null));
    }
}

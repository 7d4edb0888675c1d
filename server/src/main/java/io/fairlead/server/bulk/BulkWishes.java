package io.fairlead.server.bulk;

import io.fairlead.server.bulk.Sharing.Sharer;
import io.fairlead.server.intake.Intake;
import io.fairlead.server.lead.StatusNotes;
import io.fairlead.server.lead.list.LeadSearch.LeadFilter;
import io.fairlead.server.lead.list.PickedLeads;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Permission;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.zone.ZoneTrees;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Reads what people want to be done with many leads, and checks it. In the company's transaction under way. Thread-safe. */
@Component
class BulkWishes {
    /** How many leads somebody who hands none over may tick. */
    static final int MOST_OWN = 200;

    private static final int MOST_PEOPLE = 300;
    private static final int HEAVIEST = 100;

    private final JdbcClient jdbc;
    private final Intake intake;
    private final StatusNotes notes;
    private final PickedLeads picked;
    private final ZoneTrees zones;
    private final JsonMapper json;

    BulkWishes(JdbcClient jdbc, Intake intake, StatusNotes notes, PickedLeads picked, ZoneTrees zones, JsonMapper json) {
        this.jdbc = jdbc;
        this.intake = intake;
        this.notes = notes;
        this.picked = picked;
        this.zones = zones;
        this.json = json;
    }

    /**
     * With which leads what is to be done: exactly one of the first four.
     *
     * @param leads by their ids
     * @param filter those of a list
     * @param unassigned all open ones that nobody has, offers aside
     * @param person the open ones of the user with this key
     * @param plan how they are handed over; by the rules if missing
     * @param change what else is done with them; null to hand them over
     */
    record WantedBulk(
            @Nullable List<String> leads,
            @Nullable LeadFilter filter,
            @Nullable Boolean unassigned,
            @Nullable String person,
            @Nullable WantedPlan plan,
            @Nullable WantedChange change) {}

    /**
     * How leads are to be handed over.
     *
     * @param way {@code rules}: each is decided as if it arrived, but not for its holder; {@code turns}: shared among
     *     people in equal parts by their weights; {@code open}: to who has the fewest open leads for their weight.
     *     The rules if missing
     * @param people among whom, not for the rules
     * @param reason in the words of who does it
     */
    record WantedPlan(
            @Nullable String way,
            @Nullable List<WantedPerson> people,
            @Nullable String reason) {}

    /** @param weight from 1 (if missing) to 100 */
    record WantedPerson(String user, @Nullable Integer weight) {}

    /**
     * What is to be done with leads other than to hand them over: exactly one of the first three.
     *
     * @param status that they get
     * @param field that gets a value: the id of one of the company, or {@code listing}
     * @param list the id of a view of picked leads
     * @param value as JSON has it; null takes it away
     * @param out whether they are taken out of the list, not put on it
     * @param note why, told with each status; as long as the company asks for
     */
    record WantedChange(
            @Nullable String status,
            @Nullable String field,
            @Nullable String list,
            @Nullable Object value,
            @Nullable Boolean out,
            @Nullable String note) {}

    /** What was wanted, checked. */
    record Wish(BulkAction action, String way, List<Sharer> people, String reason) {}

    static boolean manages(SignedIn me) {
        return me.role().permits(Permission.HAND_OVER);
    }

    /**
     * Whoever hands no leads over may set the status or a field of leads that they ticked.
     *
     * @throws Refusal {@code invalid}, {@code forbidden}
     */
    Wish checked(SignedIn me, WantedBulk wanted) {
        long given = Stream.of(
                        wanted.leads(),
                        wanted.filter(),
                        wanted.person(),
                        Boolean.TRUE.equals(wanted.unassigned()) ? true : null)
                .filter(Objects::nonNull)
                .count();
        if (given != 1) {
            throw invalid("leads", "required");
        }
        WantedChange change = wanted.change();
        if (!manages(me)) {
            if (change == null || change.list() != null || wanted.leads() == null) {
                throw Refusal.forbidden();
            }
            if (wanted.leads().size() > MOST_OWN) {
                throw invalid("leads", "too-long");
            }
        }
        return change == null ? plan(wanted.plan()) : change(me, change);
    }

    private Wish change(SignedIn me, WantedChange change) {
        long given = Stream.of(change.status(), change.field(), change.list())
                .filter(Objects::nonNull)
                .count();
        if (given != 1) {
            throw invalid("change", "required");
        }
        String note = Reasons.checked(change.note());
        if (change.status() != null) {
            String status = StatusNotes.status(change.status());
            notes.mustBeLongEnough(note);
            return new Wish(new BulkAction.Status(status), "rules", List.of(), note);
        }
        if (change.list() != null) {
            boolean out = Boolean.TRUE.equals(change.out());
            return new Wish(new BulkAction.Listed(picked.list(me, change.list()), out), "rules", List.of(), note);
        }
        return new Wish(field(me, Objects.requireNonNull(change.field()), change.value()), "rules", List.of(), note);
    }

    /** Read as when one lead is corrected. */
    private BulkAction.Field field(SignedIn me, String field, @Nullable Object value) {
        boolean listing = field.equals(BulkAction.LISTING);
        if (!listing
                && !intake.fields(me.companyId()).containsKey(field)
                && !zones.fields(me.companyId()).contains(field)) {
            throw invalid("field", "unknown-field");
        }
        Map<String, @Nullable Object> fact = new HashMap<>();
        fact.put(field, listing && value == null ? "" : value);
        var read = intake.correction(
                me.companyId(), me.userId(), json.valueToTree(listing ? fact : Map.of("fields", fact)));
        if (!read.errors().isEmpty()) {
            throw invalid("value", read.errors().getFirst().slug());
        }
        Map<String, Object> custom = new HashMap<>(read.lead().custom());
        if (custom.containsKey("zone")) {
            zones.settleAgain(me.companyId(), custom, custom.keySet());
        }
        return new BulkAction.Field(field, listing ? read.lead().listing() : custom.get(field));
    }

    /** @throws Refusal {@code invalid} */
    Wish plan(@Nullable WantedPlan wanted) {
        String way = wanted == null || wanted.way() == null ? "rules" : wanted.way();
        if (!List.of("rules", "turns", "open").contains(way)) {
            throw invalid("way", "invalid");
        }
        List<WantedPerson> people = wanted == null || wanted.people() == null ? List.of() : wanted.people();
        String reason = Reasons.checked(wanted == null ? null : wanted.reason());
        return new Wish(new BulkAction.HandOver(), way, way.equals("rules") ? List.of() : sharers(people), reason);
    }

    private List<Sharer> sharers(List<WantedPerson> people) {
        if (people.isEmpty() || people.size() > MOST_PEOPLE) {
            throw invalid("people", people.isEmpty() ? "required" : "too-long");
        }
        var sharers = new ArrayList<Sharer>();
        for (var person : people) {
            int weight = person.weight() == null ? 1 : person.weight();
            if (weight < 1 || weight > HEAVIEST) {
                throw invalid("people", "invalid");
            }
            sharers.add(new Sharer(user("people", person.user(), true), weight));
        }
        if (sharers.stream().map(Sharer::user).distinct().count() < sharers.size()) {
            throw invalid("people", "invalid");
        }
        return sharers;
    }

    /** The number of a user who can hold leads. */
    long user(String field, String key, boolean active) {
        return jdbc.sql("""
                        select id from fairlead.app_user where key = ? and role <> 'integration' and (active or not ?)
                        """)
                .params(key, active)
                .query(Long.class)
                .optional()
                .orElseThrow(() -> invalid(field, "unknown-user"));
    }

    static Refusal invalid(String field, String slug) {
        return Refusal.invalid(List.of(new FieldError(field, slug)));
    }
}

package io.fairlead.server.desk;

import io.fairlead.engine.desk.SavedLead;
import io.fairlead.engine.filter.FieldType;
import io.fairlead.server.desk.again.Checkpoint;
import io.fairlead.server.desk.again.LongPages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the tables of a desk keep of leads, in a file of its own that is gone when this is closed; in memory are 24 bytes
 * a lead. Leads that did not change since a checkpoint stay in its rows. What leads arrived with is not here. Not
 * thread-safe.
 */
final class KeptLeads implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final ObjectWriter STORING = JSON.writerFor(Storing.class);
    private static final int BUFFER = 1 << 20;
    private static final Set<String> USERS =
            Set.of("declined", "holders", "users", "user", "receiver", "owner", "former", "holder");
    private static final List<List<String>> RULES = List.of(
            List.of(),
            List.of("offer"),
            List.of("booking"),
            List.of("standing"),
            List.of("handedOver"),
            List.of("handedOver", "booking"));

    private final FileChannel file;
    private final ByteBuffer unwritten = ByteBuffer.allocate(BUFFER);
    /** The leads that were ever edited, and what is known of them since, until they are kept. */
    private final BitSet edited = new BitSet();

    private final Map<Long, Doing.NewLead> fresh = new HashMap<>();
    private final List<Checkpoint.Renamed> renamed = new ArrayList<>();
    private final TreeSet<Long> hot = new TreeSet<>();
    /** By lead: where it stands in the file, and how long that is. */
    private final LongPages places = new LongPages(-1);

    private final LongPages lengths = new LongPages(0);
    /** By lead: who holds it while it is open; 0 for nobody. */
    private final LongPages holders = new LongPages(0);

    private final Checkpoint.@Nullable Rows earlier;
    private final long before;

    private record Stored(
            Instant at,
            @Nullable String status,
            @Nullable Long holder,
            int contact,
            long turn,
            int renames,
            Doing.@Nullable NewLead facts,
            JsonNode state) {}

    /** The same as it is written. */
    private record Storing(
            Instant at,
            @Nullable String status,
            @Nullable Long holder,
            int contact,
            long turn,
            int renames,
            Doing.@Nullable NewLead facts,
            LeadRow.Memory state) {}

    KeptLeads() {
        this(null, 0, List.of(), List.of());
    }

    /**
     * Goes on from a checkpoint.
     *
     * @param before only leads with lower numbers are in its rows
     */
    KeptLeads(Checkpoint.@Nullable Rows earlier, long before, Collection<Long> hot, List<Checkpoint.Renamed> renamed) {
        this.earlier = earlier;
        this.before = before;
        this.hot.addAll(hot);
        this.renamed.addAll(renamed);
        try {
            file = FileChannel.open(
                    Files.createTempFile("fairlead", ".leads"),
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param closed whether its status counts as closed under the settings in force */
    void keep(SavedLead lead, boolean closed, Shift.People people) {
        var holder = DeskStore.number(lead.holder(), people);
        var facts = fresh.containsKey(lead.number()) ? fresh.remove(lead.number()) : facts(lead.number());
        var stored = new Storing(
                lead.arrival().at(),
                lead.status(),
                holder,
                lead.contact(),
                lead.turn(),
                renamed.size(),
                facts,
                LeadRow.Memory.of(lead));
        write(lead.number(), STORING.writeValueAsBytes(stored));
        holders.set(lead.number(), holder == null || closed ? 0 : holder);
        if (lead.hot()) {
            hot.add(lead.number());
        } else {
            hot.remove(lead.number());
        }
    }

    /** From now on, and so when it is kept next, this is what is known of a lead. */
    void edit(long lead, Doing.NewLead facts) {
        fresh.put(lead, facts);
        edited.set(Math.toIntExact(lead));
    }

    /** What is known of a lead that was edited; null if it is as it arrived. */
    Doing.@Nullable NewLead facts(long lead) {
        boolean maybe = edited.get(Math.toIntExact(lead)) || !isInFile(lead);
        return maybe && has(lead) ? stored(lead).facts() : null;
    }

    /** When a lead that is here arrived. */
    Instant arrived(long lead) {
        return stored(lead).at();
    }

    private Stored stored(long lead) {
        return isInFile(lead) ? JSON.readValue(read(lead), Stored.class) : JSON.readValue(fromRows(lead), Stored.class);
    }

    private void write(long number, byte[] bytes) {
        try {
            if (bytes.length > unwritten.remaining()) {
                flush();
            }
            places.set(number, file.size() + unwritten.position());
            lengths.set(number, bytes.length);
            if (bytes.length > unwritten.remaining()) {
                file.write(ByteBuffer.wrap(bytes), file.size());
            } else {
                unwritten.put(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void flush() throws IOException {
        unwritten.flip();
        while (unwritten.hasRemaining()) {
            file.write(unwritten, file.size());
        }
        unwritten.clear();
    }

    boolean has(long lead) {
        return isInFile(lead) || !fromRows(lead).isEmpty();
    }

    private boolean isInFile(long lead) {
        return places.get(lead) >= 0;
    }

    /** These leads will be asked for now. */
    void expect(List<Long> leads) {
        if (earlier != null) {
            earlier.leads(leads);
        }
    }

    private String fromRows(long lead) {
        return earlier == null || lead >= before
                ? ""
                : earlier.leads(List.of(lead)).getOrDefault(lead, "");
    }

    /** Those that may move by themselves, in order. */
    List<Long> hot() {
        return List.copyOf(hot);
    }

    List<Checkpoint.Renamed> renamed() {
        return List.copyOf(renamed);
    }

    /**
     * The open leads that somebody holds, in order.
     *
     * @param closed the statuses that count as closed
     */
    List<Long> heldBy(long user, Set<String> closed) {
        var held = new TreeSet<Long>();
        if (earlier != null) {
            earlier.heldBy(user, closed).stream()
                    .filter(lead -> !isInFile(lead))
                    .forEach(held::add);
        }
        holders.each(lead -> {
            if (holders.get(lead) == user) {
                held.add(lead);
            }
        });
        return List.copyOf(held);
    }

    /**
     * From now on leads with these statuses are closed.
     *
     * @return how many open leads each user holds
     */
    Map<Long, Long> closeBy(Set<String> statuses) {
        var open = new HashMap<Long, Long>();
        places.each(number -> {
            var lead = JSON.readValue(read(number), Stored.class);
            var holder = statuses.contains(String.valueOf(lead.status())) ? null : lead.holder();
            holders.set(number, holder == null ? 0 : holder);
            if (holder != null) {
                open.merge(holder, 1L, Long::sum);
            }
        });
        if (earlier != null) {
            earlier.open(statuses, (lead, holder) -> {
                if (!isInFile(lead)) {
                    open.merge(holder, 1L, Long::sum);
                }
            });
        }
        return open;
    }

    /** Tells of each lead that was kept since the checkpoint from which this went on. */
    void each(Consumer<Checkpoint.LeadKept> lead) {
        places.each(number -> {
            var text = new String(read(number), StandardCharsets.UTF_8);
            var stored = JSON.readValue(text, Stored.class);
            lead.accept(new Checkpoint.LeadKept(
                    number,
                    Objects.requireNonNullElse(stored.holder(), 0L),
                    Objects.requireNonNullElse(stored.status(), ""),
                    text));
        });
    }

    /** A lead that is here, with what it arrived with. */
    SavedLead lead(long lead, Doing.NewLead arrived, Map<String, FieldType> types, Shift.People people) {
        var stored = stored(lead);
        var facts = stored.facts() == null ? arrived : stored.facts();
        renamed.subList(stored.renames(), renamed.size()).forEach(one -> rename(stored.state(), one));
        var status = stored.status() == null ? "" : stored.status();
        var now = new Doing.NewLead(
                facts.source(),
                status,
                facts.name(),
                facts.phone(),
                facts.email(),
                facts.listing(),
                facts.custom(),
                true,
                null);
        var holder = stored.holder() == null ? null : people.keys().get(stored.holder());
        var memory =
                stored.state().isEmpty() ? LeadRow.Memory.NONE : JSON.treeToValue(stored.state(), LeadRow.Memory.class);
        return memory.lead(
                LeadRow.arrival(stored.at(), Long.toString(lead), now, types),
                stored.contact(),
                status,
                holder,
                stored.turn());
    }

    private byte[] read(long number) {
        try {
            long place = places.get(number);
            var bytes = ByteBuffer.allocate((int) lengths.get(number));
            if (place >= file.size()) {
                bytes.put(unwritten.array(), (int) (place - file.size()), bytes.capacity());
            } else {
                while (bytes.hasRemaining() && file.read(bytes, place + bytes.position()) >= 0) {}
            }
            return bytes.array();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is remembered of all leads from now on calls the rule so. */
    void rename(Told.Renamed rule) {
        renamed.add(new Checkpoint.Renamed(false, rule.was(), rule.id()));
    }

    /** What is remembered of all leads from now on calls the user so. */
    void renameUser(String was, String id) {
        renamed.add(new Checkpoint.Renamed(true, was, id));
    }

    /** As {@code shared.user_renamed} of the migrations. */
    private static void renameUser(JsonNode node, String was, String id) {
        for (var one : List.copyOf(node.properties())) {
            boolean names = USERS.contains(one.getKey());
            if (names && one.getValue().asString("").equals(was)) {
                ((ObjectNode) node).put(one.getKey(), id);
            } else if (names && one.getValue() instanceof ArrayNode list) {
                for (int i = 0; i < list.size(); i++) {
                    if (list.get(i).asString("").equals(was)) {
                        list.set(i, id);
                    }
                }
            }
            renameUser(one.getValue(), was, id);
        }
        if (node instanceof ArrayNode list) {
            list.forEach(each -> renameUser(each, was, id));
        }
    }

    private static void rename(JsonNode state, Checkpoint.Renamed rule) {
        if (rule.user()) {
            renameUser(state, rule.was(), rule.id());
            return;
        }
        for (var path : RULES) {
            JsonNode at = state;
            for (var step : path) {
                at = at.path(step);
            }
            for (var name : List.of("rule", "waitsIn", "leftBy")) {
                if (at instanceof ObjectNode place
                        && rule.was().equals(place.path(name).asString(""))) {
                    place.put(name, rule.id());
                }
            }
            if (at.path("credits").path("ledger") instanceof ObjectNode ledger
                    && !ledger.path("shared").asBoolean(true)
                    && ledger.path("name").asString("").equals(rule.was())) {
                ledger.put("name", rule.id());
            }
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

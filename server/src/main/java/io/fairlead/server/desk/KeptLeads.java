package io.fairlead.server.desk;

import io.fairlead.engine.desk.SavedLead;
import io.fairlead.engine.filter.FieldType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the tables of a desk keep of leads, in a file of its own that is gone when this is closed; in memory are twenty
 * bytes a lead. What leads arrived with is not here. Not thread-safe.
 */
final class KeptLeads implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
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
    private final List<Consumer<JsonNode>> renamed = new ArrayList<>();
    private final TreeSet<Long> hot = new TreeSet<>();
    /** By lead: where it stands in the file, and how long that is. */
    private long[] places = new long[0];

    private int[] lengths = new int[0];
    /** By lead: who holds it while it is open; 0 for nobody. */
    private long[] holders = new long[0];

    private record Stored(
            Instant at,
            @Nullable String status,
            @Nullable Long holder,
            int contact,
            long turn,
            int renames,
            Doing.@Nullable NewLead facts,
            JsonNode state) {}

    KeptLeads() {
        try {
            file = FileChannel.open(
                    Files.createTempFile("fairlead-verify", ".leads"),
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
        var stored = new Stored(
                lead.arrival().at(),
                lead.status(),
                holder,
                lead.contact(),
                lead.turn(),
                renamed.size(),
                facts,
                JSON.valueToTree(LeadRow.Memory.of(lead)));
        int number = Math.toIntExact(lead.number());
        if (number >= places.length) {
            int capacity = Math.max(1024, number * 2);
            places = Arrays.copyOf(places, capacity);
            lengths = Arrays.copyOf(lengths, capacity);
            holders = Arrays.copyOf(holders, capacity);
        }
        write(number, JSON.writeValueAsBytes(stored));
        holders[number] = holder == null || closed ? 0 : holder;
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
        return edited.get(Math.toIntExact(lead)) && has(lead)
                ? JSON.readValue(read((int) lead), Stored.class).facts()
                : null;
    }

    /** When a lead that is here arrived. */
    Instant arrived(long lead) {
        return JSON.readValue(read((int) lead), Stored.class).at();
    }

    private void write(int number, byte[] bytes) {
        try {
            if (bytes.length > unwritten.remaining()) {
                flush();
            }
            places[number] = file.size() + unwritten.position();
            lengths[number] = bytes.length;
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
        return lead > 0 && lead < lengths.length && lengths[(int) lead] > 0;
    }

    /** Those that may move by themselves, in order. */
    List<Long> hot() {
        return List.copyOf(hot);
    }

    /** The open leads that somebody holds, in order. */
    List<Long> heldBy(long user) {
        return LongStream.range(0, holders.length)
                .filter(lead -> holders[(int) lead] == user)
                .boxed()
                .toList();
    }

    /**
     * From now on leads with these statuses are closed.
     *
     * @return how many open leads each user holds
     */
    Map<Long, Long> closeBy(Set<String> statuses) {
        var open = new HashMap<Long, Long>();
        for (int number = 0; number < places.length; number++) {
            if (has(number)) {
                var lead = JSON.readValue(read(number), Stored.class);
                var holder = statuses.contains(String.valueOf(lead.status())) ? null : lead.holder();
                holders[number] = holder == null ? 0 : holder;
                if (holder != null) {
                    open.merge(holder, 1L, Long::sum);
                }
            }
        }
        return open;
    }

    /** A lead that is here, with what it arrived with. */
    SavedLead lead(long lead, Doing.NewLead arrived, Map<String, FieldType> types, Shift.People people) {
        var stored = JSON.readValue(read((int) lead), Stored.class);
        var facts = stored.facts() == null ? arrived : stored.facts();
        renamed.subList(stored.renames(), renamed.size()).forEach(rename -> rename.accept(stored.state()));
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
        return JSON.treeToValue(stored.state(), LeadRow.Memory.class)
                .lead(
                        LeadRow.arrival(stored.at(), Long.toString(lead), now, types),
                        stored.contact(),
                        status,
                        holder,
                        stored.turn());
    }

    private byte[] read(int number) {
        try {
            var bytes = ByteBuffer.allocate(lengths[number]);
            if (places[number] >= file.size()) {
                bytes.put(unwritten.array(), (int) (places[number] - file.size()), bytes.capacity());
            } else {
                while (bytes.hasRemaining() && file.read(bytes, places[number] + bytes.position()) >= 0) {}
            }
            return bytes.array();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is remembered of all leads from now on calls the rule so. */
    void rename(Told.Renamed rule) {
        renamed.add(state -> rename(state, rule));
    }

    /** What is remembered of all leads from now on calls the user so. */
    void renameUser(String was, String id) {
        renamed.add(state -> renameUser(state, was, id));
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

    private static void rename(JsonNode state, Told.Renamed rule) {
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

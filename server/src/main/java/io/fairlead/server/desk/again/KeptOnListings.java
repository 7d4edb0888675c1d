package io.fairlead.server.desk.again;

import io.fairlead.engine.desk.Kept;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * In memory what the table {@code listing_tally} keeps, by numbers of users. What was not asked for since a checkpoint
 * stays in its rows; days that are long past are put together. Not thread-safe.
 */
public final class KeptOnListings {
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<List<Count>> COUNTS = new TypeReference<>() {};

    private final Map<String, Map<Key, Long>> byListing = new HashMap<>();
    private final Checkpoint.@Nullable Rows earlier;

    /** @param earlier the rows of the checkpoint from which it goes on; null for none */
    public KeptOnListings(Checkpoint.@Nullable Rows earlier) {
        this.earlier = earlier;
    }

    private record Key(Kept.What what, String of, long user, long day) {}

    private record Count(Kept.What what, String of, long user, long day, long amount) {}

    /** The last day, since 1970-01-01, that is in no period which an instant is in, wherever the company is. */
    public static long longPast(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC).toEpochDay() - 33;
    }

    /**
     * Adds what was booked.
     *
     * @param numbers of the users, by their ids
     */
    public void keep(List<Kept.OnListing> added, Instant at, Map<String, Long> numbers) {
        long past = longPast(at);
        for (var one : added) {
            var counts = on(one.listing());
            long user = Objects.requireNonNull(numbers.get(one.user()), one.user());
            add(counts, new Key(one.what(), one.of(), user, one.day()), one.amount());
            for (var key : List.copyOf(counts.keySet())) {
                if (key.day < past) {
                    long amount = Objects.requireNonNull(counts.remove(key));
                    add(counts, new Key(key.what, key.of, key.user, past), amount);
                }
            }
        }
    }

    private static void add(Map<Key, Long> counts, Key key, long amount) {
        counts.merge(key, amount, Long::sum);
    }

    private Map<Key, Long> on(String listing) {
        return byListing.computeIfAbsent(listing, l -> read(earlier == null ? null : earlier.listing(l)));
    }

    private static Map<Key, Long> read(@Nullable String state) {
        var counts = new HashMap<Key, Long>();
        if (state != null) {
            JSON.readValue(state, COUNTS)
                    .forEach(one -> counts.put(new Key(one.what, one.of, one.user, one.day), one.amount));
        }
        return counts;
    }

    /**
     * What counts on a listing; an id that no settings have stands for users who are gone.
     *
     * @param keys the ids of the users, by their numbers
     */
    public List<Kept.OnListing> of(String listing, Map<Long, String> keys) {
        var found = new ArrayList<Kept.OnListing>();
        on(listing)
                .forEach((key, amount) -> found.add(new Kept.OnListing(
                        key.what, key.of, listing, keys.getOrDefault(key.user, ""), key.day, amount)));
        return found;
    }

    /** Tells of each listing whose counts were kept, or asked for, since the checkpoint from which this went on. */
    public void each(Consumer<Checkpoint.ListingKept> listing) {
        byListing.forEach((id, counts) -> {
            var all = new ArrayList<Count>();
            counts.forEach((key, amount) -> all.add(new Count(key.what, key.of, key.user, key.day, amount)));
            listing.accept(new Checkpoint.ListingKept(id, JSON.writeValueAsString(all)));
        });
    }

    /** What is kept by rule moves with its id. */
    public void rename(String was, String id) {
        if (earlier != null) {
            earlier.listings((listing, state) -> byListing.computeIfAbsent(listing, l -> read(state)));
        }
        for (var counts : byListing.values()) {
            for (var key : List.copyOf(counts.keySet())) {
                if (key.what == Kept.What.COMPENSATION && key.of.equals(was)) {
                    long amount = Objects.requireNonNull(counts.remove(key));
                    add(counts, new Key(key.what, id, key.user, key.day), amount);
                }
            }
        }
    }
}

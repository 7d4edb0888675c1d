package io.fairlead.server.replay;

import io.fairlead.server.desk.again.Checkpoint;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The rows of a company's checkpoints up to one of them, over one connection. Not thread-safe. */
final class CheckpointRows implements Checkpoint.Rows {
    private static final int BATCH = 1000;
    private static final int MOST_READ = 100_000;

    private final Pages pages;
    private final long seq;
    private final Map<Long, Optional<String>> leadsRead = new HashMap<>();
    private final Map<Integer, Optional<Checkpoint.ContactKept>> contactsRead = new HashMap<>();

    CheckpointRows(Pages pages, long seq) {
        this.pages = pages;
        this.seq = seq;
    }

    /**
     * A checkpoint as it is kept.
     *
     * @param seq of the last batch in it
     * @param arrival the last event of an arrival in it
     */
    record Kept(long seq, long arrival, Checkpoint checkpoint) {}

    /** The newest one before an instant, or the opening, before which there is nothing; null if there is none. */
    static @Nullable Kept newest(Pages pages, Instant until) {
        return newest(pages, "(at < ? or opening)", until);
    }

    /** Where a company began that brought leads along; null for one that began without. */
    static @Nullable Kept opening(Pages pages) {
        return newest(pages, "opening and at >= ?", Instant.EPOCH);
    }

    private static @Nullable Kept newest(Pages pages, String which, Instant at) {
        try (var query = pages.prepare("""
                select seq, arrival, state from fairlead.replay_checkpoint
                 where company_id = ? and %s order by seq desc limit 1
                """.formatted(which))) {
            query.setInt(1, pages.company());
            query.setObject(2, at.atOffset(ZoneOffset.UTC));
            var row = query.executeQuery();
            return row.next()
                    ? new Kept(row.getLong("seq"), row.getLong("arrival"), Checkpoint.read(row.getString("state")))
                    : null;
        } catch (SQLException failure) {
            throw new Past.Unread(failure);
        }
    }

    /** Keeps a desk as it stands after a batch, with what changed of leads, contacts and listings since the one before. */
    static void keep(Pages pages, Past.Batch batch, long arrival, Desk desk) {
        try (var lead = pages.prepare("""
                        insert into fairlead.replay_lead (lead_id, seq, holder, status, state) values (?, ?, ?, ?, ?)
                        """);
                var contact = pages.connection().prepareStatement("""
                        insert into fairlead.replay_contact (contact_id, seq, owner, former) values (?, ?, ?, ?)
                        """);
                var listing = pages.connection().prepareStatement("""
                        insert into fairlead.replay_listing (listing_id, seq, state) values (?, ?, ?)
                        """);
                var point = pages.connection().prepareStatement("""
                        insert into fairlead.replay_checkpoint (seq, at, arrival, state) values (?, ?, ?, ?)
                        """)) {
            var leads = new Batches(lead);
            var contacts = new Batches(contact);
            var listings = new Batches(listing);
            var checkpoint = desk.checkpoint(
                    one -> leads.add(one.lead(), batch.seq(), one.holder(), one.status(), one.state()),
                    one -> contacts.add(
                            (long) one.contact(),
                            batch.seq(),
                            one.owner(),
                            one.former().toArray(Long[]::new)),
                    one -> listings.add(one.listing(), batch.seq(), one.state()));
            leads.end();
            contacts.end();
            listings.end();
            point.setLong(1, batch.seq());
            point.setObject(2, checkpoint.at().atOffset(ZoneOffset.UTC));
            point.setLong(3, arrival);
            point.setString(4, checkpoint.write());
            point.executeUpdate();
            pages.connection().commit();
        } catch (SQLException failure) {
            throw new Past.Unread(failure);
        }
    }

    /** A desk that tells how it stands. */
    @FunctionalInterface
    interface Desk {
        Checkpoint checkpoint(
                Consumer<Checkpoint.LeadKept> lead,
                Consumer<Checkpoint.ContactKept> contact,
                Consumer<Checkpoint.ListingKept> listing);
    }

    /** Rows that are inserted many at a time. */
    private static final class Batches {
        private final PreparedStatement insert;
        private int waiting;

        Batches(PreparedStatement insert) {
            this.insert = insert;
        }

        void add(Object... values) {
            try {
                for (int i = 0; i < values.length; i++) {
                    if (values[i] instanceof Long[] numbers) {
                        insert.setArray(i + 1, insert.getConnection().createArrayOf("bigint", numbers));
                    } else {
                        insert.setObject(i + 1, values[i]);
                    }
                }
                insert.addBatch();
                if (++waiting == BATCH) {
                    end();
                }
            } catch (SQLException failure) {
                throw new Past.Unread(failure);
            }
        }

        void end() throws SQLException {
            insert.executeBatch();
            waiting = 0;
        }
    }

    @Override
    public Map<Long, String> leads(Collection<Long> leads) {
        return atHand(leads, leadsRead, wanted -> {
            try (var query = pages.prepare("""
                    select w.id, k.state
                      from unnest(?::bigint[]) w (id)
                     cross join lateral (
                            select state from fairlead.replay_lead k
                             where k.company_id = ? and k.lead_id = w.id and k.seq <= ?
                             order by k.seq desc limit 1) k
                    """)) {
                query.setArray(1, pages.connection().createArrayOf("bigint", wanted.toArray()));
                query.setInt(2, pages.company());
                query.setLong(3, seq);
                var row = query.executeQuery();
                while (row.next()) {
                    leadsRead.put(row.getLong(1), Optional.of(row.getString(2)));
                }
            }
        });
    }

    @Override
    public Map<Integer, Checkpoint.ContactKept> contacts(Collection<Integer> contacts) {
        return atHand(contacts, contactsRead, wanted -> {
            try (var query = pages.prepare("""
                    select w.id, k.owner, k.former
                      from unnest(?::bigint[]) w (id)
                     cross join lateral (
                            select owner, former from fairlead.replay_contact k
                             where k.company_id = ? and k.contact_id = w.id and k.seq <= ?
                             order by k.seq desc limit 1) k
                    """)) {
                query.setArray(1, pages.connection().createArrayOf("bigint", wanted.toArray()));
                query.setInt(2, pages.company());
                query.setLong(3, seq);
                var row = query.executeQuery();
                while (row.next()) {
                    int id = row.getInt(1);
                    var former = Arrays.asList((Long[]) row.getArray(3).getArray());
                    contactsRead.put(id, Optional.of(new Checkpoint.ContactKept(id, row.getLong(2), former)));
                }
            }
        });
    }

    @Override
    public @Nullable String listing(String listing) {
        try (var query = pages.prepare("""
                select state from fairlead.replay_listing
                 where company_id = ? and listing_id = ? and seq <= ? order by seq desc limit 1
                """)) {
            query.setInt(1, pages.company());
            query.setString(2, listing);
            query.setLong(3, seq);
            var row = query.executeQuery();
            return row.next() ? row.getString(1) : null;
        } catch (SQLException failure) {
            throw new Past.Unread(failure);
        }
    }

    @Override
    public void listings(BiConsumer<String, String> listing) {
        try (var query = pages.prepare("""
                select distinct on (listing_id) listing_id, state from fairlead.replay_listing
                 where company_id = ? and seq <= ? order by listing_id, seq desc
                """)) {
            query.setFetchSize(BATCH);
            query.setInt(1, pages.company());
            query.setLong(2, seq);
            var row = query.executeQuery();
            while (row.next()) {
                listing.accept(row.getString(1), row.getString(2));
            }
        } catch (SQLException failure) {
            throw new Past.Unread(failure);
        }
    }

    /** Reads those of these that are not at hand. */
    private interface Reading<K> {
        void read(List<K> wanted) throws SQLException;
    }

    private static <K, V> Map<K, V> atHand(Collection<K> keys, Map<K, Optional<V>> read, Reading<K> reading) {
        if (read.size() > MOST_READ) {
            read.clear();
        }
        var wanted = keys.stream().filter(key -> !read.containsKey(key)).toList();
        try {
            for (int from = 0; from < wanted.size(); from += BATCH) {
                var page = wanted.subList(from, Math.min(wanted.size(), from + BATCH));
                page.forEach(key -> read.put(key, Optional.empty()));
                reading.read(page);
            }
        } catch (SQLException failure) {
            throw new Past.Unread(failure);
        }
        var found = new HashMap<K, V>();
        for (var key : keys) {
            read.getOrDefault(key, Optional.empty()).ifPresent(value -> found.put(key, value));
        }
        return found;
    }

    @Override
    public List<Long> heldBy(long user, Set<String> closed) {
        var found = new ArrayList<Long>();
        held("k.holder <> 0 and k.holder = " + user, closed, (lead, holder) -> found.add(lead));
        return found;
    }

    @Override
    public void open(Set<String> closed, BiConsumer<Long, Long> lead) {
        held("k.holder <> 0", closed, lead);
    }

    /** Of each lead the newest row up to here counts. */
    private void held(String which, Set<String> closed, BiConsumer<Long, Long> lead) {
        try (var query = pages.prepare("""
                select k.lead_id, k.holder from fairlead.replay_lead k
                 where k.company_id = ? and k.seq <= ? and not (k.status = any(?)) and %s
                   and not exists (select from fairlead.replay_lead n
                                    where n.company_id = k.company_id and n.lead_id = k.lead_id and n.seq > k.seq
                                      and n.seq <= ?)
                 order by k.lead_id
                """.formatted(which))) {
            query.setFetchSize(BATCH);
            query.setInt(1, pages.company());
            query.setLong(2, seq);
            query.setArray(3, pages.connection().createArrayOf("text", closed.toArray()));
            query.setLong(4, seq);
            var row = query.executeQuery();
            while (row.next()) {
                lead.accept(row.getLong(1), row.getLong(2));
            }
        } catch (SQLException failure) {
            throw new Past.Unread(failure);
        }
    }
}

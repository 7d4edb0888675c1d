package io.fairlead.server.zone;

import io.fairlead.server.company.ZoneRows;
import io.fairlead.server.platform.sql.Transactions;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The companies' trees as they were read last. Thread-safe. */
@Component
public class ZoneTrees {
    private final Transactions transactions;
    private final ZoneRows rows;
    private final Map<Integer, Known> read = new ConcurrentHashMap<>();

    ZoneTrees(Transactions transactions, ZoneRows rows) {
        this.transactions = transactions;
        this.rows = rows;
    }

    /** @param number {@code fairlead.zone_work.tree}, 0 for none */
    private record Version(long number, @Nullable String region) {}

    private record Known(Version version, ZoneTree tree) {}

    /** The newest tree. */
    public ZoneTree of(int companyId) {
        Version version = transactions
                .look(companyId, """
                        select coalesce((select tree from fairlead.zone_work), 0) as tree, body ->> 'region' as region
                          from fairlead.company
                        """, (row, n) -> new Version(row.getLong("tree"), row.getString("region")))
                .getFirst();
        if (version.number() == 0) {
            return ZoneTree.NONE;
        }
        Known known = read.get(companyId);
        if (known == null || !known.version().equals(version)) {
            known = new Known(version, new ZoneTree(transactions.inCompany(companyId, rows::all), version.region()));
            read.put(companyId, known);
        }
        return known.tree();
    }

    /**
     * Gives a lead that comes in its zone, as {@link ZoneTree#settleNew} does.
     *
     * @param fields its further fields
     */
    public void settleNew(int companyId, Map<String, Object> fields) {
        boolean says = ZoneTree.isSaidIn(fields);
        (says ? of(companyId) : ZoneTree.NONE).settleNew(fields);
    }

    /** The fields that say where a lead is, which every company has that has zones. */
    public Set<String> fields(int companyId) {
        Set<String> fields = new LinkedHashSet<>();
        if (!of(companyId).isEmpty()) {
            fields.addAll(Address.FIELDS);
            fields.add("zone");
        }
        return fields;
    }

    /** The key of the zone that the address in a lead's further fields lies in; null for none. */
    public @Nullable String found(int companyId, Map<String, ?> fields) {
        return of(companyId).find(Address.of(fields)).orElse(null);
    }

    /** Gives a lead that was corrected its zone, as {@link ZoneTree#settleAgain} does. */
    public void settleAgain(int companyId, Map<String, Object> fields, Set<String> corrected) {
        (ZoneTree.speaksOf(corrected) ? of(companyId) : ZoneTree.NONE).settleAgain(fields, corrected);
    }
}

package io.fairlead.bench;

import io.fairlead.server.desk.Doing;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Measures whether decisions are as quick with many leads in the base, and with many that wait. */
final class LiveFlat {
    private static final int FREED = 20;

    private final LiveServer server;
    private final LiveServer.Node node;
    private final LiveServer.Node other;

    LiveFlat(LiveServer server, LiveServer.Node node, LiveServer.Node other) {
        this.server = server;
        this.node = node;
        this.other = other;
    }

    /** A company, and one of few leads measured by turns with it in the same tables; {@code ratios} of each round. */
    record Beside(String what, Timing company, Timing near, List<Double> ratios) {}

    /**
     * What was measured.
     *
     * @param fillSeconds putting the leads there
     * @param takeUpMillis taking up the desk with the waiting leads for the first time
     * @param reloadMillis the first lead after the other node did something
     * @param reloadFewMillis the same without waiting leads
     * @param freed closing a lead so that one of the waiting ones is given, beside the company's own arrivals
     */
    record Flat(
            Beside few,
            Beside large,
            Beside waiting,
            double fillSeconds,
            double takeUpMillis,
            double reloadMillis,
            double reloadFewMillis,
            Timing freed) {

        /** What is kept of the speed with few leads. */
        double kept(Beside one) {
            return LiveBench.median(one.ratios()) / LiveBench.median(few.ratios());
        }
    }

    Flat measure(LiveBench.Sizes sizes) throws SQLException {
        var near = LiveCompany.found(node, LiveCompany.HOT);
        var large = LiveCompany.found(node, LiveCompany.HOT);
        near.timed(1, sizes.warm(), 1);
        large.timed(1, sizes.calls(), 1);
        server.fill("vacuum analyze");
        var few = beside("few leads", large, near, sizes);
        long start = System.nanoTime();
        fill(large.id(), sizes.many(), false);
        double fillSeconds = (System.nanoTime() - start) / 1e9;
        large.give(1);
        var with = beside("%,d leads".formatted(sizes.many()), large, near, sizes);

        var jam = LiveCompany.found(node, LiveCompany.JAM);
        var held = jam.giveOf("jam");
        jam.giveOf("jam");
        reload(jam);
        double reloadFew = reload(jam);
        start = System.nanoTime();
        fill(jam.id(), sizes.waiting(), true);
        fillSeconds += (System.nanoTime() - start) / 1e9;
        double takeUp = reload(jam);
        reload(jam);
        double reload = reload(jam);
        var waiting = beside("%,d leads that wait in another rule".formatted(sizes.waiting()), jam, near, sizes);
        long[] open = {held.lead(), held.lead() + 1};
        var freed = Timing.of(1, FREED, 1, i -> {
            jam.perform(List.of(new Doing.StatusSet(open[0], "won", null)));
            open[0] = open[1];
            open[1] = i == 0 ? FIRST : open[1] + 1;
        });
        return new Flat(few, with, waiting, fillSeconds, takeUp, reload, reloadFew, freed);
    }

    /** Both companies by turns. */
    private static Beside beside(String what, LiveCompany company, LiveCompany near, LiveBench.Sizes sizes) {
        var mine = Timing.NONE;
        var theirs = Timing.NONE;
        var ratios = new ArrayList<Double>();
        // After a checkpoint, what is first written of each page is written whole.
        company.timed(1, sizes.calls(), 1);
        near.timed(1, sizes.calls(), 1);
        for (int round = 0; round < sizes.rounds(); round++) {
            var one = company.timed(1, sizes.calls(), 1);
            var other = near.timed(1, sizes.calls(), 1);
            mine = mine.and(one);
            theirs = theirs.and(other);
            ratios.add(one.rate() / other.rate());
        }
        return new Beside(what, mine, theirs, ratios);
    }

    /** Milliseconds of the first lead after another node did something. */
    private double reload(LiveCompany company) {
        company.on(other).giveOf("web");
        return Timing.of(1, 1, 1, i -> company.giveOf("web")).millis(1);
    }

    private static final long FIRST = 1_000_001;

    /**
     * Copies of the company's second lead, each with a contact of its own, open and hot or closed and cold. So many
     * batches have gone by then that all of it is read again.
     */
    private void fill(int company, int leads, boolean hot) throws SQLException {
        var numbers = "generate_series(%d, %d) as n".formatted(FIRST, FIRST + leads - 1);
        server.fill(
                "set maintenance_work_mem = '256MB'",
                """
                create temp table later as
                    select indexrelid::regclass::text as name, replace(pg_get_indexdef(indexrelid), ' ON ONLY ', ' ON ') as sql
                      from pg_index where not indisunique
                       and indrelid in ('fairlead.lead'::regclass, 'fairlead.contact_key'::regclass)
                """,
                each("drop index ' || name"),
                """
                insert into fairlead.contact (company_id, id, name, owner_id, former, created_at)
                select company_id, n, name, owner_id, former, created_at from fairlead.contact, %s
                 where company_id = %d and id = 2
                """.formatted(numbers, company),
                """
                insert into fairlead.contact_key (company_id, kind, value, contact_id)
                select %d, 'phone', '+3944' || n, n from %s
                """.formatted(company, numbers),
                """
                insert into fairlead.lead (company_id, id, created_at, source, status, closed, state, rule, owner_id,
                                           contact_id, listing, name, phone, email, custom)
                select company_id, n, created_at, source, case when %b then status else 'won' end, not %b, state, rule,
                       owner_id, n, listing, name, '+3944' || n, n || '@mail.example', custom
                  from fairlead.lead, %s where company_id = %d and id = 2
                """.formatted(hot, hot, numbers, company),
                """
                insert into fairlead.desk_lead (company_id, lead_id, turn, hot, state)
                select company_id, n, turn, %b, state from fairlead.desk_lead, %s where company_id = %d and lead_id = 2
                """.formatted(hot, numbers, company),
                """
                update fairlead.desk set seq = seq + 1000000, leads = %1$d, contacts = %1$d where company_id = %2$d
                """.formatted(FIRST + leads - 1, company),
                each("' || sql"),
                "vacuum analyze",
                "checkpoint");
    }

    /** Does something for each index that is left out while rows are put in: made afterwards, it takes half the time. */
    private static String each(String sql) {
        return """
                do $$ declare name text; sql text;
                begin for name, sql in select * from later loop execute '%s; end loop; end $$
                """.formatted(sql);
    }
}

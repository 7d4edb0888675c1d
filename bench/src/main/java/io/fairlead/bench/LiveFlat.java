package io.fairlead.bench;

import io.fairlead.server.desk.Doing;
import java.sql.SQLException;
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

    /**
     * What was measured. {@code near} is a company of few leads, measured at the same time in the same tables.
     *
     * @param takeUpMillis taking up the desk with the waiting leads for the first time
     * @param reloadMillis the first lead after the other node did something
     * @param reloadFewMillis the same without waiting leads
     * @param freed closing a lead so that one of the waiting ones is given, beside the company's own arrivals
     */
    record Flat(
            Timing before,
            Timing nearBefore,
            Timing with,
            Timing nearWith,
            Timing waiting,
            Timing nearWaiting,
            double takeUpMillis,
            double reloadMillis,
            double reloadFewMillis,
            Timing freed) {}

    Flat measure(LiveBench.Sizes sizes) throws SQLException {
        var near = LiveCompany.found(node, LiveCompany.HOT);
        var large = LiveCompany.found(node, LiveCompany.HOT);
        near.timed(1, sizes.calls(), 1);
        large.timed(1, sizes.calls(), 1);
        var before = beside(large, near, sizes);
        fill(large.id(), sizes.many(), false);
        large.give(1);
        var with = beside(large, near, sizes);

        var jam = LiveCompany.found(node, LiveCompany.JAM);
        var held = jam.giveOf("jam");
        jam.giveOf("jam");
        reload(jam);
        double reloadFew = reload(jam);
        fill(jam.id(), sizes.waiting(), true);
        double takeUp = reload(jam);
        reload(jam);
        double reload = reload(jam);
        var waiting = beside(jam, near, sizes);
        long[] open = {held.lead(), held.lead() + 1};
        var freed = Timing.of(1, FREED, 1, i -> {
            jam.perform(List.of(new Doing.StatusSet(open[0], "won", null)));
            open[0] = open[1];
            open[1] = i == 0 ? FIRST : open[1] + 1;
        });
        return new Flat(
                before[0], before[1], with[0], with[1], waiting[0], waiting[1], takeUp, reload, reloadFew, freed);
    }

    /** Both companies by turns. */
    private static Timing[] beside(LiveCompany company, LiveCompany near, LiveBench.Sizes sizes) {
        var both = new Timing[] {Timing.NONE, Timing.NONE};
        for (int round = 0; round < sizes.rounds(); round++) {
            both[0] = both[0].and(company.timed(1, sizes.calls(), 1));
            both[1] = both[1].and(near.timed(1, sizes.calls(), 1));
        }
        return both;
    }

    /** Milliseconds of the first lead after another node did something. */
    private double reload(LiveCompany company) {
        company.on(other).giveOf("web");
        return Timing.of(1, 1, 1, i -> company.giveOf("web")).millis(1);
    }

    private static final long FIRST = 1_000_001;

    /** Copies of the company's second lead, each with a contact of its own, open and hot or closed and cold. */
    private void fill(int company, int leads, boolean hot) throws SQLException {
        var numbers = "generate_series(%d, %d) as n".formatted(FIRST, FIRST + leads - 1);
        server.fill(
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
                update fairlead.desk set seq = seq + 1, leads = %1$d, contacts = %1$d where company_id = %2$d
                """.formatted(FIRST + leads - 1, company),
                "vacuum analyze fairlead.lead_shared",
                "vacuum analyze fairlead.contact",
                "vacuum analyze fairlead.contact_key",
                "vacuum analyze fairlead.desk_lead",
                "checkpoint");
    }
}

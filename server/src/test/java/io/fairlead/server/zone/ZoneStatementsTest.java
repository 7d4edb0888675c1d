package io.fairlead.server.zone;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.server.ApplicationRole;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The plans by which leads of a zone are found, as the application's role sees a large company beside another. */
class ZoneStatementsTest {
    private static final int LEADS = Integer.getInteger("zone.leads", 150_000);

    private static ApplicationRole application;

    /** 10 regions with 10 provinces each with 10 towns; a lead in eleven is in none. */
    @BeforeAll
    static void fill() throws SQLException {
        application = new ApplicationRole();
        for (int company = 1; company <= 2; company++) {
            application.found(company, """
                    insert into fairlead.zone (id, parent, path, key, name)
                        select n, 0, array[n], 'r' || n, 'r' from generate_series(1, 10) n;
                    insert into fairlead.zone (id, parent, path, key, name)
                        select 10 + n, 1 + (n - 1) / 10, array[1 + (n - 1) / 10, 10 + n], 'p' || n, 'p'
                          from generate_series(1, 100) n;
                    insert into fairlead.zone (id, parent, path, key, name)
                        select 110 + n, p.id, p.path || 110 + n, 't' || n, 't'
                          from generate_series(1, 1000) n join fairlead.zone p
                            on p.company_id = %1$d and p.id = 11 + (n - 1) / 10;
                    insert into fairlead.lead (id, created_at, source, status, state, contact_id, name, custom)
                    select n, timestamptz '2026-01-01' + n * interval '1 minute', 'web',
                           (array['new', 'called', 'visit', 'won', 'rare'])[case when n %% 997 = 0 then 5 else 1 + n * 7 %% 4 end],
                           'unassigned', n, 'Name ' || n,
                           case when n %% 11 = 0 then '{}'::jsonb
                                else jsonb_build_object('zone', 't' || 1 + (n * 7919::bigint) %% 1000) end
                      from generate_series(1, %2$d) n;
                    """.formatted(company, company == 2 ? LEADS / 10 : LEADS));
        }
        application.fill("vacuum (analyze) fairlead.lead_shared, fairlead.zone, fairlead.zone_count");
    }

    @AfterAll
    static void close() {
        application.close();
    }

    @Test
    void aPageOfAZoneReadsLittleMoreThanItself() {
        for (String in : new String[] {"zone1 = 3", "zone2 = 33", "zone3 = 333", "zone1 = 0"}) {
            assertThat(buffers(page(in, ""))).as(in).isLessThan(300);
            assertThat(buffers(page(in, " and id < " + LEADS / 2))).as(in).isLessThan(300);
            assertThat(buffers(page(in, " and status = 'called'"))).as(in).isLessThan(400);
        }
    }

    @Test
    void aRareStatusIsFoundInTheIndexOfAZone() {
        assertThat(buffers(page("zone1 = 3", " and status = 'rare'"))).isLessThan(LEADS / 400);
        assertThat(buffers(count("zone1 = 3", " and status = 'rare'"))).isLessThan(LEADS / 400);
        assertThat(buffers(page("zone2 = 33", " and status = 'rare'"))).isLessThan(300);
    }

    @Test
    void aZoneIsCountedInItsIndex() {
        assertThat(buffers(count("zone1 = 3", ""))).isLessThan(2000);
        assertThat(buffers(count("zone2 = 33", " and status = 'new'"))).isLessThan(300);
    }

    @Test
    void theKeptCountsAreThoseOfTheLeads() {
        JdbcClient jdbc = application.jdbc();
        assertThat(jdbc.sql(
                                "select sum(leads) from fairlead.zone_count where zone in (select id from fairlead.zone where parent = 0)")
                        .query(Long.class)
                        .single())
                .isEqualTo(LEADS - LEADS / 11);
        assertThat(buffers("select status, leads from fairlead.zone_count where zone = 33"))
                .isLessThan(20);
        String recounted =
                "select md5(string_agg(zone || status || leads, ',' order by zone, status)) from fairlead.zone_count";
        String kept = jdbc.sql(recounted).query(String.class).single();
        jdbc.sql("select fairlead.recount_zones()::text").query(String.class).list();
        assertThat(jdbc.sql(recounted).query(String.class).single()).isEqualTo(kept);
    }

    private static String page(String in, String and) {
        return "select id, name, status from fairlead.lead where company_id = 1 and " + in + and
                + " order by id desc limit 101";
    }

    private static String count(String in, String and) {
        return "select count(*) from (select from fairlead.lead where company_id = 1 and " + in + and
                + " limit 10001) x";
    }

    private static long buffers(String sql) {
        return application.buffers(sql, Map.of());
    }
}

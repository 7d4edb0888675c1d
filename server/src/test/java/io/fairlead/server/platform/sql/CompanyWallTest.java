package io.fairlead.server.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.server.TestServer;
import io.fairlead.server.platform.DatabaseAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tries to look over the wall between two companies as the application does, table by table. */
class CompanyWallTest {
    private static final DatabaseAddress OWNER = TestServer.freshDatabase();
    private static final DatabaseAddress APPLICATION = Schema.prepare(OWNER);

    /** A row in every table, for two companies; a table without one fails the tests below. */
    @BeforeAll
    static void fill() {
        for (int company = 1; company <= 2; company++) {
            TestServer.execute(OWNER, """
                    select set_config('fairlead.company', '%1$d', false);
                    insert into fairlead.company (company_id, name, timezone, id_seed)
                        overriding system value values (%1$d, 'company %1$d', 'Europe/Rome', 0);
                    insert into fairlead.app_user (id, key, name, role) overriding system value values (%1$d, 'anna', 'Anna', 'operator');
                    insert into fairlead.setting (kind, key, body) values ('team', 'north', '{}');
                    insert into fairlead.absence (user_id, "from", "to") values (%1$d, '2026-12-01', '2026-12-02');
                    insert into fairlead.rule_version (version, rules) values (1, '[]');
                    insert into fairlead.rule_draft (rules, based_on) values ('[]', 1);
                    insert into fairlead.presence (user_id, online, since, seen_at) values (%1$d, true, now(), now());
                    insert into fairlead.contact (id, created_at) values (1, now());
                    insert into fairlead.contact_key (kind, value, contact_id) values ('email', 'l@example.com', 1);
                    insert into fairlead.lead (id, created_at, state, contact_id) values (1, now(), 'waiting', 1);
                    insert into fairlead.desk (at) values (now());
                    insert into fairlead.desk_batch (seq, at, told) values (1, now(), '[]');
                    insert into fairlead.desk_change (seq, leads, contacts) values (1, '{1}', '{1}');
                    insert into fairlead.desk_lead (lead_id, turn, hot, state) values (1, 1, true, '{}');
                    insert into fairlead.ledger (shared, name, user_id) values (false, 'all', %1$d);
                    insert into fairlead.ledger_day (day, shared, name, user_id) values ('2026-11-23', false, 'all', %1$d);
                    insert into fairlead.correction (at, who, kind, reason, shared, name)
                        values (now(), %1$d, 'annulled', 'spam', false, 'all');
                    insert into fairlead.verification (at, who, seconds, report) values (now(), %1$d, 1, '{}');
                    insert into fairlead.tally (what, user_id, span, period, amount) values ('open', %1$d, 'all', 0, 1);
                    insert into fairlead.rule_turn (rule, user_id, turn, at) values ('all', %1$d, 1, now());
                    insert into fairlead.decision (id, lead_id, at, how, settings_seq) values (1, 1, now(), 'turns', 1);
                    insert into fairlead.settings_version (seq, at, document, people) values (1, now(), '{}', '{}');
                    insert into fairlead.mail (recipient, subject, body, message_id) values ('a@example.com', '', '/leads/x', '<1@x>');
                    insert into fairlead.seal (id, first, last, previous, hash) values (1, 1, 1, '', sha256(''));
                    insert into fairlead.decision_seal (decision_id, payload_hash) values (1, sha256(''));
                    """.formatted(company));
            fillBesideTheDesk(company);
        }
    }

    private static void fillBesideTheDesk(int company) {
        TestServer.execute(OWNER, """
                select set_config('fairlead.company', '%1$d', false);
                insert into fairlead.source (key, name, kind, seal, created_at) values ('crm', 'CRM', 'api', '', now());
                insert into fairlead.submission (source, key, body, quarantined, at)
                    values ('crm', '1', sha256('x'), 1, now());
                insert into fairlead.quarantined (source, body, trusted, reasons, at) values ('crm', '{}', true, '[]', now());
                insert into fairlead.consent (lead_id, at, locale, text, origin) values (1, now(), 'en', 'Yes', '');
                insert into fairlead.manual_entry (lead_id, user_id, at) values (1, %1$d, now());
                insert into fairlead.relay (value) values ('@portal.example');
                insert into fairlead.watchdog (tx) values ('1');
                insert into fairlead.watched_lead (lead_id) values (1);
                insert into fairlead.replay_checkpoint (seq, at, arrival, state) values (1, now(), 1, '{}');
                insert into fairlead.replay_lead (lead_id, seq, holder, status, state) values (1, 1, 0, '', '{}');
                insert into fairlead.replay_contact (contact_id, seq, owner, former) values (1, 1, 0, '{}');
                insert into fairlead.replay_listing (listing_id, seq, state) values ('flat', 1, '[]');
                insert into fairlead.listing_tally (listing, what, of, user_id, day, amount)
                    values ('flat', 'activity', 'lead-assigned', %1$d, 20000, 1);
                insert into fairlead.task (lead_id, kind, due_at, user_id, created_by, created_at)
                    values (1, 'callback', now(), %1$d, %1$d, now());
                insert into fairlead.lead_worker (lead_id, user_id, added_by, added_at) values (1, %1$d, %1$d, now());
                insert into fairlead.lead_file (lead_id, name, bytes, place, added_by, added_at)
                    values (1, 'a.txt', 1, 'abcdefghijklmnopqrstuvwxyz', %1$d, now());
                """.formatted(company));
        fillListsAndFiles(company);
        fillTheRest(company);
    }

    private static void fillListsAndFiles(int company) {
        TestServer.execute(OWNER, """
                select set_config('fairlead.company', '%1$d', false);
                insert into fairlead.bulk (origin, way, state, made_by) values ('selection', 'rules', 'planned', %1$d);
                insert into fairlead.bulk_lead (bulk_id, lead_id) select max(id), 1 from fairlead.bulk where company_id = %1$d;
                insert into fairlead.lead_view (name, made_by, reach, shape) values ('hot', %1$d, 'own', '{}');
                insert into fairlead.lead_view_user (view_id, user_id) select max(id), %1$d from fairlead.lead_view where company_id = %1$d;
                insert into fairlead.lead_view_lead (view_id, lead_id) select max(id), 1 from fairlead.lead_view where company_id = %1$d;
                insert into fairlead.list_state (user_id, state) values (%1$d, '{}');
                insert into fairlead.import (name, place, bytes, state, made_by, made_at)
                    values ('a.csv', 'a', 1, 'ready', %1$d, now());
                insert into fairlead.import_row (import_id, "row", state)
                    select max(id), 1, 'made' from fairlead.import where company_id = %1$d;
                insert into fairlead.export (name, place, shape, state, made_by, made_at)
                    values ('a', 'a', '{}', 'ready', %1$d, now());
                insert into fairlead.import_mapping (fingerprint, format, columns, choice, used_at)
                    values ('a', '{}', '[]', '{}', now());
                """.formatted(company));
    }

    private static void fillTheRest(int company) {
        TestServer.execute(OWNER, """
                select set_config('fairlead.company', '%1$d', false);
                insert into fairlead.event (kind) values ('tested');
                insert into fairlead.field_index (field, kind) values ('budget', 'number');
                insert into fairlead.erasure (id, contact_id, since, at, why)
                    overriding system value values (1, 1, now(), now(), 'asked');
                insert into fairlead.erased_lead (lead_id, erasure_id) values (1, 1);
                insert into fairlead.erasure_due (contact_id, since) values (1, now());
                insert into fairlead.audit (at, kind) values (now(), 'signed-in');
                insert into fairlead.notice (user_id, kind, bundle, begun_at, at, shown, quiet)
                    values (%1$d, 'assigned', 'given:', now(), now(), true, false);
                insert into fairlead.notice_choice (user_id) values (%1$d);
                insert into fairlead.zone (id, path, key, name) values (1, '{1}', 'north', 'North');
                insert into fairlead.zone_work default values;
                """.formatted(company));
    }

    @Test
    void everyTableHoldsRowsOfBothCompanies() throws SQLException {
        for (String table : tables()) {
            try (Connection owner = TestServer.connect(OWNER)) {
                assertThat(companies(owner, table)).as(table).containsExactlyInAnyOrder(1, 2);
            }
        }
    }

    @Test
    void withoutACompanyNothingIsSeen() throws SQLException {
        for (String table : tables()) {
            try (Connection application = TestServer.connect(APPLICATION)) {
                assertThat(companies(application, table)).as(table).isEmpty();
                application.createStatement().execute("select set_config('fairlead.company', '', false)");
                assertThat(companies(application, table)).as(table).isEmpty();
            }
        }
    }

    @Test
    void withACompanyOnlyItsRowsAreSeen() throws SQLException {
        for (String table : tables()) {
            try (Connection application = TestServer.connect(APPLICATION)) {
                application.createStatement().execute("select set_config('fairlead.company', '1', false)");
                assertThat(companies(application, table)).as(table).containsExactly(1);
            }
        }
    }

    @Test
    void rowsCannotBeMovedIntoAnotherCompany() throws SQLException {
        for (String table : tables()) {
            try (Connection application = TestServer.connect(APPLICATION);
                    Statement statement = application.createStatement()) {
                statement.execute("select set_config('fairlead.company', '1', false)");
                assertThatThrownBy(() -> statement.execute("update " + table + " set company_id = 2"))
                        .as(table)
                        .hasMessageMatching(
                                "(?s).*(row-level security|permission denied|only be updated to DEFAULT).*");
            }
        }
    }

    @Test
    void rowsCannotBePutIntoAnotherCompany() throws SQLException {
        try (Connection application = TestServer.connect(APPLICATION);
                Statement statement = application.createStatement()) {
            statement.execute("select set_config('fairlead.company', '1', false)");
            assertThatThrownBy(() ->
                            statement.execute("insert into fairlead.event (company_id, kind) values (2, 'forged')"))
                    .hasMessageContaining("row-level security");
        }
    }

    @Test
    void theCompanyOfATransactionEndsWithIt() throws SQLException {
        try (Connection application = TestServer.connect(APPLICATION);
                Statement statement = application.createStatement()) {
            application.setAutoCommit(false);
            statement.execute("select set_config('fairlead.company', '1', true)");
            assertThat(companies(application, "fairlead.company")).containsExactly(1);
            application.commit();
            assertThat(companies(application, "fairlead.company")).isEmpty();
        }
    }

    private static Set<String> tables() throws SQLException {
        try (Connection owner = TestServer.connect(OWNER)) {
            return Catalogue.tenantTables(owner);
        }
    }

    private static Set<Integer> companies(Connection connection, String table) throws SQLException {
        Set<Integer> found = new TreeSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select company_id from " + table)) {
            while (rows.next()) {
                found.add(rows.getInt(1));
            }
        }
        return found;
    }
}

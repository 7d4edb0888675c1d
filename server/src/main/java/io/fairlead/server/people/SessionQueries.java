package io.fairlead.server.people;

import io.fairlead.server.company.Companies;
import io.fairlead.server.company.Company;
import io.fairlead.server.platform.http.Permission;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.platform.sql.Transactions;
import java.util.Currency;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class SessionQueries {
    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Companies companies;

    SessionQueries(JdbcClient jdbc, Transactions transactions, Companies companies) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.companies = companies;
    }

    record Session(SessionUser user, SessionCompany company, SessionCan can) {}

    record SessionUser(
            String id, String key, String name, @Nullable String email, String locale, String role) {}

    /** @param currency of amounts, in three letters: that of the company's region; null without one */
    record SessionCompany(
            String id,
            String name,
            String timezone,
            String locale,
            @Nullable String currency) {}

    record SessionCan(
            boolean simulate,
            boolean tokens,
            boolean managePeople,
            boolean manageRoles,
            boolean manageCompany,
            boolean attend,
            boolean rules,
            boolean settingsFile,
            boolean manageIntake,
            boolean workLeads,
            boolean handOver,
            boolean importLeads,
            boolean exportLeads,
            boolean watchLeads,
            boolean personalData,
            boolean audit,
            boolean ownBalance) {}

    private record Row(
            String key,
            String name,
            @Nullable String email,
            String locale,
            @Nullable String region) {}

    /** Who is signed in, where, and what they may do. */
    Session of(SignedIn me, Predicate<Permission> may) {
        return transactions.inCompany(me.companyId(), () -> {
            Row user = user(me);
            Company company = companies.current();
            Ids ids = Ids.of(me.idSeed());
            return new Session(
                    new SessionUser(
                            ids.show(Ids.Kind.USER, me.userId()),
                            user.key(),
                            user.name(),
                            user.email(),
                            user.locale(),
                            me.role().word()),
                    new SessionCompany(
                            ids.show(Ids.Kind.COMPANY, me.companyId()),
                            company.name(),
                            company.timezone(),
                            company.locale(),
                            currency(user.region())),
                    new SessionCan(
                            may.test(Permission.SIMULATE),
                            may.test(Permission.TOKENS),
                            may.test(Permission.MANAGE_PEOPLE),
                            may.test(Permission.MANAGE_ROLES),
                            may.test(Permission.MANAGE_COMPANY),
                            may.test(Permission.ATTEND),
                            may.test(Permission.MANAGE_RULES),
                            may.test(Permission.SETTINGS_FILE),
                            may.test(Permission.MANAGE_INTAKE),
                            may.test(Permission.WORK_LEADS),
                            may.test(Permission.HAND_OVER),
                            may.test(Permission.IMPORT_LEADS),
                            may.test(Permission.EXPORT_LEADS),
                            may.test(Permission.WATCH_LEADS),
                            may.test(Permission.PERSONAL_DATA),
                            may.test(Permission.AUDIT),
                            may.test(Permission.WORK_LEADS) && companies.work().ownBalance()));
        });
    }

    private Row user(SignedIn me) {
        return jdbc.sql("""
                        select key, name, email, locale, (select body ->> 'region' from fairlead.company) as region
                          from fairlead.app_user where id = ? and active
                        """).param(me.userId()).query(Row.class).optional().orElseThrow(Refusal::signedOut);
    }

    /** None where people have no money of their own, as in Antarctica. */
    private static @Nullable String currency(@Nullable String region) {
        Currency currency = region == null ? null : Currency.getInstance(Locale.of("", region));
        return currency == null ? null : currency.getCurrencyCode();
    }
}

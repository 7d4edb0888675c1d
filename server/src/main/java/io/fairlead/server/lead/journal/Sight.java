package io.fairlead.server.lead.journal;

import io.fairlead.server.company.Companies;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Permission;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whose work on leads somebody sees, as the company has chosen. In the company's transaction under way. Thread-safe. */
@Component
class Sight {
    private final JdbcClient jdbc;
    private final Companies companies;

    Sight(JdbcClient jdbc, Companies companies) {
        this.jdbc = jdbc;
        this.companies = companies;
    }

    /** The users whose work they see; null for everybody's. */
    @Nullable
    List<Long> of(SignedIn me) {
        if (me.role().permits(Permission.MANAGE_PEOPLE)) {
            return null;
        }
        return switch (companies.work().history()) {
            case ALL -> null;
            case OWN -> List.of(me.userId());
            case GROUP -> group(me.userId());
        };
    }

    /** Everybody who is in a team with a user, and the user. */
    private List<Long> group(long user) {
        return jdbc.sql("""
                        select o.id from fairlead.app_user o
                         where o.id = :me or o.key in (
                               select m.key from fairlead.setting s
                                      cross join lateral jsonb_array_elements_text(s.body -> 'members') m (key)
                                where s.kind = 'team' and jsonb_exists(s.body -> 'members',
                                      (select u.key from fairlead.app_user u where u.id = :me)))
                        """)
                .param("me", user)
                .query(Long.class)
                .list();
    }
}

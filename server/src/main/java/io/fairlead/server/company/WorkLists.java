package io.fairlead.server.company;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whose lists a manager has fixed: they see the leads of those lists and no others. Thread-safe. */
@Component
public class WorkLists {
    /** That a list {@code v} is there for the user {@code :me}, who made it, or whose team's or whose work list it is. */
    public static final String HAS = """
            (v.made_by = :me or v.reach = 'all'
             or exists (select from fairlead.lead_view_user u
                         where u.company_id = v.company_id and u.view_id = v.id and u.user_id = :me)
             or (v.reach = 'team' and exists (
                 select from fairlead.setting s join fairlead.app_user me on me.id = :me
                  where s.kind = 'team' and s.key = any (v.teams) and jsonb_exists(s.body -> 'members', me.key))))
            """;

    private final JdbcClient jdbc;

    WorkLists(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether one of a user's lists is fixed, for users who do not hand over leads. In a transaction under way. */
    public boolean areFixed(long user) {
        return jdbc.sql("select exists (select from fairlead.lead_view v where v.fixed and v.reach <> 'own' and " + HAS
                        + ")")
                .param("me", user)
                .query(Boolean.class)
                .single();
    }
}

package io.fairlead.server.people;

import io.fairlead.server.platform.http.Permission;
import java.util.Locale;
import java.util.Set;

/** What a user is in the company, and what that permits. */
public enum Role {
    ADMINISTRATOR,
    MANAGER,
    OPERATOR,
    INTEGRATION;

    public boolean permits(Permission permission) {
        return permissions().contains(permission);
    }

    Set<Permission> permissions() {
        return switch (this) {
            case ADMINISTRATOR ->
                Set.of(
                        Permission.SIMULATE,
                        Permission.TOKENS,
                        Permission.METRICS,
                        Permission.WORK_LEADS,
                        Permission.WATCH_LEADS,
                        Permission.MANAGE_PEOPLE,
                        Permission.MANAGE_ROLES,
                        Permission.INVITE,
                        Permission.ATTEND);
            case MANAGER ->
                Set.of(
                        Permission.SIMULATE,
                        Permission.TOKENS,
                        Permission.WORK_LEADS,
                        Permission.WATCH_LEADS,
                        Permission.MANAGE_PEOPLE,
                        Permission.INVITE,
                        Permission.ATTEND);
            case OPERATOR -> Set.of(Permission.ATTEND, Permission.WORK_LEADS);
            case INTEGRATION -> Set.of(Permission.SIMULATE, Permission.METRICS);
        };
    }

    /** The name in the database and the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Role of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}

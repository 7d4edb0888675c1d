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
                        Permission.MANAGE_RULES,
                        Permission.SETTINGS_FILE);
            case MANAGER ->
                Set.of(Permission.SIMULATE, Permission.TOKENS, Permission.MANAGE_RULES, Permission.SETTINGS_FILE);
            case OPERATOR -> Set.of();
            case INTEGRATION -> Set.of(Permission.SIMULATE, Permission.METRICS, Permission.SETTINGS_FILE);
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

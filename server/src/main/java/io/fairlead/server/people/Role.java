package io.fairlead.server.people;

import io.fairlead.server.platform.http.Permission;
import java.util.EnumSet;
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
            case ADMINISTRATOR -> EnumSet.complementOf(EnumSet.of(Permission.ANYONE, Permission.SIGNED_IN));
            case MANAGER ->
                Set.of(
                        Permission.SIMULATE,
                        Permission.TOKENS,
                        Permission.MANAGE_PEOPLE,
                        Permission.MANAGE_COMPANY,
                        Permission.INVITE,
                        Permission.ATTEND,
                        Permission.MANAGE_RULES,
                        Permission.SETTINGS_FILE,
                        Permission.INTAKE,
                        Permission.MANAGE_INTAKE,
                        Permission.WORK_LEADS,
                        Permission.HAND_OVER,
                        Permission.IMPORT_LEADS,
                        Permission.EXPORT_LEADS,
                        Permission.WATCH_LEADS,
                        Permission.AUDIT);
            case OPERATOR -> Set.of(Permission.ATTEND, Permission.WORK_LEADS);
            case INTEGRATION ->
                Set.of(Permission.SIMULATE, Permission.METRICS, Permission.SETTINGS_FILE, Permission.INTAKE);
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

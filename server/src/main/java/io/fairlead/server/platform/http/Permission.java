package io.fairlead.server.platform.http;

import java.util.Locale;

/** What a request may need. Roles give permissions; handlers name the one they need with {@link Allow}. */
public enum Permission {
    /** Needs nothing: open to everybody. */
    ANYONE,
    /** Every person who signed in, and every program that acts as one. */
    SIGNED_IN,
    /** Try settings on made-up or past leads. */
    SIMULATE,
    /** Make and delete one's own API tokens. */
    TOKENS,
    /** Change users, their absences, schedules, teams, listings and fields. */
    MANAGE_PEOPLE,
    /** Say what users may do, and change those who may do more than an operator. */
    MANAGE_ROLES,
    /** Say what the company is called, where it is, and how its people work. */
    MANAGE_COMPANY,
    /** Hand out the links by which people choose their password. */
    INVITE,
    /** Be on duty: one's own presence and absences. */
    ATTEND,
    /** Write, try and publish the rules of distribution. */
    MANAGE_RULES,
    /** Read and apply the company's settings file, and bring the contacts it may name. */
    SETTINGS_FILE,
    /** Send leads in. */
    INTAKE,
    /** Set up sources and forms; look after the quarantine. */
    MANAGE_INTAKE,
    /** See the company's leads, type some in, and work them. */
    WORK_LEADS,
    /** Hand many leads over at once, and undo that. */
    HAND_OVER,
    /** See what the watchdog found. */
    WATCH_LEADS,
    /** Export and erase people, and say how long what is kept. */
    PERSONAL_DATA,
    /** See who saw, changed and exported what. */
    AUDIT,
    /** Read the server's metrics. */
    METRICS;

    /** The name in the API and as a granted authority. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

package io.fairlead.server.platform;

/**
 * Where a database is and who signs in to it.
 *
 * @param url a JDBC address without user and password
 */
public record DatabaseAddress(String url, String user, String password) {
    /** The same database for another user. */
    public DatabaseAddress as(String otherUser, String otherPassword) {
        return new DatabaseAddress(url, otherUser, otherPassword);
    }

    /** Without password and parameters, so that it can stand in a message. */
    @Override
    public String toString() {
        return user + "@" + url.replaceFirst("\\?.*", "");
    }
}

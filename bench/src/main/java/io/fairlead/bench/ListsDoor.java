package io.fairlead.bench;

import io.fairlead.server.Installation;
import io.fairlead.server.platform.DatabaseAddress;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;

/**
 * The way in to a server as the administrator of its largest company, over connections that stay open. It reads answers as
 * cheaply as can be: what a client spends on the same processors would be taken for the server's.
 */
final class ListsDoor {
    private static final long IDLE = 5_000_000_000L;

    private final int port;
    private final Map<String, String> cookies = new ConcurrentHashMap<>();

    ListsDoor(int port) {
        this.port = port;
    }

    /** @param version of the lead it is about; empty for none */
    record Answer(int status, String version, String text) {}

    /** Signs in as a person whose password nobody here knows: for that moment they have another one. */
    void signIn(Installation installation, int company) throws SQLException, IOException {
        var owner = installation.owner();
        var password = UUID.randomUUID().toString();
        try (var connection = DriverManager.getConnection(owner.url(), owner.user(), owner.password())) {
            var email = one(connection, """
                    select s.email from shared.sign_in s join fairlead.app_user u using (company_id)
                     where company_id = %d and u.id = s.user_id and u.role = 'administrator' order by u.id limit 1
                    """.formatted(company));
            var before = one(connection, "select password from shared.sign_in where email = '" + email + "'");
            try (var line = line();
                    var set = connection.prepareStatement("update shared.sign_in set password = ? where email = ?")) {
                line.ask("GET", "/api/session", "", "");
                set.setString(
                        1,
                        "{pbkdf2}"
                                + Pbkdf2PasswordEncoder.defaultsForSpringSecurity_v5_8()
                                        .encode(password));
                set.setString(2, email);
                set.execute();
                try {
                    var answer = line.ask(
                            "POST",
                            "/api/session",
                            "{\"email\": \"%s\", \"password\": \"%s\"}".formatted(email, password),
                            "");
                    expect(answer, 204);
                } finally {
                    set.setString(1, before);
                    set.execute();
                }
                expect(line.ask("GET", "/api/session", "", ""), 200);
            }
        }
    }

    static void expect(Answer answer, int status) {
        if (answer.status() != status) {
            throw new IllegalStateException(answer.status() + ": " + answer.text());
        }
    }

    private static String one(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    /** A session of the application's role in which the rows of one company are there. */
    static Connection bare(DatabaseAddress application, int company) throws SQLException {
        var connection = DriverManager.getConnection(application.url(), application.user(), application.password());
        try (var set = connection.createStatement()) {
            set.execute("set fairlead.company = '" + company + "'");
        }
        return connection;
    }

    Line line() throws IOException {
        return new Line();
    }

    /** A connection; not thread-safe. */
    final class Line implements AutoCloseable {
        private Socket socket = open();
        private InputStream in = new BufferedInputStream(socket.getInputStream(), 65_536);

        private long used = System.nanoTime();

        private Line() throws IOException {}

        private Socket open() throws IOException {
            var opened = new Socket(InetAddress.getLoopbackAddress(), port);
            opened.setTcpNoDelay(true);
            return opened;
        }

        /** As browsers do where the server ends a connection after so many requests. */
        private void again() throws IOException {
            socket.close();
            socket = open();
            in = new BufferedInputStream(socket.getInputStream(), 65_536);
        }

        Answer ask(String method, String path, String body, String version) throws IOException {
            return ask(method, path, body.getBytes(StandardCharsets.UTF_8), "application/json", version, "");
        }

        Answer ask(String method, String path, byte[] body, String type, String version, String encoding)
                throws IOException {
            send(method, path, body, type, version, encoding);
            var answer = new ByteArrayOutputStream();
            var head = receive(answer);
            return new Answer(head.status(), head.version(), answer.toString(StandardCharsets.UTF_8));
        }

        /** Asks, and counts what is told without keeping it. */
        long count(String method, String path, String body) throws IOException {
            send(method, path, body.getBytes(StandardCharsets.UTF_8), "application/json", "", "");
            var head = receive(null);
            if (head.status() >= 300) {
                throw new IllegalStateException(method + " " + path + " " + body + ": "
                        + ask(method, path, body, "").text());
            }
            return head.length();
        }

        private void send(String method, String path, byte[] body, String type, String version, String encoding)
                throws IOException {
            // The server ends connections on which nothing was asked for a while.
            if (System.nanoTime() - used > IDLE) {
                again();
            }
            var text = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n");
            if (!cookies.isEmpty()) {
                text.append("Cookie: ");
                cookies.forEach((name, value) ->
                        text.append(name).append('=').append(value).append("; "));
                text.setLength(text.length() - 2);
                text.append("\r\nX-XSRF-TOKEN: ")
                        .append(cookies.getOrDefault("XSRF-TOKEN", ""))
                        .append("\r\n");
            }
            header(text, "If-Match", version.isEmpty() ? "" : '"' + version + '"');
            header(text, "Accept-Encoding", encoding);
            header(text, "Content-Type", body.length == 0 ? "" : type);
            text.append("Content-Length: ").append(body.length).append("\r\n\r\n");
            var bytes = new ByteArrayOutputStream();
            bytes.writeBytes(text.toString().getBytes(StandardCharsets.ISO_8859_1));
            bytes.writeBytes(body);
            bytes.writeTo(socket.getOutputStream());
        }

        private static void header(StringBuilder text, String name, String value) {
            if (!value.isEmpty()) {
                text.append(name).append(": ").append(value).append("\r\n");
            }
        }

        private record Head(int status, String version, long length) {}

        private Head receive(@Nullable ByteArrayOutputStream into) throws IOException {
            int status = Integer.parseInt(row().split(" ", 3)[1]);
            var version = "";
            long length = 0;
            boolean pieces = false;
            boolean last = false;
            for (var row = row(); !row.isEmpty(); row = row()) {
                int colon = row.indexOf(':');
                var value = row.substring(colon + 1).strip();
                switch (row.substring(0, colon).toLowerCase(Locale.ROOT)) {
                    case "content-length" -> length = Long.parseLong(value);
                    case "transfer-encoding" -> pieces = true;
                    case "connection" -> last = value.equals("close");
                    case "etag" -> version = value.replace("\"", "");
                    case "set-cookie" -> keep(value);
                    default -> {}
                }
            }
            length = pieces ? pieces(into) : one(length, into);
            used = System.nanoTime();
            if (last) {
                again();
            }
            return new Head(status, version, length);
        }

        private long pieces(@Nullable ByteArrayOutputStream into) throws IOException {
            long length = 0;
            for (long piece = Long.parseLong(row(), 16); piece > 0; piece = Long.parseLong(row(), 16)) {
                length += one(piece, into);
                row();
            }
            row();
            return length;
        }

        private long one(long length, @Nullable ByteArrayOutputStream into) throws IOException {
            if (into != null) {
                into.writeBytes(in.readNBytes((int) length));
            } else {
                in.skipNBytes(length);
            }
            return length;
        }

        private String row() throws IOException {
            var row = new StringBuilder();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new IOException("the server closed the connection after: " + row);
                }
                if (c != '\r') {
                    row.append((char) c);
                }
            }
            return row.toString();
        }

        private void keep(String cookie) {
            var pair = cookie.split(";", 2)[0].split("=", 2);
            cookies.put(pair[0], pair.length > 1 ? pair[1] : "");
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}

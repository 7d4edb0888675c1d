package io.fairlead.server.notify;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Mail servers to send to: one that takes mail, one that does not. */
public final class MailServers {
    private MailServers() {}

    /** Takes every mail and shows it. */
    public static GreenMail taking() {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        return server;
    }

    /** How such a server is reached. */
    public static SmtpAddress address(int port) {
        return new SmtpAddress("127.0.0.1", port, false, null, null, "Fairlead <leads@fairlead.example>");
    }

    /** Answers every recipient with this line. */
    static final class Refusing implements AutoCloseable {
        private final ServerSocket socket;
        private final String line;

        Refusing(String line) {
            this.line = line;
            try {
                socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Thread.ofVirtual().start(this::serve);
        }

        int port() {
            return socket.getLocalPort();
        }

        private void serve() {
            while (!socket.isClosed()) {
                try (Socket client = socket.accept()) {
                    talk(client);
                } catch (IOException e) {
                    // The next one.
                }
            }
        }

        private void talk(Socket client) throws IOException {
            var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
            say(client, "220 refusing");
            for (String said = in.readLine(); said != null; said = in.readLine()) {
                say(client, said.toUpperCase(Locale.ROOT).startsWith("RCPT") ? line : "250 ok");
            }
        }

        private static void say(Socket client, String line) throws IOException {
            client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}

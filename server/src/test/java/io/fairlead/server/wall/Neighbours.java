package io.fairlead.server.wall;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.fairlead.server.TestServer;
import io.fairlead.server.notify.SmtpAddress;

/** Companies with everything alike on one server that sends mail, and one whose every text is an attack. */
final class Neighbours {
    static final String ATTACK = "=1+1<img src=x onerror=alert(1)>\"><script>alert(1)</script>{{7*7}}";
    static final GreenMail MAIL = mail();
    static final TestServer SERVER = TestServer.start(new SmtpAddress(
                    "127.0.0.1", MAIL.getSmtp().getPort(), false, null, null, "Fairlead <leads@fairlead.example>"))
            .shared();
    static final Company OWN = Company.found(SERVER, "ownmark", "Ownmark");
    static final Company OTHER = Company.found(SERVER, "othermark", "Othermark");

    private Neighbours() {}

    private static GreenMail mail() {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        return server;
    }
}

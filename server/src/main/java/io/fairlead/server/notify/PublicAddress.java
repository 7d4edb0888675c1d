package io.fairlead.server.notify;

import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * The address by which people reach this installation, for links in mails: the one it was given in {@code FAIRLEAD_URL},
 * else the one it listens on. Thread-safe.
 */
@Component
public class PublicAddress {
    private final Environment environment;

    PublicAddress(Environment environment) {
        this.environment = environment;
    }

    /** Without a slash at its end. */
    public String whole() {
        return or("http://" + host() + ":" + environment.getProperty("local.server.port", "8080"));
    }

    /** The one it was given, else this one. */
    public String or(String asked) {
        return environment.getProperty("fairlead.address", asked);
    }

    private String host() {
        String bind = environment.getProperty("server.address", "");
        boolean everywhere = bind.isEmpty() || bind.equals("0.0.0.0") || bind.equals("::");
        return everywhere ? "localhost" : bind.contains(":") ? "[" + bind + "]" : bind;
    }
}

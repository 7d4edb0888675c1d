package io.fairlead.server.distribution;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The settings files people can start from. */
public final class Examples {
    public static final List<String> IDS = List.of("beauty-shop", "estate-agency", "call-centre");

    private Examples() {}

    /** The YAML text of an example; empty if there is none of that id. */
    public static Optional<String> text(String id) {
        if (!IDS.contains(id)) {
            return Optional.empty();
        }
        try (InputStream in = Examples.class.getResourceAsStream("/examples/" + id + ".yaml")) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

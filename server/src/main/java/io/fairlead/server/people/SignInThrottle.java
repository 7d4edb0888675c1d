package io.fairlead.server.people;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Slows down the guessing of passwords three ways: for an e-mail from one address soon and long; for an e-mail from
 * everywhere later, and for a minute at most, so that nobody is kept out by strangers for long; for an address whatever
 * the e-mail. Thread-safe.
 */
final class SignInThrottle {
    private final Throttle both;
    private final Throttle emails;
    private final Throttle addresses;

    SignInThrottle(InstantSource clock) {
        this.both = new Throttle(clock, 5, Duration.ofMinutes(15));
        this.emails = new Throttle(clock, 25, Duration.ofMinutes(1));
        this.addresses = new Throttle(clock, 50, Duration.ofMinutes(15));
    }

    /** Begins an attempt. Null lets it go on, else it is how long to wait; an attempt that has to wait does not count. */
    synchronized @Nullable Duration begin(String email, String address) {
        String place = place(address);
        Duration longest = Stream.of(
                        both.remaining(email + " " + place), emails.remaining(email), addresses.remaining(place))
                .filter(Objects::nonNull)
                .reduce(Duration.ZERO, (a, b) -> a.compareTo(b) < 0 ? b : a);
        if (!longest.isZero()) {
            return longest;
        }
        both.count(email + " " + place);
        emails.count(email);
        addresses.count(place);
        return null;
    }

    /**
     * Takes back the attempt of who knew the password. Failures before it stay: the e-mail may have another password in
     * another company, which somebody who has one for it could be guessing; so might they that of another e-mail.
     */
    synchronized void succeeded(String email, String address) {
        String place = place(address);
        both.takeBack(email + " " + place);
        emails.takeBack(email);
        addresses.takeBack(place);
    }

    /** Counts that a password was chosen for the e-mail. */
    synchronized void chosen(String email) {
        emails.count(email);
    }

    /** Who has one IPv6 address has the 2⁶⁴ around it. */
    private static String place(String address) {
        try {
            InetAddress parsed = InetAddress.ofLiteral(address);
            return parsed instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), 8))
                    : parsed.getHostAddress();
        } catch (IllegalArgumentException e) {
            return address.substring(0, Math.min(64, address.length()));
        }
    }
}

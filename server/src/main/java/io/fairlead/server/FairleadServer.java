package io.fairlead.server;

import io.fairlead.server.platform.Rehearsal;
import io.fairlead.server.platform.SettableClock;
import io.fairlead.server.platform.StartFailure;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** The program {@code serve}: starts the database and the web server, says where it is, and runs until it is told to stop. */
@SpringBootApplication(proxyBeanMethods = false, exclude = UserDetailsServiceAutoConfiguration.class)
public class FairleadServer {
    @Bean
    SettableClock clock(ObjectProvider<Rehearsal> rehearsal) {
        var clock = new SettableClock();
        rehearsal.ifAvailable(one -> clock.set(one.start()));
        return clock;
    }

    /** What can be said to it on the command line and in the environment. */
    public static String usage() {
        return Options.usage();
    }

    /** Starts the server. Exits with 1 and a plain sentence on standard error if it cannot. */
    public static void main(String[] args) {
        List<String> words = List.of(args);
        try {
            Running running = Running.start(Options.parse(words, System.getenv()), System.out::println);
            Runtime.getRuntime().addShutdownHook(new Thread(running::close, "shutdown"));
        } catch (StartFailure failure) {
            System.err.println(failure.getMessage());
            System.exit(1);
        }
    }
}

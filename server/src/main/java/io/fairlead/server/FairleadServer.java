package io.fairlead.server;

import io.fairlead.server.platform.StartFailure;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** The program {@code serve}: starts the database and the web server, says where it is, and runs until it is told to stop. */
@SpringBootApplication(proxyBeanMethods = false, exclude = UserDetailsServiceAutoConfiguration.class)
public class FairleadServer {
    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    /** Starts the server. Exits with 1 and a plain sentence on standard error if it cannot. */
    public static void main(String[] args) {
        List<String> words = List.of(args);
        PrintStream out = System.out;
        if (words.contains("--help") || words.contains("-h")) {
            out.print(Options.usage());
            return;
        }
        try {
            Running running = Running.start(Options.parse(words, System.getenv()), out::println);
            Runtime.getRuntime().addShutdownHook(new Thread(running::close, "shutdown"));
        } catch (StartFailure failure) {
            System.err.println(failure.getMessage());
            System.exit(1);
        }
    }
}

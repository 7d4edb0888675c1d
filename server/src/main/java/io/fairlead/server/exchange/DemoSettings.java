package io.fairlead.server.exchange;

import io.fairlead.server.distribution.Examples;
import io.fairlead.server.people.Setup.DemoFounded;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Gives a demo company its settings: those it brings, else the beauty shop and what an example has no use for. */
@Component
class DemoSettings {
    private static final String EXAMPLE = "beauty-shop";

    private final SettingsFiles files;
    private final InstantSource clock;

    DemoSettings(SettingsFiles files, InstantSource clock) {
        this.files = files;
        this.clock = clock;
    }

    @EventListener
    void furnish(DemoFounded demo) {
        files.apply(
                new SettingsFiles.Editor(demo.administrator(), true),
                demo.settings() == null ? beautyShop() : demo.settings(),
                new SettingsFiles.Way(false, false, null));
    }

    private String beautyShop() {
        LocalDate from = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusDays(9);
        String teamAndHoliday = """
                teams: {sales: {members: [ursula, nadezhda, marina]}}
                absences: [{user: marina, from: %s, to: %s, kind: vacation}]
                """.formatted(from, from.plusDays(6));
        return Examples.text(EXAMPLE).orElseThrow() + teamAndHoliday;
    }
}

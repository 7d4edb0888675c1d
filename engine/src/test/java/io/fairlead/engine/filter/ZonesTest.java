package io.fairlead.engine.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ZonesTest {
    @Test
    void aZoneIsWithinItselfAndAllAboveIt() {
        var zones = GeneratedFilters.ZONES;
        assertThat(zones.within("Monza", "Monza")).isTrue();
        assertThat(zones.within("Monza", "Italia")).isTrue();
        assertThat(zones.within("Italia", "Monza")).isFalse();
        assertThat(zones.within("Lazio", "Lombardia")).isFalse();
        assertThat(zones.within(null, "Italia")).isFalse();
        assertThat(zones.within("", "")).isFalse();
        assertThat(zones.knows("Monza")).isTrue();
        assertThat(zones.knows("Atlantis")).isFalse();
    }

    @Test
    void aChainOfAllZonesIsATreeAndSoIsOneThatEndsOutsideOfIt() {
        var chain = new Zones(Map.of("Monza", "Milano", "Milano", "Lombardia", "Lombardia", ""));
        assertThat(chain.within("Monza", "Lombardia")).isTrue();
        assertThat(new Zones(Map.of("Monza", "Milano")).within("Monza", "Milano"))
                .isTrue();
    }

    @Test
    void aCircleIsNoTree() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Zones(Map.of("a", "b", "b", "a")));
        assertThatIllegalArgumentException().isThrownBy(() -> new Zones(Map.of("a", "a")));
    }
}

package io.fairlead.engine.filter;

import static io.fairlead.engine.filter.Parsed.filter;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FilterFieldsTest {
    @Test
    void theFieldsAreNamedInTheOrderOfTheText() {
        var filter = filter("has(z) && (!(b == 1) || includes(a, \"x\") || startsWith(c, \"x\")) && z in [1]"
                + " && within(zone, \"x\")");
        assertThat(FilterFields.named(filter)).containsExactly("z", "b", "a", "c", "zone");
        assertThat(FilterFields.named(filter("true"))).isEmpty();
    }

    @Test
    void theValuesOfAFieldAreTheTextsItIsComparedWith() {
        var filter = filter("source == \"call\" && !(source in [\"web\", 5, \"call\"]) || source != \"mail\""
                + " || source > \"m\" || includes(source, \"x\") || status == \"new\" || source == now"
                + " || status in [\"old\"] || startsWith(source, \"x\") || within(source, \"x\") || has(source)");
        assertThat(FilterFields.values(filter, "source")).containsExactly("call", "web", "mail");
        assertThat(FilterFields.values(filter, "status")).containsExactly("new", "old");
        assertThat(FilterFields.values(filter, "name")).isEmpty();
    }

    @Test
    void onlyWhatIsComparedWithNowOrTodayNamesTheTime() {
        assertThat(FilterFields.namesTime(null)).isFalse();
        assertThat(FilterFields.namesTime(filter("a == 1 && has(b) && c in [2]")))
                .isFalse();
        assertThat(FilterFields.namesTime(filter("a == 1 && !(has(b) || arrived < now)")))
                .isTrue();
    }
}

package io.fairlead.server.wording;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.engine.distribution.Ledger;
import org.junit.jupiter.api.Test;

class LeadsTest {
    @Test
    void amountsAreRoundedHalfAwayFromZero() {
        long lead = Ledger.LEAD;

        assertThat(Leads.text(0)).isEqualTo("0.00");
        assertThat(Leads.text(lead)).isEqualTo("1.00");
        assertThat(Leads.text(-lead / 3 * 2)).isEqualTo("-0.67");
        assertThat(Leads.text(lead / 200 + 1)).isEqualTo("0.01");
        assertThat(Leads.text(-(lead / 200) - 1)).isEqualTo("-0.01");
        assertThat(Leads.text(-1)).isEqualTo("0.00");
        assertThat(Leads.text(lead * 1_000_000)).isEqualTo("1000000.00");
    }
}

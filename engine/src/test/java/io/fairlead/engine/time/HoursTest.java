package io.fairlead.engine.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HoursTest {
    @Test
    void hoursAreReadToTheMinute() {
        assertThat(Hours.parse("09:00-17:30")).contains(new Hours(540, 1050));
        assertThat(Hours.parse("9:05-17:30")).contains(new Hours(545, 1050));
        assertThat(Hours.parse("16:00-09:00")).contains(new Hours(960, 540));
        assertThat(Hours.parse("00:00-24:00")).contains(Hours.WHOLE_DAY);
        assertThat(Hours.parse("23:59-00:00")).contains(new Hours(1439, 0));
    }

    @Test
    void whatIsNotHoursIsEmpty() {
        for (var text : List.of(
                "",
                "off",
                "09:00",
                "09:00-",
                "-17:00",
                "9-17",
                "24:00-08:00",
                "09:00-24:01",
                "09:60-17:00",
                "09:00-25:00",
                "09:00 - 17:00",
                "009:00-17:00",
                "09:00-17:00-18:00",
                "٠٩:٠٠-١٧:٠٠")) {
            assertThat(Hours.parse(text)).as(text).isEmpty();
        }
    }

    @Test
    void hoursAreWrittenAsTheyAreRead() {
        for (var text : List.of("09:00-17:30", "16:00-09:00", "00:00-24:00", "00:00-00:00")) {
            assertThat(Hours.parse(text).map(Hours::toString)).contains(text);
        }
    }

    @Test
    void hoursThatEndAtOrBeforeTheirStartPassMidnight() {
        assertThat(new Hours(960, 540).passMidnight()).isTrue();
        assertThat(new Hours(540, 540).passMidnight()).isTrue();
        assertThat(new Hours(540, 541).passMidnight()).isFalse();
        assertThat(Hours.WHOLE_DAY.passMidnight()).isFalse();
    }
}

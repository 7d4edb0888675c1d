package io.fairlead.server.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What in a text names a person, and what does not. */
class NamingTest {
    private static final Naming ZOE = Naming.of(
            List.of("Zoë de Winter", "Zoe"),
            List.of("+39 06 1234 5678", "zoe.w@person.example"),
            List.of("CRM-48213", "villa", "12", "zoe@other.example", "+39 340 111 2233"));

    @Test
    void namesNumbersAddressesAndCodesAreFoundHoweverTheyAreWritten() {
        assertThat(ZOE.pieces("ZOE DE WINTER, called de-winter")).containsExactly("ZOE DE WINTER");
        assertThat(ZOE.pieces("De Winter, Zoë")).containsExactly("De Winter, Zoë");
        assertThat(ZOE.pieces("phone == \"+390612345678\"")).containsExactly("+390612345678");
        assertThat(ZOE.pieces("*12345678 or (06) 123-45678")).containsExactly("12345678", "06) 123-45678");
        assertThat(ZOE.pieces("=Zoe.W@person.example!")).containsExactly("Zoe.W@person.example");
        assertThat(ZOE.pieces("crm-48213, zoe@other.example, 3401112233"))
                .containsExactlyInAnyOrder("crm-48213", "zoe@other.example", "3401112233");
    }

    @Test
    void whatOthersMayBeCalledTooStays() {
        assertThat(ZOE.pieces("Zoe has the villa with 12 rooms")).isEmpty();
        assertThat(ZOE.pieces("de Winter")).isEmpty();
        assertThat(ZOE.pieces("Zoe, who is from Rome, and de Winter")).isEmpty();
        assertThat(ZOE.pieces("startsWith(phone, \"+3906\") or +390612345679")).isEmpty();
        assertThat(ZOE.pieces("joezoe.w@person.example")).isEmpty();
        assertThat(ZOE.pieces("CRM-482134")).isEmpty();
        assertThat(Naming.of(List.of("Olga", ""), List.of("", "12"), List.of()).isEmpty())
                .isTrue();
    }

    @Test
    void everyTextThatNamesThePersonHasOneOfTheKeys() {
        assertThat(Naming.holds("Zoe de Wint, +39 06 1234 5679", ZOE.keys())).isFalse();
        for (String text :
                List.of("zoe de winter", "(06) 123-45678", "De Winter, Zoë", "x zoe.w@person.example", "crm-48213")) {
            assertThat(ZOE.pieces(text)).as(text).isNotEmpty();
            assertThat(Naming.holds("[\"about " + text + "\"]", ZOE.keys()))
                    .as(text)
                    .isTrue();
        }
    }
}

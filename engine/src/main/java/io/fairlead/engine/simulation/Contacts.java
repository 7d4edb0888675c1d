package io.fairlead.engine.simulation;

import io.fairlead.engine.desk.Contact;
import io.fairlead.engine.desk.Event;
import io.fairlead.engine.distribution.RuleBook;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All contacts of a run, found by phone, else by e-mail, the oldest first. Not thread-safe. */
public final class Contacts {
    private final Map<String, Contact> byPhone = new HashMap<>();
    private final Map<String, Contact> byEmail = new HashMap<>();
    private int count;

    /**
     * A contact known from the start.
     *
     * @param phone normalised (E.164 where it parses), null for none
     * @param email lower case, null for none
     * @param former former advisors, most recent first
     */
    public record KnownContact(
            @Nullable String phone,
            @Nullable String email,
            @Nullable String owner,
            List<String> former) {}

    public Contacts(RuleBook book, List<KnownContact> known) {
        for (var one : known) {
            var contact = new Contact(
                    count++,
                    one.owner() == null ? Contact.NOBODY : book.user(one.owner()),
                    one.former().stream().mapToInt(book::user).distinct().toArray());
            learn(contact, one.phone(), one.email());
        }
    }

    /** The contact of a lead that arrives: a known one, which learns the new phone and e-mail, or a new one. */
    public Contact match(Event.Arrival lead) {
        var phone = lead.phone();
        var email = lead.email();
        var called = phone == null ? null : byPhone.get(phone);
        var contact = called;
        if (contact == null && email != null) {
            contact = byEmail.get(email);
        }
        if (contact == null) {
            contact = new Contact(count++);
        }
        if (called == null) {
            learn(byPhone, phone, contact);
        }
        learn(byEmail, email, contact);
        return contact;
    }

    private static void learn(Map<String, Contact> index, @Nullable String key, Contact contact) {
        if (key != null) {
            index.merge(key, contact, (known, other) -> known.number() <= other.number() ? known : other);
        }
    }

    private void learn(Contact contact, @Nullable String phone, @Nullable String email) {
        learn(byPhone, phone, contact);
        learn(byEmail, email, contact);
    }
}

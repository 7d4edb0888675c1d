package io.fairlead.server.desk;

import io.fairlead.engine.desk.Contact;
import io.fairlead.engine.desk.Event;
import io.fairlead.engine.desk.Kept;
import io.fairlead.engine.desk.Run;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The contacts of the leads that arrive in a batch: by phone, else by e-mail. A contact learns what a trusted lead
 * brings; of two contacts the older one keeps a value. Not thread-safe.
 */
final class LiveContacts {
    private final Map<Key, Integer> known = new HashMap<>();
    private final Map<String, Doing.NewLead> arriving = new HashMap<>();
    private final List<Learned> learned = new ArrayList<>();
    private final Map<Integer, String> fresh = new HashMap<>();
    /** The contacts of this batch that come from what is stored, and the contact of each lead. */
    private final Map<Integer, Kept.KeptContact> takenUp = new HashMap<>();

    private final List<Doing.ContactKnown> told = new ArrayList<>();
    private final Map<String, Integer> matched = new HashMap<>();
    private final Set<Integer> made = new HashSet<>();
    private long last;

    /** By what a contact is found; {@code kind} is {@code phone} or {@code email}. */
    record Key(String kind, String value) {}

    /** A key that leads to a contact from now on. */
    record Learned(String kind, String value, long contactId) {}

    LiveContacts(long last) {
        this.last = last;
    }

    /** The last number given to a contact. */
    long last() {
        return last;
    }

    /** Lets go of the contacts that became known in the batch before. */
    void clearTold() {
        told.clear();
        made.clear();
    }

    /** The same doing; a contact that becomes known gets its number if it is new. */
    Doing numbered(Doing doing) {
        if (!(doing instanceof Doing.ContactKnown one)) {
            return doing;
        }
        int number = one.number() == 0 ? Math.toIntExact(++last) : one.number();
        if (one.number() == 0) {
            made.add(number);
        }
        var same = new Doing.ContactKnown(
                number, one.name(), one.phone(), one.email(), one.owner(), one.former(), one.also());
        told.add(same);
        return same;
    }

    /** The contacts that become known in this batch, with their numbers. */
    List<Doing.ContactKnown> told() {
        return told;
    }

    /** Makes those that are new, and leads their phones and e-mails to all of them. */
    void learnTold(Run run) {
        for (var one : told) {
            if (made.contains(one.number())) {
                fresh.put(one.number(), one.name());
                run.restore(new Kept.KeptContact(one.number(), null, List.of()));
            }
            keys(one).forEach(key -> learn(key, one.number()));
        }
    }

    static List<Key> keys(Doing.Reached reached) {
        return Stream.of(new Key("phone", reached.phone()), new Key("email", reached.email()))
                .filter(key -> !key.value().isEmpty())
                .toList();
    }

    /** The next contact gets the number after this one. */
    void goOnFrom(long number) {
        last = number;
    }

    /** Begins a batch: what is known of its leads' phones and e-mails. */
    void begin(Map<String, Doing.NewLead> leads, Map<Key, Integer> keys) {
        arriving.clear();
        arriving.putAll(leads);
        known.clear();
        known.putAll(keys);
        learned.clear();
        fresh.clear();
        takenUp.clear();
        matched.clear();
    }

    /** The contact is taken up from what is stored. */
    void takenUp(Kept.KeptContact contact) {
        takenUp.put(contact.number(), contact);
    }

    /** As it was taken up in this batch; null if it was here already or is new. */
    Kept.@Nullable KeptContact takenUp(int contact) {
        return takenUp.get(contact);
    }

    /** The contact of a lead of this batch. */
    int of(long lead) {
        return Objects.requireNonNull(matched.get(Long.toString(lead)));
    }

    List<Learned> learned() {
        return learned;
    }

    /** Contacts made in this batch, with their names. */
    Map<Integer, String> fresh() {
        return fresh;
    }

    Contact match(Event.Arrival arrival, Run run) {
        var lead = Objects.requireNonNull(arriving.get(arrival.lead()));
        var phone = key("phone", arrival.phone());
        var email = key("email", arrival.email());
        var called = phone == null ? null : known.get(phone);
        var number = called == null && email != null ? known.get(email) : called;
        Contact contact;
        boolean isNew = number == null;
        if (number == null) {
            contact = new Contact(Math.toIntExact(++last));
            fresh.put(contact.number(), lead.name());
        } else {
            contact = Objects.requireNonNull(run.contact(number));
        }
        matched.put(arrival.lead(), contact.number());
        if (isNew || lead.trusted()) {
            if (called == null) {
                learn(phone, contact.number());
            }
            learn(email, contact.number());
        }
        return contact;
    }

    private static @Nullable Key key(String kind, @Nullable String value) {
        return value == null ? null : new Key(kind, value);
    }

    /** A contact learns what became known of a lead of its; null for nothing. */
    void learn(Doing.@Nullable NewLead edited, int contact) {
        if (edited != null) {
            learn(key("phone", LeadRow.orNull(edited.phone())), contact);
            learn(key("email", LeadRow.orNull(edited.email())), contact);
        }
    }

    private void learn(@Nullable Key key, int contact) {
        var before = key == null ? null : known.get(key);
        if (key != null && (before == null || contact < before)) {
            known.put(key, contact);
            learned.add(new Learned(key.kind(), key.value(), contact));
        }
    }
}

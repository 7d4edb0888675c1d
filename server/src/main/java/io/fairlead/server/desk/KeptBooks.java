package io.fairlead.server.desk;

import io.fairlead.engine.desk.Kept;
import io.fairlead.engine.distribution.Ledger;
import io.fairlead.engine.distribution.Rule;
import io.fairlead.server.desk.again.Checkpoint;
import io.fairlead.server.desk.again.KeptOnListings;
import io.fairlead.server.desk.again.LongPages;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * In memory what the tables of a desk keep beside leads: ledgers, counts, turns, contacts' advisors, who is online. By
 * numbers of users, as there, so that it outlives settings that call them otherwise. Not thread-safe.
 */
final class KeptBooks {
    private static final long NOBODY = 0;

    private final Map<LineKey, Kept.Line> lines = new HashMap<>();
    private final Map<AmountKey, Long> amounts = new HashMap<>();
    private final Map<TurnKey, Kept.Turn> lastTurns = new HashMap<>();
    private final Map<Long, Boolean> online = new HashMap<>();
    /** Owners by the numbers of their contacts. */
    private final LongPages owners = new LongPages(-1);

    private final Map<Integer, List<Long>> former = new HashMap<>();

    private final Checkpoint.@Nullable Rows earlier;

    private final KeptOnListings onListings;

    KeptBooks() {
        this.earlier = null;
        this.onListings = new KeptOnListings(null);
    }

    /** Goes on from a checkpoint. */
    KeptBooks(Checkpoint from, Checkpoint.Rows earlier) {
        this.earlier = earlier;
        this.onListings = new KeptOnListings(earlier);
        from.lines().forEach(line -> lines.put(new LineKey(line.ledger(), Long.parseLong(line.user())), line));
        from.amounts().forEach(one -> amounts.put(key(one, Long.parseLong(one.user())), one.amount()));
        from.lastTurns().forEach(turn -> lastTurns.put(new TurnKey(turn.rule(), Long.parseLong(turn.user())), turn));
        online.putAll(from.online());
    }

    private record LineKey(Ledger ledger, long user) {}

    private record AmountKey(Kept.Amount of, long user) {}

    private record TurnKey(String rule, long user) {}

    KeptOnListings onListings() {
        return onListings;
    }

    void keep(Kept kept, Shift.People people) {
        kept.lines().forEach(line -> lines.put(new LineKey(line.ledger(), number(line.user(), people)), line));
        for (var amount : kept.amounts()) {
            amounts.put(key(amount, number(amount.user(), people)), amount.amount());
        }
        kept.lastTurns().forEach(turn -> lastTurns.put(new TurnKey(turn.rule(), number(turn.user(), people)), turn));
        kept.contacts().forEach(contact -> keep(contact.number(), Told.advisors(contact, people)));
    }

    private static AmountKey key(Kept.Amount amount, long user) {
        return new AmountKey(new Kept.Amount(amount.what(), amount.of(), "", amount.span(), amount.period(), 0), user);
    }

    void keep(int contact, Told.Advisors advisors) {
        owners.set(contact, Objects.requireNonNullElse(advisors.owner(), NOBODY));
        if (advisors.former().isEmpty()) {
            former.remove(contact);
        } else {
            former.put(contact, advisors.former());
        }
    }

    void forgetPeaks() {
        lines.replaceAll((key, line) -> new Kept.Line(
                line.ledger(),
                line.user(),
                line.entitled(),
                line.received(),
                Math.abs(line.entitled() - line.received())));
    }

    /** How many open leads each user holds. */
    void open(Map<Long, Long> leads) {
        amounts.keySet().removeIf(key -> key.of.what() == Kept.What.OPEN);
        var open = new Kept.Amount(Kept.What.OPEN, "", "", Rule.Count.ALL, 0, 0);
        leads.forEach((user, number) -> amounts.put(new AmountKey(open, user), number));
    }

    void online(long user, boolean is) {
        online.put(user, is);
    }

    /** Those who are online, by their ids in the settings. */
    List<String> online(Shift.People people) {
        return online.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(one -> people.keys().get(one.getKey()))
                .filter(Objects::nonNull)
                .toList();
    }

    /** Null for one that is not here. */
    Kept.@Nullable KeptContact contact(int number, Shift.People people) {
        if (owners.get(number) < 0) {
            var row = earlier == null ? null : earlier.contacts(List.of(number)).get(number);
            if (row == null) {
                return null;
            }
            keep(number, new Told.Advisors(row.owner(), row.former()));
        }
        var keys = former.getOrDefault(number, List.of()).stream()
                .map(user -> people.keys().get(user))
                .filter(Objects::nonNull)
                .toList();
        return new Kept.KeptContact(number, people.keys().get(owners.get(number)), keys);
    }

    /** These contacts will be asked for now. */
    void expect(List<Integer> contacts) {
        if (earlier != null) {
            earlier.contacts(contacts);
        }
    }

    /** Tells of each contact that was kept, or asked for, since the checkpoint from which this went on. */
    void each(Consumer<Checkpoint.ContactKept> contact) {
        owners.each(number -> contact.accept(new Checkpoint.ContactKept(
                (int) number, owners.get(number), former.getOrDefault((int) number, List.of()))));
    }

    /** All users whose books are here, called by their numbers. */
    Shift.People byNumber() {
        var numbers = new HashMap<String, Long>();
        var keys = new HashMap<Long, String>();
        Stream.of(
                        lines.keySet().stream().map(LineKey::user),
                        amounts.keySet().stream().map(AmountKey::user),
                        lastTurns.keySet().stream().map(TurnKey::user))
                .flatMap(users -> users)
                .forEach(user -> {
                    numbers.put(Long.toString(user), user);
                    keys.put(user, Long.toString(user));
                });
        return new Shift.People(numbers, keys);
    }

    Map<Long, Boolean> online() {
        return Map.copyOf(online);
    }

    List<Kept.Line> lines(Shift.People people) {
        var found = new ArrayList<Kept.Line>();
        lines.forEach((key, line) -> found.add(
                new Kept.Line(key.ledger, name(key.user, people), line.entitled(), line.received(), line.peak())));
        return found;
    }

    /** The amounts of the present day, week and month and those around them; older ones are forgotten. */
    List<Kept.Amount> amounts(Instant at, Shift.People people) {
        var day = LocalDate.ofInstant(at, ZoneOffset.UTC);
        amounts.keySet().removeIf(key -> switch (key.of.span()) {
            case ALL -> false;
            case DAY -> key.of.period() < day.toEpochDay() - 1;
            case WEEK -> key.of.period() < Math.floorDiv(day.toEpochDay(), 7) - 1;
            case MONTH -> key.of.period() < day.getYear() * 12L + day.getMonthValue() - 1;
        });
        var found = new ArrayList<Kept.Amount>();
        amounts.forEach((key, amount) -> found.add(new Kept.Amount(
                key.of.what(), key.of.of(), name(key.user, people), key.of.span(), key.of.period(), amount)));
        return found;
    }

    List<Kept.Turn> lastTurns(Shift.People people) {
        var found = new ArrayList<Kept.Turn>();
        lastTurns.forEach(
                (key, turn) -> found.add(new Kept.Turn(key.rule, name(key.user, people), turn.turn(), turn.at())));
        return found;
    }

    /** What is kept by rule moves with its id. */
    void rename(Told.Renamed rule) {
        move(
                lines,
                key -> key.ledger.equals(new Ledger(false, rule.was())),
                key -> new LineKey(new Ledger(false, rule.id()), key.user),
                (a, b) -> new Kept.Line(
                        a.ledger(),
                        a.user(),
                        a.entitled() + b.entitled(),
                        a.received() + b.received(),
                        Math.max(a.peak(), b.peak())));
        move(
                lastTurns,
                key -> key.rule.equals(rule.was()),
                key -> new TurnKey(rule.id(), key.user),
                (a, b) -> new Kept.Turn(
                        a.rule(), a.user(), Math.max(a.turn(), b.turn()), a.at().isAfter(b.at()) ? a.at() : b.at()));
        move(
                amounts,
                key -> key.of.what() == Kept.What.COMPENSATION && key.of.of().equals(rule.was()),
                key -> new AmountKey(
                        new Kept.Amount(key.of.what(), rule.id(), "", key.of.span(), key.of.period(), 0), key.user),
                Long::sum);
        onListings.rename(rule.was(), rule.id());
    }

    private static <K, V> void move(
            Map<K, V> map,
            java.util.function.Predicate<K> which,
            java.util.function.UnaryOperator<K> to,
            BinaryOperator<V> together) {
        for (var key : map.keySet().stream().filter(which).toList()) {
            var value = Objects.requireNonNull(map.remove(key));
            map.merge(to.apply(key), value, together);
        }
    }

    private static long number(String user, Shift.People people) {
        return Objects.requireNonNull(people.numbers().get(user), user);
    }

    /** An id that no settings have stands for users who are gone. */
    private static String name(long user, Shift.People people) {
        return people.keys().getOrDefault(user, "");
    }
}

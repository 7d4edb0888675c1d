package io.fairlead.server.privacy;

import io.fairlead.engine.filter.Fold;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * By what a text names a person: their e-mails, phone numbers, codes such as a number of theirs in another program, and
 * their name of two words or more. A single word of a name tells nobody from others. Immutable.
 *
 * @param whole e-mails and codes, which stand in a text as they are, whatever the case
 * @param phones their digits
 * @param names their words, folded, whichever comes first
 */
record Naming(Set<String> whole, Set<String> phones, Set<List<String>> names) {
    /** What may stand within a phone number or between the words of a name. */
    static final String BETWEEN = " ().,/'_-";

    /** As many last digits tell a phone number from others, however it is written. */
    private static final int TELLING = 9;

    /** As many last digits are taken for the number, as many from its middle too. */
    private static final int SHORTEST = 7;

    private static final Pattern EMAIL = Pattern.compile("[^\\s@\"]+@[^\\s@\"]+");
    private static final Pattern PHONE = Pattern.compile("\\+?[0-9](?:[ ()./-]{0,3}[0-9]){6,}");
    private static final Pattern CODE = Pattern.compile("(?=(?:[^0-9]*[0-9]){5})[\\p{L}\\p{N}][\\p{L}\\p{N}._/-]+");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");

    /**
     * @param names what they are and were called
     * @param values their e-mails and phone numbers, however written
     * @param own values of own fields, of which those count that are an e-mail, a number or a code
     */
    static Naming of(Collection<String> names, Collection<String> values, Collection<String> own) {
        Naming naming = new Naming(new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>());
        names.forEach(naming::name);
        values.forEach(value -> naming.value(value.strip(), false));
        own.forEach(value -> naming.value(value.strip(), true));
        return naming;
    }

    private void name(String name) {
        List<String> words = words(name).stream().map(Word::folded).toList();
        for (int first = 0; words.size() > 1 && first < words.size(); first++) {
            List<String> turned = new ArrayList<>(words);
            Collections.rotate(turned, first);
            names.add(turned);
        }
    }

    private void value(String value, boolean codes) {
        if (EMAIL.matcher(value).matches()) {
            whole.add(value);
        } else if (PHONE.matcher(value).matches()) {
            phones.add(digits(value));
        } else if (codes && CODE.matcher(value).matches()) {
            whole.add(value);
        }
    }

    boolean isEmpty() {
        return whole.isEmpty() && phones.isEmpty() && names.isEmpty();
    }

    /** Of which one is in any text that names the person, once that is folded and has nothing of {@link #BETWEEN}. */
    String[] keys() {
        return Stream.of(
                        whole.stream().map(Naming::squeezed),
                        phones.stream().map(digits -> digits.substring(digits.length() - SHORTEST)),
                        names.stream().map(words -> squeezed(String.join("", words))))
                .flatMap(keys -> keys)
                .distinct()
                .toArray(String[]::new);
    }

    /** What stands in a text for the person, as it is written there. */
    Set<String> pieces(String text) {
        Set<String> pieces = new LinkedHashSet<>();
        for (String one : whole) {
            Matcher found = Pattern.compile(
                            "(?<![\\p{L}\\p{N}._+-])" + Pattern.quote(one) + "(?![\\p{L}\\p{N}])",
                            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                    .matcher(text);
            found.results().forEach(hit -> pieces.add(hit.group()));
        }
        PHONE.matcher(text)
                .results()
                .map(hit -> hit.group())
                .filter(run -> phones.stream().anyMatch(phone -> isThat(digits(run), phone)))
                .forEach(pieces::add);
        List<Word> words = words(text);
        for (List<String> name : names) {
            for (int from = 0; from + name.size() <= words.size(); from++) {
                if (isAt(words, from, name, text)) {
                    pieces.add(text.substring(
                            words.get(from).from(),
                            words.get(from + name.size() - 1).until()));
                }
            }
        }
        return pieces;
    }

    /** Whether a run of digits is a phone number, all but its beginning, or so much of it that few others have it. */
    private static boolean isThat(String run, String phone) {
        String tail = phone.substring(Math.max(0, phone.length() - TELLING));
        return run.contains(tail) || phone.endsWith(run) || (run.length() >= TELLING && phone.contains(run));
    }

    private static boolean isAt(List<Word> words, int from, List<String> name, String text) {
        for (int i = 0; i < name.size(); i++) {
            Word word = words.get(from + i);
            if (!word.folded().equals(name.get(i)) || (i > 0 && !joins(text, words.get(from + i - 1), word))) {
                return false;
            }
        }
        return true;
    }

    private static boolean joins(String text, Word before, Word after) {
        return text.substring(before.until(), after.from()).chars().allMatch(c -> BETWEEN.indexOf(c) >= 0);
    }

    private record Word(int from, int until, String folded) {}

    private static List<Word> words(String text) {
        List<Word> words = new ArrayList<>();
        WORD.matcher(text).results().forEach(word -> words.add(new Word(word.start(), word.end(), Fold.fold(word.group()))));
        return words;
    }

    private static String digits(String phone) {
        return phone.replaceAll("[^0-9]", "");
    }

    private static String squeezed(String text) {
        StringBuilder left = new StringBuilder();
        Fold.fold(text.toLowerCase(Locale.ROOT)).chars().filter(c -> BETWEEN.indexOf(c) < 0).forEach(c -> left.append((char) c));
        return left.toString();
    }
}

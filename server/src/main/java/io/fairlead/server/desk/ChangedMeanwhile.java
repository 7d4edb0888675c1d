package io.fairlead.server.desk;

import java.io.Serial;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A lead has another version than the one that was to be changed, or a phone or e-mail leads to another contact. */
public final class ChangedMeanwhile extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private ChangedMeanwhile(String what) {
        super(what);
    }

    private static ChangedMeanwhile lead(long lead) {
        return new ChangedMeanwhile("lead " + lead + " has another version");
    }

    /**
     * Compares the versions that doings ask for. Of a lead with which something is done before in the same batch it is not
     * known yet.
     *
     * @param versions of these leads
     * @throws ChangedMeanwhile for another one
     */
    static void checkVersions(List<Doing> doings, Function<long[], Map<Long, Long>> versions) {
        var expected = new HashMap<Long, Long>();
        var before = new HashSet<Long>();
        for (var doing : doings) {
            long lead = doing.about();
            var version = versionOf(doing);
            if (version != null) {
                if (before.contains(lead)) {
                    throw lead(lead);
                }
                expected.put(lead, version);
            }
            before.add(lead);
        }
        if (!expected.isEmpty()) {
            var found = versions.apply(
                    expected.keySet().stream().mapToLong(Long::longValue).toArray());
            expected.forEach((lead, version) -> {
                if (!version.equals(found.get(lead))) {
                    throw lead(lead);
                }
            });
        }
    }

    private static @Nullable Long versionOf(Doing doing) {
        return doing instanceof Doing.StatusSet set
                ? set.version()
                : doing instanceof Doing.Edited edit ? edit.version() : null;
    }

    /**
     * Looks whether phones and e-mails of contacts that become known lead to them, or to nobody.
     *
     * @param numbers of the contacts to which they lead now
     * @throws ChangedMeanwhile if one does not
     */
    static void checkContacts(
            List<Doing> doings, Function<List<Doing.ContactKnown>, Map<LiveContacts.Key, Integer>> numbers) {
        var told = new ArrayList<Doing.ContactKnown>();
        for (var doing : doings) {
            if (doing instanceof Doing.ContactKnown one) {
                told.add(one);
            }
        }
        if (told.isEmpty()) {
            return;
        }
        var found = numbers.apply(told);
        var taken = new HashSet<LiveContacts.Key>();
        for (var one : told) {
            for (var key : LiveContacts.keys(one)) {
                if (!taken.add(key) || found.getOrDefault(key, one.number()) != one.number()) {
                    throw new ChangedMeanwhile("a " + key.kind() + " leads to another contact");
                }
            }
        }
    }
}

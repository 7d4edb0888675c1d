package io.fairlead.server.desk;

import java.io.Serial;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A lead has another version than the one that was to be changed, or a phone or e-mail leads to another contact. */
public final class ChangedMeanwhile extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private ChangedMeanwhile(String what) {
        super(what);
    }

    /**
     * Looks whether everything still is as who does these things saw it.
     *
     * @throws ChangedMeanwhile if anything is not
     */
    static void check(List<Doing> doings, DeskStore store) {
        checkVersions(doings, store);
        checkContacts(doings, store);
    }

    private static ChangedMeanwhile lead(long lead) {
        return new ChangedMeanwhile("lead " + lead + " has another version");
    }

    /** Of a lead with which something is done before in the same batch the version is not known yet. */
    private static void checkVersions(List<Doing> doings, DeskStore store) {
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
            var found = store.versions(
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

    private static void checkContacts(List<Doing> doings, DeskStore store) {
        var told = new ArrayList<Doing.ContactKnown>();
        for (var doing : doings) {
            if (doing instanceof Doing.ContactKnown one) {
                told.add(one);
            }
        }
        if (told.isEmpty()) {
            return;
        }
        var found = store.keys(told);
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

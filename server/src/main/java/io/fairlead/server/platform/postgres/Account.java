package io.fairlead.server.platform.postgres;

import io.fairlead.server.platform.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How PostgreSQL's programs, which refuse to run as root, are started by this process: as they are, in a user
 * namespace of their own, or as the user nobody.
 *
 * @param prefix what stands before the program on its command line
 * @param owner the numeric user and group that must own the files, -1 for whoever made them
 */
record Account(List<String> prefix, int owner) {
    private static final int NOBODY = 65534;
    private static final Account ITSELF = new Account(List.of(), -1);
    private static final Account NAMESPACE = new Account(List.of("unshare", "-U"), -1);
    private static final Account SECOND_USER = new Account(
            List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--inh-caps=-all"), NOBODY);

    /**
     * The first way that works here.
     *
     * @throws StartFailure if this process is root and none does
     */
    static Account choose() {
        if (!System.getProperty("user.name").equals("root")) {
            return ITSELF;
        }
        return Stream.of(NAMESPACE, SECOND_USER)
                .filter(account -> Command.succeeds(account.command(List.of("true"))))
                .findFirst()
                .orElseThrow(() -> new StartFailure(
                        "PostgreSQL refuses to run as root, and neither `unshare -U` nor `setpriv` works here."
                                + "\nStart Fairlead as an ordinary user, or set FAIRLEAD_DB_URL."));
    }

    List<String> command(List<String> program) {
        return Stream.concat(prefix.stream(), program.stream()).toList();
    }

    /**
     * Sees to it that the account can enter the folder, whose owner this process is.
     *
     * @throws StartFailure if a folder above keeps it out
     */
    void enter(Path folder) throws IOException {
        if (prefix.isEmpty()) {
            return;
        }
        if (owner >= 0) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(folder);
            permissions.add(PosixFilePermission.OTHERS_EXECUTE);
            Files.setPosixFilePermissions(folder, permissions);
        }
        if (!Command.succeeds(command(List.of("test", "-x", folder.toString())))) {
            throw new StartFailure("Started as root, PostgreSQL runs without root's rights and cannot enter " + folder
                    + ".\nChoose a folder with --home that others can reach, or start Fairlead as an ordinary user.");
        }
    }

    /** Gives the file, or the folder with all it holds, to the account's user. */
    void give(Path place) throws IOException {
        if (owner < 0) {
            return;
        }
        try (Stream<Path> files = Files.walk(place)) {
            for (Path file : files.toList()) {
                Files.setAttribute(file, "unix:uid", owner, LinkOption.NOFOLLOW_LINKS);
                Files.setAttribute(file, "unix:gid", owner, LinkOption.NOFOLLOW_LINKS);
            }
        }
    }
}

package io.fairlead.server.platform;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where the contents of files lie: a folder of each company, in it folders by the first two letters of a content's
 * random name.
 *
 * @param folder absolute
 */
public record FilePlaces(Path folder) {
    /**
     * {@code FAIRLEAD_FILES}, else {@code files} in the data folder.
     *
     * @throws StartFailure if the environment names no absolute path
     */
    public static FilePlaces of(Path home, Map<String, String> environment) {
        String given = environment.getOrDefault("FAIRLEAD_FILES", "").strip();
        if (given.isEmpty()) {
            return new FilePlaces(home.toAbsolutePath().normalize().resolve("files"));
        }
        Path place = Path.of(given);
        if (!place.isAbsolute()) {
            throw new StartFailure("FAIRLEAD_FILES is \"" + given + "\", which is no absolute path."
                    + "\nExpected: the folder that all nodes share, such as /srv/fairlead/files");
        }
        return new FilePlaces(place.normalize());
    }

    /**
     * The name of a company's folder. Two installations that share a folder by mistake do not take each other's contents
     * for their own.
     *
     * @param seed of the company's ids
     */
    public static String nameOf(int company, long seed) {
        return company + "-" + Long.toHexString(seed);
    }

    /** A company's folder. */
    public Path of(String company) {
        return folder.resolve(company);
    }

    /** Where a content of a company lies. */
    public Path of(String company, String content) {
        return of(company).resolve(content.substring(0, 2)).resolve(content);
    }
}

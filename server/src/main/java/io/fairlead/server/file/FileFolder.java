package io.fairlead.server.file;

import io.fairlead.server.company.Company;
import io.fairlead.server.platform.FilePlaces;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.http.UploadLimit;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * The folder in which the content of files lies: a folder of each company, and in it a file of a random name for each
 * content. Nothing else touches it, so that contents could lie elsewhere one day. With several nodes it is shared by all
 * of them. Thread-safe.
 */
@Component
public class FileFolder {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 26;
    private static final int PIECE = 1 << 16;
    private static final String UNFINISHED = ".part";
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final FileAttribute<?>[] OWNERS_ONLY = POSIX
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
            }
            : new FileAttribute<?>[0];

    private final FilePlaces places;
    private final UploadLimit limit;
    private final SecureRandom random = new SecureRandom();

    FileFolder(Environment environment, UploadLimit limit) {
        String home = environment.getProperty("fairlead.home", ".");
        String given = environment.getProperty("fairlead.files", "");
        this.places = FilePlaces.of(Path.of(home), Map.of("FAIRLEAD_FILES", given));
        this.limit = limit;
    }

    /** A content that lies in the folder. */
    record Stored(String place, long bytes) {}

    /**
     * Takes a content in, as it comes: when this returns it is on the disk to stay.
     *
     * @throws Refusal {@code file-too-large} with the limit in bytes
     */
    Stored write(Company company, InputStream content) throws IOException {
        String place = name();
        Path target = path(company, place);
        Path part = target.resolveSibling(place + UNFINISHED);
        Files.createDirectories(target.getParent(), OWNERS_ONLY);
        try {
            long bytes = copy(content, part);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            if (POSIX) {
                try (FileChannel directory = FileChannel.open(target.getParent(), StandardOpenOption.READ)) {
                    directory.force(true);
                }
            }
            return new Stored(place, bytes);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private long copy(InputStream content, Path part) throws IOException {
        try (FileChannel out = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            byte[] piece = new byte[PIECE];
            long bytes = 0;
            for (int read = content.read(piece); read >= 0; read = content.read(piece)) {
                bytes += read;
                if (bytes > limit.bytes()) {
                    throw tooLarge();
                }
                ByteBuffer left = ByteBuffer.wrap(piece, 0, read);
                while (left.hasRemaining()) {
                    out.write(left);
                }
            }
            out.force(true);
            return bytes;
        }
    }

    /** How many bytes a content may have. */
    long limit() {
        return limit.bytes();
    }

    /** Why a content is not taken. */
    Refusal tooLarge() {
        return Refusal.of(
                HttpStatus.CONTENT_TOO_LARGE,
                "file-too-large",
                "A file may have up to " + limit.bytes() + " bytes.",
                Map.of("limit", limit.bytes()));
    }

    /** Where a content lies. */
    public Path path(Company company, String place) {
        return places.of(nameOf(company), place);
    }

    /** Removes a content; one that is not there is no error. */
    public void remove(Company company, String place) {
        try {
            Files.deleteIfExists(path(company, place));
        } catch (IOException e) {
            throw new UncheckedIOException("The content " + place + " could not be removed.", e);
        }
    }

    /** Tells, some hundreds at a time, which contents of the company have lain there since before the instant. */
    void before(Company company, Instant instant, Consumer<List<String>> told) {
        Path own = places.of(nameOf(company));
        if (!Files.isDirectory(own)) {
            return;
        }
        try (Stream<Path> all = Files.walk(own, 2)) {
            List<String> some = new ArrayList<>();
            for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(instant)) {
                    some.add(file.getFileName().toString());
                }
                if (some.size() == 500) {
                    told.accept(List.copyOf(some));
                    some.clear();
                }
            }
            told.accept(List.copyOf(some));
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + own + " could not be read.", e);
        }
    }

    private static String nameOf(Company company) {
        return FilePlaces.nameOf(company.companyId(), company.idSeed());
    }

    private String name() {
        StringBuilder name = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            name.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return name.toString();
    }
}

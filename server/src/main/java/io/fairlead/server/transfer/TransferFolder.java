package io.fairlead.server.transfer;

import io.fairlead.server.company.Company;
import io.fairlead.server.platform.FilePlaces;
import io.fairlead.server.transfer.table.Workbook;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * The folder in which files lie that are read in or were written out: beside the files kept at leads, a folder of each
 * company. With several nodes it is shared by all of them. Thread-safe.
 */
@Component
public class TransferFolder {
    private static final int NAME = 16;
    private static final int PIECE = 1 << 16;

    private final FilePlaces places;
    private final SecureRandom random = new SecureRandom();

    TransferFolder(Environment environment) {
        String home = environment.getProperty("fairlead.home", ".");
        String given = environment.getProperty("fairlead.files", "");
        this.places = FilePlaces.of(Path.of(home), Map.of("FAIRLEAD_FILES", given));
    }

    /** The name of a file that is not there yet. */
    public String place() {
        byte[] name = new byte[NAME];
        random.nextBytes(name);
        return HexFormat.of().formatHex(name);
    }

    public Path path(Company company, String place) {
        return places.of(FilePlaces.nameOf(company.companyId(), company.idSeed()) + "-transfers", place);
    }

    /** The sheets of a workbook that lies there. */
    List<String> sheets(Company company, String place) {
        try {
            return Workbook.sheets(path(company, place));
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + place + " could not be read.", e);
        }
    }

    /** The same, in a folder that only this program may read. */
    public Path fresh(Company company, String place) throws IOException {
        Path path = path(company, place);
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] owners = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
        Files.createDirectories(path.getParent(), owners);
        return path;
    }

    /**
     * Writes a piece of a file from an offset on, over whatever an attempt that broke off left there.
     *
     * @param most how many bytes the piece may have
     * @return how many it had, or −1 if they were more; then they do not count
     */
    long write(Path path, long from, InputStream content, long most) throws IOException {
        try (FileChannel out = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            // Nothing is cut off: what another attempt at the same piece has written already would go with it.
            out.position(from);
            byte[] piece = new byte[PIECE];
            long bytes = 0;
            for (int read = content.read(piece); read >= 0; read = content.read(piece)) {
                bytes += read;
                if (bytes > most) {
                    return -1;
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

    public void remove(Company company, String place) {
        if (place.isEmpty()) {
            return;
        }
        try {
            Files.deleteIfExists(path(company, place));
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + place + " could not be removed.", e);
        }
    }
}

package io.fairlead.server.platform.postgres;

import io.fairlead.server.platform.StartFailure;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.springframework.util.FileSystemUtils;

/** PostgreSQL's programs for this platform, unpacked once into a folder named by the archive's checksum. */
final class Binaries {
    private static final String FOLDER = "postgresql-";

    private Binaries() {}

    /** The folder that holds {@code bin}, {@code lib} and {@code share}; folders of other versions are removed. */
    static Path unpack(Path home) throws IOException {
        byte[] archive = archive();
        Path folder = home.resolve(FOLDER + checksum(archive));
        if (!Files.isDirectory(folder)) {
            removeOthers(home);
            Path fresh = Files.createTempDirectory(home, FOLDER + "new-");
            extract(archive, fresh);
            if (posix(fresh)) {
                Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
            Files.move(fresh, folder);
        }
        return folder;
    }

    private static byte[] archive() throws IOException {
        String name = archiveName(System.getProperty("os.name"), System.getProperty("os.arch"));
        try (InputStream in = Binaries.class.getResourceAsStream("/" + name)) {
            if (in == null) {
                throw new StartFailure("This build holds no PostgreSQL for this machine (" + name + " is missing)."
                        + "\nSet FAIRLEAD_DB_URL to a PostgreSQL server, or build Fairlead on this kind of machine.");
            }
            return in.readAllBytes();
        }
    }

    static String archiveName(String osName, String osArch) {
        String os = osName.toLowerCase(Locale.ROOT);
        String arch = osArch.toLowerCase(Locale.ROOT);
        String platform = os.contains("mac") ? "darwin" : os.contains("windows") ? "windows" : "linux";
        boolean arm = arch.equals("aarch64") || arch.equals("arm64");
        return "postgres-" + platform + "-" + (arm ? "arm_64" : "x86_64") + ".txz";
    }

    private static String checksum(byte[] archive) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(archive);
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void removeOthers(Path home) throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            for (Path old : files.filter(f -> f.getFileName().toString().startsWith(FOLDER))
                    .toList()) {
                FileSystemUtils.deleteRecursively(old);
            }
        }
    }

    private static void extract(byte[] archive, Path target) throws IOException {
        try (var tar = new TarArchiveInputStream(
                new BufferedInputStream(new XZCompressorInputStream(new ByteArrayInputStream(archive)), 1 << 16))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path file = target.resolve(entry.getName()).normalize();
                if (!file.startsWith(target)) {
                    throw new IOException("entry outside the archive: " + entry.getName());
                }
                write(tar, entry, file);
            }
        }
    }

    private static void write(InputStream tar, TarArchiveEntry entry, Path file) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, file);
        if (posix(file)) {
            boolean program = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    private static boolean posix(Path file) {
        return Files.getFileAttributeView(file, PosixFileAttributeView.class) != null;
    }
}

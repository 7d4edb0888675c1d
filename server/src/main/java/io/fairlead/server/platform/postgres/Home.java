package io.fairlead.server.platform.postgres;

import io.fairlead.server.platform.StartFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The folder that holds an installation's data, locked for this process. The kernel frees the lock when the process
 * ends, however it ends.
 */
public final class Home implements AutoCloseable {
    private final Path folder;
    private final FileChannel lock;

    private Home(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Makes the folder, for its owner only, if it is missing; and locks it.
     *
     * @throws StartFailure if it cannot be written, or another process holds it
     */
    public static Home open(Path place) {
        Path folder = place.toAbsolutePath().normalize();
        FileChannel channel = openLockFile(folder);
        try {
            if (!tryLock(channel)) {
                String holder = read(channel);
                channel.close();
                throw new StartFailure("The data folder " + folder + " is in use by another Fairlead"
                        + (holder.isEmpty() ? "." : " (process " + holder + ").")
                        + "\nStop that one first, or choose another folder with --home.");
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            throw notWritable(folder, e);
        }
        return new Home(folder, channel);
    }

    public Path folder() {
        return folder;
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileChannel openLockFile(Path folder) {
        try {
            if (Guard.possible()) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } else {
                Files.createDirectories(folder);
            }
            return FileChannel.open(
                    folder.resolve("lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw notWritable(folder, e);
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(32);
        channel.read(text, 0);
        return StandardCharsets.US_ASCII.decode(text.flip()).toString().strip();
    }

    private static StartFailure notWritable(Path folder, IOException cause) {
        return new StartFailure(
                "The data folder " + folder + " cannot be written (" + cause + ")."
                        + "\nGive yourself the right to write there, or choose another folder with --home.",
                cause);
    }
}

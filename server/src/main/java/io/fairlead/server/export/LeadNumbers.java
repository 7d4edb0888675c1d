package io.fairlead.server.export;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * The numbers of the leads of an export, in their order, in a file of eight bytes each: they take no memory, and are the same
 * for whoever begins again.
 */
final class LeadNumbers {
    private static final int BUFFER = 1 << 16;

    private LeadNumbers() {}

    /**
     * Writes those that are told, over whatever was there.
     *
     * @return how many they are
     */
    static long write(Path path, Consumer<LongConsumer> telling) throws IOException {
        long[] count = {0};
        try (FileChannel channel = FileChannel.open(
                        path,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING);
                DataOutputStream out =
                        new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER))) {
            telling.accept(number -> {
                try {
                    out.writeLong(number);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                count[0]++;
            });
            out.flush();
            channel.force(true);
        } catch (UncheckedIOException e) {
            throw e.getCause() == null ? new IOException(e) : e.getCause();
        }
        return count[0];
    }

    /** Whether all of them are there: a folder that nodes do not share has what its own node wrote. */
    static boolean has(Path path, long leads) throws IOException {
        return Files.exists(path) && Files.size(path) == leads * Long.BYTES;
    }

    /** Up to so many of them, beyond the first {@code after}. */
    static List<Long> read(Path path, long after, int most) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(most * Long.BYTES);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long at = after * Long.BYTES;
            int read = 0;
            while (bytes.hasRemaining() && read >= 0) {
                read = channel.read(bytes, at + bytes.position());
            }
        }
        bytes.flip();
        List<Long> numbers = new ArrayList<>(bytes.remaining() / Long.BYTES);
        while (bytes.remaining() >= Long.BYTES) {
            numbers.add(bytes.getLong());
        }
        return numbers;
    }
}

package io.fairlead.server.transfer;

import java.util.Arrays;

/** Which row a phone or an e-mail first stood in, for millions of them in 12 bytes each; told apart by 64 bits. Not thread-safe. */
final class SeenKeys {
    private long[] hashes = new long[1 << 12];
    private int[] rows = new int[1 << 12];
    private int size;

    /** The row in which it stood before; 0 for none, and then it is noted. */
    long seen(String key, long row) {
        if (size * 3 > hashes.length * 2) {
            grow();
        }
        long hash = hash(key);
        int at = place(hash);
        if (hashes[at] == hash) {
            return rows[at];
        }
        hashes[at] = hash;
        rows[at] = (int) row;
        size++;
        return 0;
    }

    private int place(long hash) {
        int mask = hashes.length - 1;
        int at = (int) (hash ^ (hash >>> 32)) & mask;
        while (hashes[at] != 0 && hashes[at] != hash) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private void grow() {
        var oldHashes = hashes;
        var oldRows = rows;
        hashes = new long[oldHashes.length * 2];
        rows = Arrays.copyOf(new int[0], hashes.length);
        for (int i = 0; i < oldHashes.length; i++) {
            if (oldHashes[i] != 0) {
                int at = place(oldHashes[i]);
                hashes[at] = oldHashes[i];
                rows[at] = oldRows[i];
            }
        }
    }

    /** FNV-1a over UTF-16, then the finalizer of SplitMix64; never 0. */
    private static long hash(String key) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < key.length(); i++) {
            hash = (hash ^ key.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
        hash ^= hash >>> 31;
        return hash == 0 ? 1 : hash;
    }
}

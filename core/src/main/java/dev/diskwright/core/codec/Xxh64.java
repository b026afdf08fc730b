package dev.diskwright.core.codec;

/// The checksum of zstd's frames: XXH64 with the seed 0, of which they keep the lower half.
final class Xxh64 {
    private static final long PRIME1 = 0x9e3779b185ebca87L;
    private static final long PRIME2 = 0xc2b2ae3d27d4eb4fL;
    private static final long PRIME3 = 0x165667b19e3779f9L;
    private static final long PRIME4 = 0x85ebca77c2b2ae63L;
    private static final long PRIME5 = 0x27d4eb2f165667c5L;
    private static final int STRIPE = 32;

    private final byte[] rest = new byte[STRIPE]; // what does not fill a stripe
    private int filled;
    private long size;
    private long a;
    private long b;
    private long c;
    private long d;

    Xxh64() {
        reset();
    }

    /// Forgets everything.
    void reset() {
        filled = 0;
        size = 0;
        a = 0x60ea27eeadc0b5d6L; // the sum of the first two
        b = PRIME2;
        c = 0;
        d = -PRIME1;
    }

    void update(byte[] bytes, int from, int to) {
        int at = from;
        size += to - from;
        if (filled > 0) {
            int length = Math.min(STRIPE - filled, to - at);
            System.arraycopy(bytes, at, rest, filled, length);
            filled += length;
            at += length;
            if (filled < STRIPE) {
                return;
            }
            stripes(rest, 0, STRIPE);
            filled = 0;
        }
        int whole = at + (to - at) / STRIPE * STRIPE;
        stripes(bytes, at, whole);
        filled = to - whole;
        System.arraycopy(bytes, whole, rest, 0, filled);
    }

    private void stripes(byte[] bytes, int from, int to) {
        long w = a;
        long x = b;
        long y = c;
        long z = d;
        for (int at = from; at < to; at += STRIPE) {
            w = round(w, Bytes.getLong(bytes, at));
            x = round(x, Bytes.getLong(bytes, at + 8));
            y = round(y, Bytes.getLong(bytes, at + 16));
            z = round(z, Bytes.getLong(bytes, at + 24));
        }
        a = w;
        b = x;
        c = y;
        d = z;
    }

    private static long round(long lane, long input) {
        return Long.rotateLeft(lane + input * PRIME2, 31) * PRIME1;
    }

    private static long merge(long hash, long lane) {
        return (hash ^ round(0, lane)) * PRIME1 + PRIME4;
    }

    /// {@return the sum of what came so far}
    long value() {
        long hash = PRIME5;
        if (size >= STRIPE) {
            hash =
                    Long.rotateLeft(a, 1)
                            + Long.rotateLeft(b, 7)
                            + Long.rotateLeft(c, 12)
                            + Long.rotateLeft(d, 18);
            hash = merge(merge(merge(merge(hash, a), b), c), d);
        }
        hash += size;
        int at = 0;
        for (; at + 8 <= filled; at += 8) {
            hash ^= round(0, Bytes.getLong(rest, at));
            hash = Long.rotateLeft(hash, 27) * PRIME1 + PRIME4;
        }
        if (at + 4 <= filled) {
            hash ^= (Bytes.getInt(rest, at) & 0xffff_ffffL) * PRIME1;
            hash = Long.rotateLeft(hash, 23) * PRIME2 + PRIME3;
            at += 4;
        }
        for (; at < filled; at++) {
            hash ^= (rest[at] & 0xff) * PRIME5;
            hash = Long.rotateLeft(hash, 11) * PRIME1;
        }
        hash = (hash ^ hash >>> 33) * PRIME2;
        hash = (hash ^ hash >>> 29) * PRIME3;
        return hash ^ hash >>> 32;
    }
}

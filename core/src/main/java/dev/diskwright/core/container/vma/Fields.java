package dev.diskwright.core.container.vma;

import dev.diskwright.core.bytes.Where;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Sizes and numbers that all of the format shares.
final class Fields {
    static final int BLOCK_BITS = 12;
    static final int BLOCK = 1 << BLOCK_BITS; // bytes
    static final int CLUSTER_BITS = 16;
    static final int CLUSTER = 1 << CLUSTER_BITS; // bytes
    static final int BLOCKS = CLUSTER / BLOCK; // in a cluster
    static final int FULL = 0xffff; // mask of a cluster that has all its blocks
    static final int MD5_SIZE = 16;

    /// Bytes of the largest device, as cluster numbers have 32 bits.
    static final long LARGEST = 1L << 32 + CLUSTER_BITS;

    static final ValueLayout.OfInt U32 =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    static final ValueLayout.OfLong U64 =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    /// Lengths of blobs: the one number that the writers store the other way round.
    static final ValueLayout.OfShort BLOB_LENGTH =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private Fields() {}

    /// {@return clusters of a device}
    static long clusters(long size) {
        return Math.ceilDiv(size, CLUSTER);
    }

    /// {@return the blocks of a cluster that a device has, as a mask}
    static int blocksOf(long size, long cluster) {
        long left = Math.ceilDiv(size - (cluster << CLUSTER_BITS), BLOCK);
        return left >= BLOCKS ? FULL : (1 << left) - 1;
    }

    static MessageDigest newMd5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }

    /// {@return the sum of a header, with the field of the sum itself taken for zero}
    ///
    /// @param at where the field lies
    static byte[] md5(MessageDigest md5, MemorySegment header, int at) {
        md5.update(header.asSlice(0, at).asByteBuffer());
        md5.update(new byte[MD5_SIZE]);
        md5.update(header.asSlice(at + MD5_SIZE).asByteBuffer());
        return md5.digest();
    }

    static void setMd5(MessageDigest md5, MemorySegment header, int at) {
        header.asSlice(at, MD5_SIZE).copyFrom(MemorySegment.ofArray(md5(md5, header, at)));
    }

    static boolean hasMd5(MessageDigest md5, MemorySegment header, int at) {
        MemorySegment sum = MemorySegment.ofArray(md5(md5, header, at));
        return header.asSlice(at, MD5_SIZE).mismatch(sum) < 0;
    }

    static Where header(Where file) {
        return file.structure("header", 0);
    }
}

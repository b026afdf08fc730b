package dev.diskwright.core.block;

import java.lang.foreign.MemorySegment;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// A binary tree of SHA-256 hashes over a disk, built from left to right in little memory.
///
/// ```text
/// leaf = SHA-256(0x00, 256 KiB of the disk; the last one filled up with zeros)
/// node = SHA-256(0x01, left child, right child)
/// root = SHA-256(0x02, size in bytes as 8 bytes little-endian, top node)
/// ```
///
/// The tree is as deep as it must be to have a leaf for every 256 KiB of the disk; the leaves beyond the end are those of
/// zeros. A subtree of zeros has one hash for each height, so a run of zeros of any length takes a few steps.
final class HashTree {
    static final int LEAF = 1 << 18; // bytes: small, as data on a sparse disk is scattered
    private static final int MAX_HEIGHT = 45; // 2^63 bytes
    private static final byte[] FILL = new byte[LEAF];
    private static final List<byte[]> ZERO = zeroSubtrees();

    private final MessageDigest sha256 = Digests.newSha256();
    private final Deque<Subtree> open = new ArrayDeque<>(); // left to right, heights falling
    private long leaves;

    private static final class Subtree {
        final int height;
        final byte[] hash;

        Subtree(int height, byte[] hash) {
            this.height = height;
            this.hash = hash;
        }
    }

    private static List<byte[]> zeroSubtrees() {
        MessageDigest sha256 = Digests.newSha256();
        var hashes = new ArrayList<byte[]>();
        byte[] hash = leafHash(sha256, MemorySegment.ofArray(new byte[0]));
        for (int height = 0; height <= MAX_HEIGHT; height++) {
            hashes.add(hash);
            hash = nodeHash(sha256, hash, hash);
        }
        return hashes;
    }

    static byte[] zeroLeaf() {
        return ZERO.get(0);
    }

    /// @param content at most [#LEAF] bytes; what is missing is zero
    static byte[] leafHash(MessageDigest sha256, MemorySegment content) {
        sha256.update((byte) 0);
        sha256.update(content.asByteBuffer());
        sha256.update(FILL, 0, LEAF - (int) content.byteSize());
        return sha256.digest();
    }

    private static byte[] nodeHash(MessageDigest sha256, byte[] left, byte[] right) {
        sha256.update((byte) 1);
        sha256.update(left);
        return sha256.digest(right);
    }

    /// Adds the next leaf.
    void add(byte[] leafHash) {
        push(new Subtree(0, leafHash));
    }

    /// Adds leaves of zeros until there are `count` in all.
    void addZerosUpTo(long count) {
        while (leaves < count) {
            int fitting = 63 - Long.numberOfLeadingZeros(count - leaves);
            int height = Math.min(fitting, Long.numberOfTrailingZeros(leaves));
            push(new Subtree(height, ZERO.get(height)));
        }
    }

    private void push(Subtree subtree) {
        leaves += 1L << subtree.height;
        Subtree right = subtree;
        while (!open.isEmpty() && open.getLast().height == right.height) {
            byte[] left = open.removeLast().hash;
            right = new Subtree(right.height + 1, nodeHash(sha256, left, right.hash));
        }
        open.addLast(right);
    }

    /// {@return the root} Nothing can be added afterwards.
    byte[] root(long size) {
        long needed = Math.max(1, Math.ceilDiv(size, LEAF));
        addZerosUpTo(needed == 1 ? 1 : Long.highestOneBit(needed - 1) << 1);
        sha256.update((byte) 2);
        for (int i = 0; i < 8; i++) {
            sha256.update((byte) (size >>> 8 * i));
        }
        return sha256.digest(open.getLast().hash);
    }
}

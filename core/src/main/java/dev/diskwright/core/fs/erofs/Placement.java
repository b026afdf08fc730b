package dev.diskwright.core.fs.erofs;

import java.util.Arrays;

/// Places for inodes with what is behind them. What fits into a block does not leave it; of blocks with room the one with
/// the least that suffices is taken.
final class Placement {
    private static final int SLOTS = Format.BLOCK / Format.SLOT;

    private final int[][] open = new int[SLOTS + 1][]; // blocks, by slots that are left
    private final int[] counts = new int[SLOTS + 1];
    private long blocks;

    /// {@return slot of the first of `bytes` bytes}
    long place(int bytes) {
        int slots = Math.ceilDiv(bytes, Format.SLOT);
        if (slots > SLOTS) {
            long first = blocks;
            blocks += Math.ceilDiv(slots, SLOTS);
            leave(blocks - 1, -slots & SLOTS - 1);
            return first * SLOTS;
        }
        int room = slots;
        while (room < SLOTS && counts[room] == 0) {
            room++;
        }
        long block;
        if (room < SLOTS) {
            block = open[room][--counts[room]];
        } else {
            block = blocks++;
        }
        leave(block, room - slots);
        return (block + 1) * SLOTS - room;
    }

    private void leave(long block, int slots) {
        if (slots == 0) {
            return;
        }
        int[] known = open[slots];
        if (known == null) {
            known = new int[8];
        } else if (counts[slots] == known.length) {
            known = Arrays.copyOf(known, 2 * known.length);
        }
        known[counts[slots]++] = Math.toIntExact(block);
        open[slots] = known;
    }

    /// {@return how many blocks are used}
    long blocks() {
        return blocks;
    }
}

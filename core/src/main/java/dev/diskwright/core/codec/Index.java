package dev.diskwright.core.codec;

import java.util.Arrays;

/// Places where unpacking can begin, in ascending order and a bounded number: when they become too many, every other one
/// is forgotten, and those to come must be twice as far apart.
final class Index {
    private final int capacity;
    private long apart;
    private int count;
    private long[] unpacked = new long[16]; // offsets
    private long[] packed = new long[16]; // what the codec calls the place
    private Object[] states = {}; // what it needs beside

    private final boolean hasStates;

    /// @param capacity the most places that are kept, 2 or more
    /// @param apart bytes between them, at least
    Index(int capacity, long apart, boolean hasStates) {
        this.capacity = capacity;
        this.apart = apart;
        this.hasStates = hasStates;
        states = hasStates ? new Object[16] : states;
    }

    /// {@return whether a place would be noted}
    boolean wants(long offset) {
        return count == 0 || offset - unpacked[count - 1] >= apart;
    }

    void add(long offset, long place, Object state) {
        if (!wants(offset)) {
            return;
        }
        if (count == capacity) {
            thin();
            if (!wants(offset)) {
                return;
            }
        }
        if (count == unpacked.length) {
            int size = Math.min(capacity, 2 * count);
            unpacked = Arrays.copyOf(unpacked, size);
            packed = Arrays.copyOf(packed, size);
            states = hasStates ? Arrays.copyOf(states, size) : states;
        }
        unpacked[count] = offset;
        packed[count] = place;
        if (hasStates) {
            states[count] = state;
        }
        count++;
    }

    private void thin() {
        int kept = 0;
        for (int i = 0; i < count; i += 2) {
            unpacked[kept] = unpacked[i];
            packed[kept] = packed[i];
            if (hasStates) {
                states[kept] = states[i];
            }
            kept++;
        }
        if (hasStates) {
            Arrays.fill(states, kept, count, null);
        }
        count = kept;
        apart *= 2;
    }

    int count() {
        return count;
    }

    /// {@return the last place that is not behind `offset`}
    int at(long offset) {
        int index = Arrays.binarySearch(unpacked, 0, count, offset);
        return index >= 0 ? index : -index - 2;
    }

    long unpacked(int index) {
        return unpacked[index];
    }

    long packed(int index) {
        return packed[index];
    }

    Object state(int index) {
        return states[index];
    }
}

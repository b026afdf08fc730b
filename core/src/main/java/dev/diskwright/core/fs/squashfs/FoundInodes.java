package dev.diskwright.core.fs.squashfs;

import java.util.Arrays;

/// The inodes that a table was found to hold, in its order.
final class FoundInodes {
    private long[] references = new long[64]; // ascending
    private int[] numbers = new int[64];
    private byte[] types = new byte[64];
    private int[] links = new int[64];
    private int[] names = new int[64];
    private int count;
    private boolean complete;

    void add(long reference, Inode inode) {
        if (count == references.length) {
            references = Arrays.copyOf(references, 2 * count);
            numbers = Arrays.copyOf(numbers, 2 * count);
            types = Arrays.copyOf(types, 2 * count);
            links = Arrays.copyOf(links, 2 * count);
            names = Arrays.copyOf(names, 2 * count);
        }
        references[count] = reference;
        numbers[count] = (int) inode.number();
        types[count] = (byte) inode.type();
        links[count] = (int) inode.links();
        count++;
    }

    /// Says that the whole table was read.
    void complete() {
        complete = true;
    }

    boolean isComplete() {
        return complete;
    }

    int count() {
        return count;
    }

    /// {@return which inode is at that reference; negative for none}
    int find(long reference) {
        return Arrays.binarySearch(references, 0, count, reference);
    }

    long reference(int index) {
        return references[index];
    }

    long number(int index) {
        return Integer.toUnsignedLong(numbers[index]);
    }

    int type(int index) {
        return types[index];
    }

    long links(int index) {
        return Integer.toUnsignedLong(links[index]);
    }

    /// Counts a name of the inode.
    void name(int index) {
        names[index]++;
    }

    int names(int index) {
        return names[index];
    }
}

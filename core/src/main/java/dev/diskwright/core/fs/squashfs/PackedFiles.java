package dev.diskwright.core.fs.squashfs;

import java.util.Arrays;

/// Where the contents of every regular file ended up, by the file's number.
final class PackedFiles {
    /// Of a file without a fragment.
    static final int NO_FRAGMENT = -1;

    private static final int[] NO_BLOCKS = {};

    private final long[] starts;
    private final int[][] blocks;
    private final int[] fragments;
    private final int[] fragmentOffsets;
    private final long[] sparse;
    private long[] fragmentStarts = new long[16];
    private int[] fragmentSizes = new int[16];
    private int fragmentCount;

    /// @param count of files, which are numbered from 1
    PackedFiles(int count) {
        starts = new long[count + 1];
        blocks = new int[count + 1][];
        Arrays.fill(blocks, NO_BLOCKS);
        fragments = new int[count + 1];
        Arrays.fill(fragments, NO_FRAGMENT);
        fragmentOffsets = new int[count + 1];
        sparse = new long[count + 1];
    }

    /// {@return offset of the first block in the volume; 0 if no block is stored}
    long start(int number) {
        return starts[number];
    }

    void start(int number, long offset) {
        starts[number] = offset;
    }

    /// {@return size of each block as the inode stores it}
    int[] blocks(int number) {
        return blocks[number];
    }

    void blocks(int number, int count) {
        blocks[number] = count == 0 ? NO_BLOCKS : new int[count];
    }

    int fragment(int number) {
        return fragments[number];
    }

    int fragmentOffset(int number) {
        return fragmentOffsets[number];
    }

    void fragment(int number, int fragment, int offset) {
        fragments[number] = fragment;
        fragmentOffsets[number] = offset;
    }

    /// {@return bytes of the file's blocks that are not stored, as they are zero}
    long sparse(int number) {
        return sparse[number];
    }

    void addSparse(int number, long bytes) {
        sparse[number] += bytes;
    }

    /// Says that `number` has the same bytes as `other`.
    void share(int number, int other) {
        starts[number] = starts[other];
        blocks[number] = blocks[other];
        fragments[number] = fragments[other];
        fragmentOffsets[number] = fragmentOffsets[other];
        sparse[number] = sparse[other];
    }

    /// {@return the number of a fragment block whose place is yet to be told}
    int addFragment() {
        if (fragmentCount == fragmentStarts.length) {
            fragmentStarts = Arrays.copyOf(fragmentStarts, 2 * fragmentCount);
            fragmentSizes = Arrays.copyOf(fragmentSizes, 2 * fragmentCount);
        }
        return fragmentCount++;
    }

    void fragmentAt(int fragment, long start, int size) {
        fragmentStarts[fragment] = start;
        fragmentSizes[fragment] = size;
    }

    int fragmentCount() {
        return fragmentCount;
    }

    long fragmentStart(int fragment) {
        return fragmentStarts[fragment];
    }

    int fragmentSize(int fragment) {
        return fragmentSizes[fragment];
    }
}

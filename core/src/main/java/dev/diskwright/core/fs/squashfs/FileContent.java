package dev.diskwright.core.fs.squashfs;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.BoundedCache;
import dev.diskwright.core.block.Extent;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;

/// The bytes of a file in a volume, unpacked when they are read. Which blocks it has is read anew from its inode when it
/// is not among the files used last, so that a file takes little memory.
final class FileContent implements BlockSource {
    private static final int MOST_BLOCKS = 1 << 23;

    private final Shared shared;
    private final long reference; // of its inode
    private final long size;
    private final int blocks;
    private final int fragment;
    private final int fragmentOffset;

    /// What the files of a volume share.
    record Shared(Volume volume, Fragments fragments, BoundedCache<BlockList> lists) {
        private static final int LISTS = 4; // of 32 MiB at most

        static Shared of(Volume volume, Fragments fragments) {
            return new Shared(volume, fragments, new BoundedCache<>(LISTS));
        }
    }

    private FileContent(
            Shared shared,
            long reference,
            long size,
            int blocks,
            int fragment,
            int fragmentOffset) {
        this.shared = shared;
        this.reference = reference;
        this.size = size;
        this.blocks = blocks;
        this.fragment = fragment;
        this.fragmentOffset = fragmentOffset;
    }

    /// {@return the content of a file}
    ///
    /// @throws CorruptImageException if its end cannot be where it is said to be
    static FileContent of(Shared shared, long reference, Inode inode) throws IOException {
        Volume volume = shared.volume;
        checkPlace(volume, shared.fragments.count(), inode);
        return new FileContent(
                shared,
                reference,
                inode.size(),
                (int) inode.blockCount(volume.blockSize()),
                inode.fragment(),
                (int) inode.offset());
    }

    /// @throws CorruptImageException if size and fragment of a file cannot be
    static void checkPlace(Volume volume, long fragments, Inode inode) throws IOException {
        int blockSize = volume.blockSize();
        Where where = inode.where();
        if (inode.size() < 0) {
            throw new CorruptImageException(
                    where, "a size of " + Long.toUnsignedString(inode.size()), "less than 2^63");
        }
        if (inode.blockCount(blockSize) > MOST_BLOCKS) {
            throw new UnsupportedImageException(
                    where, "a file of more than %d blocks".formatted(MOST_BLOCKS));
        }
        if (inode.fragment() == PackedFiles.NO_FRAGMENT) {
            return;
        }
        long tail = inode.size() % blockSize;
        if (Integer.toUnsignedLong(inode.fragment()) >= fragments) {
            throw new CorruptImageException(
                    where,
                    "fragment block %d".formatted(Integer.toUnsignedLong(inode.fragment())),
                    "one of %d".formatted(fragments));
        }
        if (inode.offset() + tail > blockSize) {
            throw new CorruptImageException(
                    where,
                    "%d bytes at %d of a fragment block".formatted(tail, inode.offset()),
                    "bytes within its %d".formatted(blockSize));
        }
    }

    @Override
    public long size() {
        return size;
    }

    private BlockList list() throws IOException {
        return shared.lists.get(
                reference,
                () -> BlockList.of(shared.volume, Inode.read(shared.volume, reference), blocks));
    }

    @Override
    public Extent extentAt(long offset) throws IOException {
        Objects.checkIndex(offset, size);
        int blockSize = shared.volume.blockSize();
        int block = (int) (offset / blockSize);
        if (block >= blocks) {
            long start = (long) blocks * blockSize;
            return new Extent(start, size - start, Extent.Kind.DATA);
        }
        BlockList list = list();
        boolean zero = list.entry(block) == 0;
        int end = block + 1;
        while (end < blocks && (list.entry(end) == 0) == zero) {
            end++;
        }
        long start = (long) block * blockSize;
        return new Extent(
                start,
                Math.min((long) end * blockSize, size) - start,
                zero ? Extent.Kind.ZERO : Extent.Kind.DATA);
    }

    @Override
    public void read(long offset, MemorySegment target) throws IOException {
        Objects.checkFromIndexSize(offset, target.byteSize(), size);
        int blockSize = shared.volume.blockSize();
        BlockList list = blocks > 0 && offset < (long) blocks * blockSize ? list() : null;
        for (long done = 0; done < target.byteSize(); ) {
            long at = offset + done;
            int block = (int) (at / blockSize);
            int from = (int) (at % blockSize);
            int length = (int) Math.min(blockSize - from, target.byteSize() - done);
            MemorySegment part = target.asSlice(done, length);
            if (block >= blocks) {
                copy(tail(), fragmentOffset + from, part);
            } else if (list == null || list.entry(block) == 0) {
                part.fill((byte) 0);
            } else {
                boolean whole = length == Math.min(blockSize, size - (long) block * blockSize);
                copy(block(list, block, !whole), from, part);
            }
            done += length;
        }
    }

    private static void copy(byte[] from, int offset, MemorySegment to) {
        MemorySegment.copy(from, offset, to, ValueLayout.JAVA_BYTE, 0, (int) to.byteSize());
    }

    private byte[] block(BlockList list, int block, boolean kept) throws IOException {
        long place = list.place(block);
        Where where = shared.volume.where().structure("data block", place);
        byte[] bytes = shared.volume.data(where, place, list.entry(block), kept);
        int blockSize = shared.volume.blockSize();
        long expected = Math.min(blockSize, size - (long) block * blockSize);
        if (bytes.length != expected) {
            throw new CorruptImageException(
                    where, bytes.length + " bytes", Long.toString(expected));
        }
        return bytes;
    }

    private byte[] tail() throws IOException {
        Fragments.Block it = shared.fragments.block(fragment);
        Where where = shared.volume.where().structure("fragment block", it.start());
        byte[] bytes = shared.volume.data(where, it.start(), it.entry(), true);
        long end = fragmentOffset + size % shared.volume.blockSize();
        if (end > bytes.length) {
            throw new CorruptImageException(
                    where, bytes.length + " bytes", "at least %d".formatted(end));
        }
        return bytes;
    }
}

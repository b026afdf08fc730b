package dev.diskwright.core.fs.squashfs;

import dev.diskwright.core.bytes.ByteOutput;
import java.util.Arrays;

/// Volumes whose metadata unpacks to a thousand times its size.
final class Bombs {
    private Bombs() {}

    /// {@return a volume with one directory of `blocks` metadata blocks, each full of names of one inode}
    static byte[] directory(int blocks) {
        BlockPacker packer = BlockPacker.of(SquashfsCompression.ZSTD, BlockSizes.METADATA);
        var inodes = new MetadataWriter(packer);
        var directories = new MetadataWriter(packer);
        var out = new ByteOutput();
        out.u16(InodeType.FIFO).u16(0644).u16(0).u16(0).u32(0).u32(1).u32(1);
        inodes.write(out);
        var listing = new ByteOutput();
        long size = 0;
        for (int block = 0; block < blocks; block++) {
            listing.clear();
            for (int i = 0; i < 2; i++) {
                listing.u32(255).u32(0).u32(1);
                for (int name = 0; name < 256; name++) {
                    byte[] bytes = new byte[5];
                    int number = (block * 2 + i) * 256 + name;
                    for (int digit = bytes.length - 1; digit >= 0; digit--, number /= 64) {
                        bytes[digit] = (byte) ('0' + number % 64);
                    }
                    listing.u16(0).u16(0).u16(InodeType.FIFO).u16(bytes.length - 1L).raw(bytes);
                }
            }
            size += listing.size();
            directories.write(listing);
        }
        long root = inodes.reference();
        out.clear().u16(InodeType.DIRECTORY + InodeType.EXTENDED).u16(0755).u16(0).u16(0).u32(0);
        out.u32(2).u32(2).u32(size + 3).u32(0).u32(3).u16(0).u16(0).u32(XattrWriter.NONE);
        inodes.write(out);
        var volume = new ByteOutput();
        volume.raw(new byte[Superblock.SIZE]);
        long inodeTable = volume.size();
        ByteOutput packed = inodes.finish();
        volume.raw(packed.bytes(), 0, packed.size());
        long directoryTable = volume.size();
        packed = directories.finish();
        volume.raw(packed.bytes(), 0, packed.size());
        var ids = new MetadataWriter(packer);
        ids.write(new ByteOutput().u32(0));
        Table table = Table.of(ids, volume.size());
        volume.raw(table.bytes().bytes(), 0, table.bytes().size());
        var superblock =
                new Superblock(
                        Superblock.MAGIC,
                        2,
                        0,
                        4096,
                        0,
                        SquashfsCompression.ZSTD.id(),
                        12,
                        0,
                        1,
                        4,
                        0,
                        root,
                        volume.size(),
                        table.index(),
                        Superblock.ABSENT,
                        inodeTable,
                        directoryTable,
                        Superblock.ABSENT,
                        Superblock.ABSENT);
        byte[] bytes = Arrays.copyOf(volume.bytes(), volume.size());
        byte[] head =
                Superblock.CODEC
                        .toBytes(superblock)
                        .toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
        System.arraycopy(head, 0, bytes, 0, head.length);
        return bytes;
    }
}

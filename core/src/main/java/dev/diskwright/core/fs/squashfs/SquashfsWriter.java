package dev.diskwright.core.fs.squashfs;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.diskwright.core.block.Progress;
import dev.diskwright.core.block.Spool;
import dev.diskwright.core.bytes.ByteOutput;
import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.fs.Numbering;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Makes a volume: contents first, then the tables that say where they are, then the superblock.
final class SquashfsWriter {
    private static final int PADDING =
            4096; // bytes that volumes are a multiple of, for loop devices
    private static final long LAST_SECOND = 0xffff_ffffL;

    private final SquashfsParameters parameters;
    private final Spool spool;
    private long position;

    /// @param spool empty
    SquashfsWriter(SquashfsParameters parameters, Spool spool) {
        this.parameters = parameters;
        this.spool = spool;
    }

    /// Fills the spool.
    void write(FileTree tree, Progress progress) throws IOException, InterruptedException {
        Numbering numbering = Numbering.of(tree);
        byte[] options = options();
        spool.write(Superblock.SIZE, options, options.length);
        PackedFiles files;
        try (var workers = new Workers(parameters)) {
            long start = (long) Superblock.SIZE + options.length;
            var data = new DataWriter(parameters, numbering, spool, start, workers, progress);
            position = data.write();
            files = data.files();
        }
        BlockPacker packer = BlockPacker.of(parameters.compression(), BlockSizes.METADATA);
        var inodes = new MetadataWriter(packer);
        var directories = new MetadataWriter(packer);
        var ids = new IdWriter(new MetadataWriter(packer));
        var xattrs = new XattrWriter(packer);
        var writer = new TreeWriter(numbering, files, inodes, directories, ids, xattrs);
        writer.write();
        long inodeTable = append(inodes.finish());
        long directoryTable = append(directories.finish());
        Table fragments = fragments(files, packer);
        Table export = export(writer, numbering.count(), packer);
        Table owners = ids.finish(position);
        append(owners.bytes());
        Table attributes = xattrs.finish(position);
        if (attributes != null) {
            append(attributes.bytes());
        }
        var superblock =
                new Superblock(
                        Superblock.MAGIC,
                        numbering.count(),
                        Math.clamp(parameters.timestamp(), 0, LAST_SECOND),
                        parameters.blockSize(),
                        files.fragmentCount(),
                        parameters.compression().id(),
                        Integer.numberOfTrailingZeros(parameters.blockSize()),
                        flags(options.length > 0),
                        ids.count(),
                        4,
                        0,
                        writer.reference(1),
                        position,
                        owners.index(),
                        Table.indexOf(attributes),
                        inodeTable,
                        directoryTable,
                        Table.indexOf(fragments),
                        export.index());
        byte[] bytes = Superblock.CODEC.toBytes(superblock).toArray(JAVA_BYTE);
        spool.write(0, bytes, bytes.length);
        spool.truncate(position); // what was taken back may lie behind
        spool.truncate(Units.roundUp(position, PADDING));
    }

    private long append(ByteOutput bytes) throws IOException {
        long at = position;
        spool.write(at, bytes.bytes(), bytes.size());
        position += bytes.size();
        return at;
    }

    private @Nullable Table fragments(PackedFiles files, @Nullable BlockPacker packer)
            throws IOException {
        if (files.fragmentCount() == 0) {
            return null;
        }
        var blocks = new MetadataWriter(packer);
        var out = new ByteOutput();
        for (int i = 0; i < files.fragmentCount(); i++) {
            blocks.write(out.clear().u64(files.fragmentStart(i)).u32(files.fragmentSize(i)).u32(0));
        }
        Table table = Table.of(blocks, position);
        append(table.bytes());
        return table;
    }

    private Table export(TreeWriter writer, int count, @Nullable BlockPacker packer)
            throws IOException {
        var blocks = new MetadataWriter(packer);
        var out = new ByteOutput();
        for (int number = 1; number <= count; number++) {
            blocks.write(out.clear().u64(writer.reference(number)));
        }
        Table table = Table.of(blocks, position);
        append(table.bytes());
        return table;
    }

    /// {@return the compressor's options as a metadata block; only LZ4 has to have them}
    private byte[] options() {
        var out = new ByteOutput();
        if (parameters.compression() == SquashfsCompression.LZ4) {
            out.u16(8 | BlockSizes.STORED_METADATA).u32(1).u32(0); // version 1, not for size
        }
        return Arrays.copyOf(out.bytes(), out.size());
    }

    private int flags(boolean options) {
        int flags = Superblock.DUPLICATES | Superblock.EXPORTABLE;
        flags |= options ? Superblock.COMPRESSOR_OPTIONS : 0;
        flags |= parameters.fragments() ? Superblock.ALWAYS_FRAGMENTS : Superblock.NO_FRAGMENTS;
        if (parameters.compression() == SquashfsCompression.NONE) {
            flags |=
                    Superblock.UNCOMPRESSED_INODES
                            | Superblock.UNCOMPRESSED_DATA
                            | Superblock.UNCOMPRESSED_FRAGMENTS
                            | Superblock.UNCOMPRESSED_XATTRS
                            | Superblock.UNCOMPRESSED_IDS;
        }
        return flags;
    }
}

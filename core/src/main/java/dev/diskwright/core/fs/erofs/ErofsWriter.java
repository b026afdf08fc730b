package dev.diskwright.core.fs.erofs;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.diskwright.core.block.Progress;
import dev.diskwright.core.block.Spool;
import dev.diskwright.core.bytes.Guids;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.fs.Numbering;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// Makes a volume: contents first, then what says where they are, then the superblock.
final class ErofsWriter {
    private final ErofsParameters parameters;
    private final Spool spool;

    /// @param spool empty
    ErofsWriter(ErofsParameters parameters, Spool spool) {
        this.parameters = parameters;
        this.spool = spool;
    }

    /// Fills the spool.
    void write(FileTree tree, Progress progress) throws IOException, InterruptedException {
        Numbering numbering = Numbering.of(tree);
        var writer = new TreeWriter(tree, numbering, parameters.timestamp());
        FileData[] files;
        long position;
        try (var packer = new Packer(parameters)) {
            var data =
                    new DataWriter(
                            parameters,
                            numbering,
                            spool,
                            Format.BLOCK,
                            packer,
                            writer::inlines,
                            progress);
            position = data.write();
            files = data.files();
        }
        position = writer.write(files, spool, position);
        long compression =
                parameters.compression() == ErofsCompression.NONE ? 0 : Superblock.ZERO_PADDING;
        boolean chunked = false;
        for (FileData it : files) {
            chunked |= it.layout() == Format.CHUNKED;
        }
        var superblock =
                new Superblock(
                        Superblock.MAGIC,
                        0,
                        Superblock.CHECKSUM | Superblock.MTIME,
                        Format.BLOCK_BITS,
                        0,
                        Math.toIntExact(writer.rootNid()),
                        numbering.count(),
                        parameters.timestamp(),
                        0,
                        position / Format.BLOCK,
                        writer.metaBlock(),
                        writer.xattrBlock(),
                        Guids.NIL,
                        MemorySegment.ofArray(new byte[Limits.LABEL]),
                        compression | (chunked ? Superblock.CHUNKED : 0),
                        0,
                        0,
                        0,
                        0,
                        0,
                        0);
        byte[] first = firstBlock(superblock);
        spool.write(0, first, first.length);
        spool.truncate(position); // what was taken back may lie behind
    }

    /// {@return the block with a superblock, and its checksum}
    static byte[] firstBlock(Superblock superblock) {
        MemorySegment block = MemorySegment.ofArray(new byte[Format.BLOCK]);
        Superblock.CODEC.write(superblock, block, Superblock.OFFSET);
        MemorySegment summed = block.asSlice(Superblock.OFFSET);
        long sum = Superblock.checksum(summed.toArray(JAVA_BYTE));
        Superblock.CODEC.write(superblock.withChecksum(sum), block, Superblock.OFFSET);
        return block.toArray(JAVA_BYTE);
    }
}

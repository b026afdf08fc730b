package dev.diskwright.core.container.vhd;

import dev.diskwright.core.block.CopyPipeline;
import dev.diskwright.core.block.Run;
import dev.diskwright.core.block.Target;
import dev.diskwright.core.bytes.Guids;
import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.container.Encoder;
import dev.diskwright.core.container.Identity;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import java.util.List;

/// Writes a dynamic disk: the blocks in the order of the disk as they come, then everything else. Keeps one bit a block in
/// memory, since where a block lies follows from the number of blocks before it.
final class Writer implements Encoder {
    private static final int BLOCK = 2 << 20;
    private static final int HEADER_OFFSET = Footer.SIZE;
    private static final int TABLE_OFFSET = HEADER_OFFSET + DynamicHeader.SIZE;
    private static final int TABLE_PIECE = 64 << 10; // bytes
    private static final int BITMAP = (int) DynamicHeader.bitmapSize(BLOCK);
    private static final int GRAIN = 4096; // a shorter run of zeros is written

    /// All sectors are in the file, also those behind the end of the disk, as others write them.
    private static final MemorySegment FULL_BITMAP =
            MemorySegment.ofArray(new byte[BITMAP]).fill((byte) -1).asReadOnly();

    private final Target target;
    private final NewFooter footer;
    private final int blocks;
    private final long blocksOffset;
    private final BitSet written = new BitSet();
    private int count; // of blocks written
    private int latest = -1; // block that was written last

    Writer(Target target, NewFooter footer) {
        this.target = target;
        this.footer = footer;
        blocks = (int) Math.ceilDiv(footer.size(), BLOCK);
        blocksOffset = TABLE_OFFSET + tableSize();
    }

    private long tableSize() {
        return Units.roundUp(4L * blocks, Footer.SECTOR);
    }

    @Override
    public int unit() {
        return GRAIN;
    }

    @Override
    public CopyPipeline.Step prepare(long offset, MemorySegment data) {
        List<Run> runs = Run.of(offset, data, GRAIN);
        return () -> {
            for (Run run : runs) {
                for (Run piece : run.split(BLOCK)) {
                    write(piece);
                }
            }
        };
    }

    private void write(Run run) throws IOException {
        int block = (int) (run.offset() / BLOCK);
        if (block != latest) {
            latest = block;
            written.set(block);
            target.write(offsetOf(count), FULL_BITMAP);
            count++;
        }
        target.write(offsetOf(count - 1) + BITMAP + run.offset() % BLOCK, run.data());
    }

    /// {@return offset of the bitmap of the block that has so many before it}
    private long offsetOf(int before) {
        return blocksOffset + (long) before * (BITMAP + BLOCK);
    }

    @Override
    public void finish(Identity identity) throws IOException, InterruptedException {
        MemorySegment last = footer.with(identity, Footer.DYNAMIC, HEADER_OFFSET).toBytes();
        target.write(offsetOf(count), last);
        target.truncate(offsetOf(count) + Footer.SIZE);
        writeTable();
        target.write(HEADER_OFFSET, header().toBytes());
        target.write(0, last);
    }

    private void writeTable() throws IOException, InterruptedException {
        MemorySegment piece = MemorySegment.ofArray(new byte[TABLE_PIECE]);
        int before = 0;
        for (long at = 0; at < tableSize(); at += TABLE_PIECE) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while writing the BAT");
            }
            piece.fill((byte) -1);
            for (int i = 0; i < TABLE_PIECE / 4; i++) {
                if (written.get((int) (at / 4 + i))) {
                    piece.setAtIndex(BlockTable.U32, i, (int) (offsetOf(before++) / Footer.SECTOR));
                }
            }
            target.write(
                    TABLE_OFFSET + at, piece.asSlice(0, Math.min(TABLE_PIECE, tableSize() - at)));
        }
    }

    private DynamicHeader header() {
        MemorySegment none = MemorySegment.ofArray(new byte[0]).asReadOnly();
        return new DynamicHeader(
                DynamicHeader.COOKIE,
                DynamicHeader.NOWHERE,
                TABLE_OFFSET,
                DynamicHeader.VERSION,
                blocks,
                BLOCK,
                0,
                Guids.NIL,
                0,
                none,
                none,
                none);
    }
}

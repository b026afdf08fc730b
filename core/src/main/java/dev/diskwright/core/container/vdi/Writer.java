package dev.diskwright.core.container.vdi;

import dev.diskwright.core.block.CopyPipeline;
import dev.diskwright.core.block.Run;
import dev.diskwright.core.block.Target;
import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.bytes.Guids;
import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.Encoder;
import dev.diskwright.core.container.Identity;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import java.util.List;

/// Writes a VDI file: the blocks in the order of the disk as they come, then the map and the header. Keeps one bit a
/// block in memory, since a block's index is the number of blocks before it.
final class Writer implements Encoder {
    private static final int BLOCK = 1 << 20;
    private static final long DATA_ALIGNMENT = 1 << 20; // as VirtualBox has it
    private static final int MAP_OFFSET = 512;
    private static final int MAP_PIECE = 64 << 10; // bytes
    private static final int GRAIN = 4096; // a shorter run of zeros is written
    private static final String TEXT = "<<< Diskwright VirtualBox Disk Image >>>\n";
    private static final int LCHS_HEADS = 255; // the geometry that partition tables assume
    private static final int LCHS_SECTORS = 63;
    private static final int LCHS_MOST_CYLINDERS = 1024;

    private final Target target;
    private final long size;
    private final boolean fixed;
    private final int blocks;
    private final long dataOffset;
    private final BitSet written = new BitSet();
    private int count; // of blocks written, or of all if fixed
    private int latest = -1; // block that was written last

    /// @param size of the disk in bytes; rounded up to whole sectors
    /// @throws DoesNotFitException if the format has no room for a disk of that size
    Writer(Target target, long size, boolean fixed) throws DoesNotFitException {
        this.target = target;
        this.fixed = fixed;
        long needed = Math.ceilDiv(size, BLOCK);
        if (needed > Header.MAX_BLOCKS) {
            throw new DoesNotFitException(
                    Where.file(target.name()), size, (long) Header.MAX_BLOCKS * BLOCK);
        }
        this.size = Units.roundUp(size, Header.SECTOR);
        blocks = (int) needed;
        dataOffset = Units.roundUp(MAP_OFFSET + 4L * blocks, DATA_ALIGNMENT);
        count = fixed ? blocks : 0;
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
                write(run);
            }
        };
    }

    private void write(Run run) throws IOException {
        if (fixed) {
            target.write(dataOffset + run.offset(), run.data());
            return;
        }
        for (Run piece : run.split(BLOCK)) {
            int block = (int) (piece.offset() / BLOCK);
            if (block != latest) {
                latest = block;
                written.set(block);
                count++;
            }
            target.write(dataOffset + (count - 1L) * BLOCK + piece.offset() % BLOCK, piece.data());
        }
    }

    @Override
    public void finish(Identity identity) throws IOException, InterruptedException {
        writeMap();
        target.write(0, Header.CODEC.toBytes(header(identity)));
        target.truncate(dataOffset + (long) count * BLOCK);
    }

    private void writeMap() throws IOException, InterruptedException {
        MemorySegment piece = MemorySegment.ofArray(new byte[MAP_PIECE]);
        int index = 0;
        for (int from = 0; from < blocks; from += MAP_PIECE / 4) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while writing the block map");
            }
            int entries = Math.min(MAP_PIECE / 4, blocks - from);
            for (int i = 0; i < entries; i++) {
                boolean allocated = fixed || written.get(from + i);
                piece.setAtIndex(BlockMap.U32, i, allocated ? index++ : BlockMap.FREE);
            }
            target.write(MAP_OFFSET + 4L * from, piece.asSlice(0, 4L * entries));
        }
    }

    private Header header(Identity identity) {
        long cylinders =
                Math.min(size / Header.SECTOR / LCHS_HEADS / LCHS_SECTORS, LCHS_MOST_CYLINDERS);
        boolean hasGeometry = cylinders > 0;
        return new Header(
                TEXT,
                Header.SIGNATURE,
                Header.VERSION,
                Header.HEADER_SIZE,
                fixed ? Header.FIXED : Header.DYNAMIC,
                0,
                "",
                MAP_OFFSET,
                dataOffset,
                0,
                0,
                0,
                Header.SECTOR,
                size,
                BLOCK,
                0,
                blocks,
                count,
                identity.uuid("vdi image"),
                identity.uuid("vdi modification"),
                Guids.NIL,
                Guids.NIL,
                cylinders,
                hasGeometry ? LCHS_HEADS : 0,
                hasGeometry ? LCHS_SECTORS : 0,
                Header.SECTOR);
    }
}

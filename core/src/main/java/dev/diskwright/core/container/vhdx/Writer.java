package dev.diskwright.core.container.vhdx;

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
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;

/// Writes a VHDX file: the blocks in the order of the disk as they come, then everything before them. Keeps one bit a
/// block in memory, since where a block lies follows from the number of blocks before it.
final class Writer implements Encoder {
    private static final long LOG_OFFSET = 1 << 20;
    private static final long LOG_LENGTH = 1 << 20;
    private static final long METADATA_OFFSET = LOG_OFFSET + LOG_LENGTH;
    private static final long METADATA_LENGTH = 1 << 20;
    private static final long BAT_OFFSET = METADATA_OFFSET + METADATA_LENGTH;
    private static final int BAT_PIECE = 64 << 10; // bytes
    private static final int GRAIN = 4096; // a shorter run of zeros is written
    private static final int PHYSICAL_SECTOR = 4096;
    private static final String CREATOR = "Diskwright";
    private static final int MOST_SMALL_BLOCKS = 1 << 17; // their BAT has about 1 MiB

    private final Target target;
    private final boolean fixed;
    private final int blockSize;
    private final int sectorSize;
    private final long size;
    private final int blocks;
    private final long batLength;
    private final BitSet written = new BitSet();
    private int count; // of blocks written, or of all if fixed
    private int latest = -1; // block that was written last

    /// @param size of the disk in bytes; rounded up to whole sectors
    /// @param blockSize in bytes, 0 to choose by the size
    /// @param sectorSize the logical one, in bytes
    /// @throws DoesNotFitException if the disk is larger than 64 TiB
    Writer(Target target, long size, boolean fixed, int blockSize, int sectorSize)
            throws DoesNotFitException {
        this.target = target;
        this.fixed = fixed;
        this.sectorSize = sectorSize;
        if (size > Metadata.LARGEST) {
            throw new DoesNotFitException(Where.file(target.name()), size, Metadata.LARGEST);
        }
        this.size = Units.roundUp(size, sectorSize);
        this.blockSize = blockSize == 0 ? usualBlock(size) : blockSize;
        blocks = (int) Math.ceilDiv(this.size, this.blockSize);
        batLength = Math.max(Header.MIB, Units.roundUp(8 * room(), Header.MIB));
        count = fixed ? blocks : 0;
    }

    /// {@return a block size: small ones waste little, but there should not be too many}
    private static int usualBlock(long size) {
        int block = Metadata.MIN_BLOCK;
        while (block < Metadata.MAX_BLOCK && size / block > MOST_SMALL_BLOCKS) {
            block *= 2;
        }
        return block;
    }

    /// {@return entries that the BAT has room for} For an empty disk QEMU wants room for the bitmaps of 2^32 - 1 blocks, one
    /// less than none.
    private long room() {
        return blocks == 0 ? 0xffff_ffffL / Bat.chunkRatio(metadata(Guids.NIL)) : entries();
    }

    private long entries() {
        return Bat.entries(metadata(Guids.NIL));
    }

    private Metadata metadata(java.util.UUID diskId) {
        return new Metadata(
                blockSize, fixed, false, size, diskId, sectorSize, PHYSICAL_SECTOR, null);
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
            target.write(offsetOf(0) + run.offset(), run.data());
            return;
        }
        for (Run piece : run.split(blockSize)) {
            int block = (int) (piece.offset() / blockSize);
            if (block != latest) {
                latest = block;
                written.set(block);
                count++;
            }
            target.write(offsetOf(count - 1) + piece.offset() % blockSize, piece.data());
        }
    }

    /// {@return offset of the block that has so many before it}
    private long offsetOf(int before) {
        return BAT_OFFSET + batLength + (long) before * blockSize;
    }

    @Override
    public void finish(Identity identity) throws IOException, InterruptedException {
        target.truncate(offsetOf(count));
        writeBat();
        target.write(METADATA_OFFSET, metadata(identity.uuid("vhdx disk")).toBytes());
        MemorySegment table =
                Region.table(
                        List.of(
                                new Region(Region.BAT, BAT_OFFSET, batLength, 1),
                                new Region(Region.METADATA, METADATA_OFFSET, METADATA_LENGTH, 1)));
        for (long offset : Region.TABLE_OFFSETS) {
            target.write(offset, table);
        }
        for (int i = 0; i < Header.OFFSETS.length; i++) {
            target.write(Header.OFFSETS[i], header(identity, i + 1L).toBytes());
        }
        target.write(0, fileType());
    }

    private void writeBat() throws IOException, InterruptedException {
        MemorySegment piece = MemorySegment.ofArray(new byte[BAT_PIECE]);
        long ratio = Bat.chunkRatio(metadata(Guids.NIL));
        long entries = entries();
        int perPiece = BAT_PIECE / 8;
        int before = 0;
        for (long from = 0; from < entries; from += perPiece) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while writing the BAT");
            }
            long length = Math.min(perPiece, entries - from);
            for (long i = 0; i < length; i++) {
                long chunk = (from + i) / (ratio + 1);
                boolean isBitmap = (from + i) % (ratio + 1) == ratio;
                boolean present = !isBitmap && (fixed || written.get((int) (from + i - chunk)));
                long entry = isBitmap ? Bat.NOT_PRESENT : Bat.ZERO;
                piece.setAtIndex(
                        Bat.U64, i, present ? offsetOf(before++) | Bat.FULLY_PRESENT : entry);
            }
            target.write(BAT_OFFSET + 8 * from, piece.asSlice(0, 8 * length));
        }
    }

    private static Header header(Identity identity, long sequenceNumber) {
        return new Header(
                Header.SIGNATURE,
                0,
                sequenceNumber,
                identity.uuid("vhdx file"),
                identity.uuid("vhdx data"),
                Guids.NIL,
                0,
                Header.VERSION,
                LOG_LENGTH,
                LOG_OFFSET);
    }

    private static MemorySegment fileType() {
        byte[] signature = Header.FILE_SIGNATURE.getBytes(StandardCharsets.US_ASCII);
        byte[] creator = CREATOR.getBytes(StandardCharsets.UTF_16LE);
        byte[] bytes = new byte[520];
        System.arraycopy(signature, 0, bytes, 0, signature.length);
        System.arraycopy(creator, 0, bytes, signature.length, creator.length);
        return MemorySegment.ofArray(bytes);
    }
}

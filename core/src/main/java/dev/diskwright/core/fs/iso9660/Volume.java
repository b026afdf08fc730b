package dev.diskwright.core.fs.iso9660;

import static dev.diskwright.core.fs.iso9660.Bytes.u32;
import static dev.diskwright.core.fs.iso9660.Bytes.u8;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The descriptors of a volume, and blocks by number.
///
/// @param joliet null if there is none
/// @param bootCatalogue sector of El Torito's catalogue, 0 if there is none
record Volume(
        Where where,
        BlockSource source,
        VolumeDescriptor primary,
        @Nullable VolumeDescriptor joliet,
        long bootCatalogue) {
    private static final int SECTOR = VolumeDescriptor.SECTOR;
    private static final int FIRST = 16; // sector of the first descriptor
    private static final int MOST = 64; // descriptors
    private static final int BOOT_RECORD = 0;
    private static final int TERMINATOR = 255;
    private static final String EL_TORITO = "EL TORITO SPECIFICATION";

    /// {@return whether `source` has a volume descriptor in its place}
    static boolean isRecognised(BlockSource source) throws IOException {
        long offset = (long) FIRST * SECTOR;
        return source.size() >= offset + SECTOR && isDescriptor(source.bytes(offset, 8));
    }

    private static boolean isDescriptor(MemorySegment bytes) {
        return Bytes.latin(bytes, 1, 5).equals("CD001");
    }

    /// {@return the volume}
    ///
    /// @throws CorruptImageException if it has no primary descriptor, or a damaged one
    static Volume open(Where where, BlockSource source) throws IOException {
        VolumeDescriptor primary = null;
        VolumeDescriptor joliet = null;
        long catalogue = 0;
        for (int i = 0; i < MOST; i++) {
            long offset = (long) (FIRST + i) * SECTOR;
            Where at = where.structure("volume descriptor " + i, offset);
            if (source.size() < offset + SECTOR) {
                throw new CorruptImageException(at, "the volume's end", "a terminator before it");
            }
            MemorySegment bytes = source.bytes(offset, SECTOR).asReadOnly();
            if (!isDescriptor(bytes)) {
                throw new CorruptImageException(
                        at.field("standardIdentifier", 1),
                        "\"%s\"".formatted(Bytes.latin(bytes, 1, 5).replaceAll("[^ -~]", "?")),
                        "\"CD001\"");
            }
            int type = u8(bytes, 0);
            if (type == TERMINATOR) {
                break;
            } else if (type == BOOT_RECORD && Bytes.latin(bytes, 7, 23).equals(EL_TORITO)) {
                catalogue = u32(bytes, 0x47);
            } else if (type == VolumeDescriptor.PRIMARY && primary == null) {
                primary = VolumeDescriptor.of(bytes, at);
            } else if (type == VolumeDescriptor.SUPPLEMENTARY && joliet == null) {
                var it = new VolumeDescriptor(bytes, at);
                joliet = it.isJoliet() ? VolumeDescriptor.of(bytes, at) : null;
            }
        }
        if (primary == null) {
            throw new CorruptImageException(
                    where.structure("volume descriptors", (long) FIRST * SECTOR),
                    "no primary one",
                    "one");
        }
        return new Volume(where, source, primary, joliet, catalogue);
    }

    Optional<VolumeDescriptor> jolietTree() {
        return Optional.ofNullable(joliet);
    }

    /// {@return bytes from the start of a block on}
    ///
    /// @param at what names the block
    /// @throws CorruptImageException if they are not all in the volume
    MemorySegment bytes(Where at, long block, long offset, int length) throws IOException {
        requireInside(at, block, offset + length);
        return source.bytes(block * primary.blockSize() + offset, length).asReadOnly();
    }

    /// Refuses bytes that are not in the volume.
    void requireInside(Where at, long block, long length) throws CorruptImageException {
        if (block * primary.blockSize() > source.size() - length) {
            throw new CorruptImageException(
                    at,
                    "%d bytes from block %d on".formatted(length, block),
                    "bytes of a volume of %d".formatted(source.size()));
        }
    }

    /// {@return something that lies in a block}
    Where at(String structure, long block) {
        return where.structure(structure, block * primary.blockSize());
    }
}

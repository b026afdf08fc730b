package dev.diskwright.core.fs.iso9660;

import static dev.diskwright.core.fs.iso9660.Bytes.u16;
import static dev.diskwright.core.fs.iso9660.Bytes.u32;
import static dev.diskwright.core.fs.iso9660.Bytes.u8;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.fs.BootImage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// The catalogue of El Torito (section 2): a validation entry, the entry that counts by default, then sections of entries
/// for other platforms. Here it has 2048 bytes, which is what firmware reads.
final class BootCatalogue {
    private static final int ENTRY = 32;
    private static final int UNIT = 512; // of a load size
    private static final int SECTION = 0x90;
    private static final int LAST_SECTION = 0x91;
    private static final int EXTENSION = 0x44;
    private static final int BOOTABLE = 0x88;

    private BootCatalogue() {}

    /// {@return the entries}
    ///
    /// @throws CorruptImageException if it is not in the volume, or its validation entry is wrong
    static List<BootImage> read(Volume volume) throws IOException {
        long offset = volume.bootCatalogue() * VolumeDescriptor.SECTOR;
        Where where = volume.where().structure("boot catalogue", offset);
        if (offset > volume.source().size() - VolumeDescriptor.SECTOR) {
            throw new CorruptImageException(
                    where, "sector %d".formatted(volume.bootCatalogue()), "one of the volume");
        }
        MemorySegment bytes = volume.source().bytes(offset, VolumeDescriptor.SECTOR).asReadOnly();
        validate(bytes, where);
        var images = new ArrayList<BootImage>();
        images.add(image(bytes, ENTRY, u8(bytes, 1)));
        boolean last = false;
        for (int at = 2 * ENTRY; !last && at + ENTRY <= VolumeDescriptor.SECTOR; ) {
            int header = u8(bytes, at);
            if (header != SECTION && header != LAST_SECTION) {
                break;
            }
            last = header == LAST_SECTION;
            int platform = u8(bytes, at + 1);
            int count = u16(bytes, at + 2);
            at += ENTRY;
            for (int i = 0; i < count && at + ENTRY <= VolumeDescriptor.SECTOR; at += ENTRY) {
                if (u8(bytes, at) != EXTENSION) {
                    images.add(image(bytes, at, platform));
                    i++;
                }
            }
        }
        return List.copyOf(images);
    }

    private static void validate(MemorySegment bytes, Where where) throws CorruptImageException {
        int sum = 0;
        for (int i = 0; i < ENTRY; i += 2) {
            sum += u16(bytes, i);
        }
        if (u8(bytes, 0) != 1 || u16(bytes, 30) != 0xaa55 || (sum & 0xffff) != 0) {
            throw new CorruptImageException(
                    where.field("validation entry", 0),
                    "header %d, key 0x%04x, sum 0x%04x"
                            .formatted(u8(bytes, 0), u16(bytes, 30), sum & 0xffff),
                    "1, 0xaa55 and 0");
        }
    }

    private static BootImage image(MemorySegment bytes, int at, int platform) {
        return new BootImage(
                platform,
                u8(bytes, at) == BOOTABLE,
                u8(bytes, at + 1) & 0xf,
                u32(bytes, at + 8) * VolumeDescriptor.SECTOR,
                (long) u16(bytes, at + 6) * UNIT);
    }
}

package dev.diskwright.core.fs.iso9660;

import static dev.diskwright.core.fs.iso9660.Bytes.u16;
import static dev.diskwright.core.fs.iso9660.Bytes.u32;
import static dev.diskwright.core.fs.iso9660.Bytes.u32Big;
import static dev.diskwright.core.fs.iso9660.Bytes.u8;
import static java.nio.charset.StandardCharsets.UTF_16BE;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import java.lang.foreign.MemorySegment;

/// A primary or supplementary volume descriptor, as a view of its bytes (ECMA-119, 9.4 and 9.5): one tree of the volume.
record VolumeDescriptor(MemorySegment bytes, Where where) {
    static final int PRIMARY = 1;
    static final int SUPPLEMENTARY = 2;
    static final int SECTOR = 2048;

    private static final int LABEL = 40;
    private static final int LABEL_SIZE = 32;
    private static final int ESCAPES = 88;
    private static final int ROOT = 156;
    private static final int ROOT_SIZE = 34;
    private static final int CREATED = 813;
    private static final int MODIFIED = 830;

    /// {@return the descriptor, its numbers being possible}
    static VolumeDescriptor of(MemorySegment bytes, Where where) throws CorruptImageException {
        var it = new VolumeDescriptor(bytes, where);
        int size = it.blockSize();
        if (size != 512 && size != 1024 && size != 2048) {
            throw new CorruptImageException(
                    where.field("logicalBlockSize", 128),
                    Integer.toString(size),
                    "512, 1024 or 2048");
        }
        return it;
    }

    boolean isPrimary() {
        return u8(bytes, 0) == PRIMARY;
    }

    /// {@return whether names are UCS-2 as Joliet has it: escape sequence of level 1, 2 or 3}
    boolean isJoliet() {
        int level = u8(bytes, ESCAPES + 2);
        return u8(bytes, 0) == SUPPLEMENTARY
                && u8(bytes, ESCAPES) == '%'
                && u8(bytes, ESCAPES + 1) == '/'
                && (level == '@' || level == 'C' || level == 'E');
    }

    /// {@return the label, without the spaces behind it}
    String label() {
        String text =
                isJoliet()
                        ? new String(Bytes.copy(bytes, LABEL, LABEL_SIZE), UTF_16BE)
                        : Bytes.latin(bytes, LABEL, LABEL_SIZE);
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == ' ' || text.charAt(end - 1) == 0)) {
            end--;
        }
        return text.substring(0, end);
    }

    /// {@return size of the volume in blocks}
    long blocks() {
        return u32(bytes, 80);
    }

    /// {@return size of a block in bytes}
    int blockSize() {
        return u16(bytes, 128);
    }

    /// {@return size of each path table in bytes}
    long pathTableSize() {
        return u32(bytes, 132);
    }

    /// {@return block of the path table in little-endian order}
    long pathTableL() {
        return u32(bytes, 140);
    }

    /// {@return block of the path table in big-endian order}
    long pathTableM() {
        return u32Big(bytes, 148);
    }

    /// {@return the record of the top directory}
    DirectoryRecord root() throws CorruptImageException {
        return DirectoryRecord.at(
                bytes.asSlice(ROOT, ROOT_SIZE),
                0,
                where.structure("root directory record", ROOT + where.offset()));
    }

    /// {@return what Linux takes for the volume's UUID: when it was modified, or created where that is not recorded}
    String uuid() {
        String time = Bytes.latin(bytes, MODIFIED, 16);
        if (!time.chars().allMatch(it -> it >= '0' && it <= '9')
                || time.chars().allMatch(it -> it == '0')) {
            time = Bytes.latin(bytes, CREATED, 16);
        }
        if (!time.chars().allMatch(it -> it >= '0' && it <= '9')) {
            return "";
        }
        return String.join(
                "-",
                time.substring(0, 4),
                time.substring(4, 6),
                time.substring(6, 8),
                time.substring(8, 10),
                time.substring(10, 12),
                time.substring(12, 14),
                time.substring(14, 16));
    }
}

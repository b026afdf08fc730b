package dev.diskwright.core.fs.iso9660;

import static dev.diskwright.core.fs.iso9660.Bytes.u32;
import static dev.diskwright.core.fs.iso9660.Bytes.u8;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Reads system use entries (SUSP) and what those of Rock Ridge say (RRIP). What continues elsewhere may be shared, so
/// there is a budget for the whole volume.
final class SystemUse {
    private static final int MOST_CONTINUATIONS = 64; // of one record
    private static final int MOST_NAME = 1024;
    private static final int MOST_TARGET = 4096;

    // Flags of NM and of the components of SL.
    private static final int CONTINUES = 1;
    private static final int CURRENT = 2;
    private static final int PARENT = 4;
    private static final int ROOT = 8;

    private final Volume volume;
    private int skip = -1; // bytes before the first entry; -1 if the volume has no entries
    private long budget;

    SystemUse(Volume volume) {
        this.volume = volume;
        this.budget = volume.source().size() + (1 << 20);
    }

    /// {@return whether the volume has Rock Ridge} Reads what the top directory's record of itself says.
    boolean begin(DirectoryRecord self) throws IOException {
        long at = self.systemUse();
        MemorySegment bytes = self.bytes();
        boolean present =
                at + 7 <= bytes.byteSize()
                        && u8(bytes, at) == 'S'
                        && u8(bytes, at + 1) == 'P'
                        && u8(bytes, at + 2) >= 7
                        && u8(bytes, at + 4) == 0xbe
                        && u8(bytes, at + 5) == 0xef;
        if (!present) {
            return false;
        }
        skip = 0;
        Posix found = of(self);
        skip = u8(bytes, at + 6);
        return found.rockRidge || found.mode >= 0;
    }

    /// {@return what a record's entries say}
    Posix of(DirectoryRecord record) throws IOException {
        var posix = new Posix();
        long from = Math.min(record.systemUse() + skip, record.bytes().byteSize());
        @Nullable MemorySegment area = record.bytes().asSlice(from);
        Where where = record.where();
        for (int i = 0; area != null; i++) {
            if (i > MOST_CONTINUATIONS) {
                throw new CorruptImageException(
                        where,
                        "more than %d continuations".formatted(MOST_CONTINUATIONS),
                        "an end");
            }
            @Nullable MemorySegment next = null;
            for (long at = 0; at + 4 <= area.byteSize(); ) {
                int length = u8(area, at + 2);
                if (u8(area, at) == 0 && length == 0) {
                    break; // padding
                }
                if (length < 4 || at + length > area.byteSize()) {
                    throw new CorruptImageException(
                            where,
                            "a system use entry of %d bytes".formatted(length),
                            "4 to %d".formatted(area.byteSize() - at));
                }
                MemorySegment entry = area.asSlice(at, length);
                int signature = u8(area, at) << 8 | u8(area, at + 1);
                if (signature == ('S' << 8 | 'T')) {
                    break;
                }
                if (signature == ('C' << 8 | 'E')) {
                    next = continuation(where, entry);
                } else {
                    entry(where, signature, entry, posix);
                }
                at += length;
            }
            area = next;
        }
        return posix;
    }

    private MemorySegment continuation(Where where, MemorySegment entry) throws IOException {
        require(where, "CE", entry, 28);
        long length = u32(entry, 20);
        budget -= length;
        if (length > VolumeDescriptor.SECTOR || budget < 0) {
            throw new CorruptImageException(
                    where,
                    "a continuation of %d bytes".formatted(length),
                    "at most a sector, and no more of them than the volume holds");
        }
        return volume.bytes(where, u32(entry, 4), u32(entry, 12), (int) length);
    }

    private static void require(Where where, String name, MemorySegment entry, int length)
            throws CorruptImageException {
        if (entry.byteSize() < length) {
            throw new CorruptImageException(
                    where,
                    "an entry %s of %d bytes".formatted(name, entry.byteSize()),
                    "at least " + length);
        }
    }

    private static void entry(Where where, int signature, MemorySegment entry, Posix posix)
            throws CorruptImageException {
        switch (signature) {
            case 'E' << 8 | 'R' -> extension(where, entry, posix);
            case 'R' << 8 | 'R' -> posix.rockRidge = true;
            case 'P' << 8 | 'X' -> {
                require(where, "PX", entry, 36);
                posix.mode = u32(entry, 4);
                posix.links = u32(entry, 12);
                posix.uid = u32(entry, 20);
                posix.gid = u32(entry, 28);
                posix.serial = entry.byteSize() >= 44 ? u32(entry, 36) : -1;
            }
            case 'P' << 8 | 'N' -> {
                require(where, "PN", entry, 20);
                posix.deviceHigh = u32(entry, 4);
                posix.deviceLow = u32(entry, 12);
            }
            case 'N' << 8 | 'M' -> name(where, entry, posix);
            case 'S' << 8 | 'L' -> target(where, entry, posix);
            case 'T' << 8 | 'F' -> times(where, entry, posix);
            case 'C' << 8 | 'L' -> {
                require(where, "CL", entry, 12);
                posix.child = u32(entry, 4);
            }
            case 'P' << 8 | 'L' -> {
                require(where, "PL", entry, 12);
                posix.parent = u32(entry, 4);
            }
            case 'R' << 8 | 'E' -> posix.moved = true;
            case 'Z' << 8 | 'F' -> posix.compressed = true;
            default -> {
                // another's extension
            }
        }
    }

    private static void extension(Where where, MemorySegment entry, Posix posix)
            throws CorruptImageException {
        require(where, "ER", entry, 8);
        int length = u8(entry, 4);
        require(where, "ER", entry, 8 + length);
        String identifier = Bytes.latin(entry, 8, length);
        posix.rockRidge |=
                identifier.startsWith("RRIP_")
                        || identifier.startsWith("IEEE_P1282")
                        || identifier.startsWith("IEEE_1282");
    }

    private static void name(Where where, MemorySegment entry, Posix posix)
            throws CorruptImageException {
        require(where, "NM", entry, 5);
        if ((u8(entry, 4) & (CURRENT | PARENT)) != 0) {
            return; // of . and ..
        }
        posix.named = true;
        posix.name.writeBytes(Bytes.copy(entry, 5, entry.byteSize() - 5));
        if (posix.name.size() > MOST_NAME) {
            throw new CorruptImageException(
                    where, "a name of more than %d bytes".formatted(MOST_NAME), "a shorter one");
        }
    }

    /// A link's target comes in components, which may go on in the next entry in the middle of a name.
    private static void target(Where where, MemorySegment entry, Posix posix)
            throws CorruptImageException {
        require(where, "SL", entry, 5);
        posix.link = true;
        for (long at = 5; at + 2 <= entry.byteSize(); ) {
            int flags = u8(entry, at);
            int length = u8(entry, at + 1);
            if (at + 2 + length > entry.byteSize()) {
                throw new CorruptImageException(
                        where,
                        "a component of %d bytes".formatted(length),
                        "at most %d".formatted(entry.byteSize() - at - 2));
            }
            byte[] target = posix.target.toByteArray();
            boolean atRoot = target.length > 0 && target[target.length - 1] == '/';
            if (!posix.targetComponentContinues && target.length > 0 && !atRoot) {
                posix.target.write('/');
            }
            if ((flags & ROOT) != 0) {
                posix.target.reset();
                posix.target.write('/');
            } else if ((flags & CURRENT) != 0) {
                posix.target.write('.');
            } else if ((flags & PARENT) != 0) {
                posix.target.write('.');
                posix.target.write('.');
            } else {
                posix.target.writeBytes(Bytes.copy(entry, at + 2, length));
            }
            posix.targetComponentContinues = (flags & CONTINUES) != 0;
            if (posix.target.size() > MOST_TARGET) {
                throw new CorruptImageException(
                        where,
                        "a link of more than %d bytes".formatted(MOST_TARGET),
                        "a shorter one");
            }
            at += 2 + length;
        }
    }

    private static void times(Where where, MemorySegment entry, Posix posix)
            throws CorruptImageException {
        require(where, "TF", entry, 5);
        int flags = u8(entry, 4);
        boolean isLong = (flags & 0x80) != 0;
        int size = isLong ? Times.LONG : Times.SHORT;
        if ((flags & 2) == 0) {
            return; // no modification
        }
        int before = flags & 1; // creation
        long at = 5 + (long) before * size;
        require(where, "TF", entry, (int) at + size);
        posix.modified = isLong ? Times.longTime(entry, at) : Times.shortTime(entry, at);
        posix.nanos = isLong ? Times.hundredths(entry, at) * 10_000_000 : 0;
    }
}

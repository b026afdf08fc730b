package dev.diskwright.core.container.qcow2;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;

/// Persistent dirty bitmaps ("Bitmaps"): a directory, a table for each bitmap, and clusters of bits.
final class Bitmaps {
    private static final long AUTOCLEAR = 1;
    private static final int EXTENSION = 24; // bytes
    private static final int FIXED = 24; // of a directory entry
    private static final long MAX_DIRECTORY = 64L << 20;
    private static final long MAX_TABLE = 32L << 20;

    private Bitmaps() {}

    /// Tells what the bitmaps use, if they are valid.
    static void refer(
            Where where,
            BlockSource file,
            Header header,
            Referrer referrer,
            Consumer<Finding> findings)
            throws IOException {
        Where place = where.structure("header", 0);
        var extensions = HeaderExtensions.read(place, file, header);
        MemorySegment extension = extensions.data(HeaderExtensions.BITMAPS);
        if ((header.autoclearFeatures() & AUTOCLEAR) == 0 || extension.byteSize() < EXTENSION) {
            return;
        }
        long count = extension.get(Entries.U32, 0) & 0xffff_ffffL;
        long size = extension.get(Entries.U64, 8);
        long offset = extension.get(Entries.U64, 16);
        Where directory = where.structure("bitmap directory", offset);
        if (outside(file, offset, size) || size > MAX_DIRECTORY) {
            findings.accept(
                    Finding.error(directory, "%d bytes are not in the file".formatted(size)));
            return;
        }
        referrer.refer(directory, offset, size, References.Kind.EXCLUSIVE);
        MemorySegment entries = file.bytes(offset, (int) size);
        long at = 0;
        for (long i = 0; i < count; i++) {
            Where entry = directory.field("entry " + i, at);
            if (at + FIXED > size) {
                findings.accept(Finding.error(entry, "is not in the directory"));
                return;
            }
            MemorySegment fixed = entries.asSlice(at, FIXED);
            referTable(entry, header.clusterSize(), file, fixed, referrer, findings);
            long name = entries.get(Entries.U16, at + 18) & 0xffff;
            long extra = entries.get(Entries.U32, at + 20) & 0xffff_ffffL;
            at += Units.roundUp(FIXED + extra + name, 8);
        }
    }

    private static void referTable(
            Where entry,
            int clusterSize,
            BlockSource file,
            MemorySegment fixed,
            Referrer referrer,
            Consumer<Finding> findings)
            throws IOException {
        long offset = fixed.get(Entries.U64, 0);
        long size = 8 * (fixed.get(Entries.U32, 8) & 0xffff_ffffL);
        if (outside(file, offset, size) || size > MAX_TABLE) {
            findings.accept(Finding.error(entry, "its table is not in the file"));
            return;
        }
        referrer.refer(entry, offset, size, References.Kind.EXCLUSIVE);
        Where table = Where.file(entry.file()).structure("bitmap table", offset);
        MemorySegment bits = file.bytes(offset, (int) size);

        for (long i = 0; i < size / 8; i++) {
            long cluster = bits.getAtIndex(Entries.U64, i) & Entries.HOST_OFFSET;
            if (cluster != 0) {
                Where place = table.field("entry " + i, 8 * i);
                referrer.refer(place, cluster, clusterSize, References.Kind.EXCLUSIVE);
            }
        }
    }

    private static boolean outside(BlockSource file, long offset, long size) {
        return offset < 0 || size < 0 || offset > file.size() - size;
    }
}

package dev.diskwright.core.container.qcow2;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The snapshot table ("Snapshots"): entries of varying length, each with an L1 table of its own.
final class Snapshots {
    private static final int FIXED = 40; // bytes, before extra data, identifier and name
    private static final int WITH_SIZE = 16; // bytes of extra data that hold the disk's size
    private static final long MAX_L1_ENTRIES = (32 << 20) / 8;
    private static final long MAX_TOTAL = 64 << 20; // entries of all L1 tables
    private static final long MAX_SNAPSHOTS = 65_536;

    private Snapshots() {}

    /// One snapshot.
    ///
    /// @param where its entry
    /// @param l1Size entries
    /// @param identifier unique in the file
    /// @param name as people gave it
    /// @param size of the disk then, in bytes
    record Snapshot(
            Where where,
            long l1TableOffset,
            long l1Size,
            String identifier,
            String name,
            long size) {}

    /// {@return the snapshots, whose table is told to `referrer`}
    static List<Snapshot> read(Where file, BlockSource bytes, Header header, Referrer referrer)
            throws IOException {
        var snapshots = new ArrayList<Snapshot>();
        if (header.snapshotCount() > MAX_SNAPSHOTS) {
            throw new CorruptImageException(
                    Header.field(file.structure("header", 0), "snapshotCount"),
                    Long.toString(header.snapshotCount()),
                    "at most 65536");
        }
        long total = 0;
        long at = header.snapshotsOffset();
        for (long i = 0; i < header.snapshotCount(); i++) {
            Where where = file.structure("snapshot table entry " + i, at);
            inside(where, bytes, at, FIXED);
            MemorySegment entry = bytes.bytes(at, FIXED);
            long l1TableOffset = entry.get(Entries.U64, 0);
            long l1Size = entry.get(Entries.U32, 8) & 0xffff_ffffL;
            int identifier = entry.get(Entries.U16, 12) & 0xffff;
            int name = entry.get(Entries.U16, 14) & 0xffff;
            long extra = entry.get(Entries.U32, 36) & 0xffff_ffffL;
            if (l1Size > MAX_L1_ENTRIES || (l1TableOffset & (header.clusterSize() - 1)) != 0) {
                throw new CorruptImageException(
                        where,
                        "%d entries at 0x%x".formatted(l1Size, l1TableOffset),
                        "an L1 table at a cluster's start");
            }
            inside(where, bytes, l1TableOffset, 8 * l1Size);
            total += l1Size;
            if (total > MAX_TOTAL) {
                throw new UnsupportedImageException(
                        where, "snapshots of more than %d L1 entries".formatted(MAX_TOTAL));
            }
            inside(where, bytes, at, FIXED + extra + identifier + name);
            long size =
                    extra >= WITH_SIZE
                            ? bytes.bytes(at + FIXED, WITH_SIZE).get(Entries.U64, 8)
                            : header.size();
            if (size < 0 || header.l1EntriesFor(size) > l1Size) {
                throw new CorruptImageException(
                        where,
                        "a disk of %s bytes".formatted(Long.toUnsignedString(size)),
                        "at most what %d L1 entries describe".formatted(l1Size));
            }
            long texts = at + FIXED + extra;
            snapshots.add(
                    new Snapshot(
                            where,
                            l1TableOffset,
                            l1Size,
                            text(bytes, texts, identifier),
                            text(bytes, texts + identifier, name),
                            size));
            at += Units.roundUp(FIXED + extra + identifier + name, 8);
        }
        long start = header.snapshotsOffset();
        if (!snapshots.isEmpty()) {
            Where table = file.structure("snapshot table", start);
            referrer.refer(table, start, at - start, References.Kind.EXCLUSIVE);
        }
        return snapshots;
    }

    private static String text(BlockSource file, long offset, int length) throws IOException {
        return new String(
                file.bytes(offset, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }

    private static void inside(Where where, BlockSource file, long offset, long length)
            throws CorruptImageException {
        if (offset < 0 || offset > file.size() - length) {
            throw new CorruptImageException(
                    where,
                    "%d bytes at 0x%x".formatted(length, offset),
                    "a place within %d bytes".formatted(file.size()));
        }
    }
}

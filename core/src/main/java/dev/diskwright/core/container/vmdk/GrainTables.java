package dev.diskwright.core.container.vmdk;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.BoundedCache;
import dev.diskwright.core.block.Extent;
import dev.diskwright.core.block.ZeroBytes;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// Grain directory and grain tables of a sparse extent. The directory is in memory, tables are read when asked for and
/// the last 4 MiB of them kept. For several threads.
final class GrainTables {
    private static final int MAX_DIRECTORY = 16 << 20; // bytes
    private static final int CACHE = 4 << 20; // bytes

    private final Where where;
    private final BlockSource file;
    private final int tableEntries;
    private final MemorySegment directory;
    private final MemorySegment redundant; // empty if there is none
    private final MemorySegment noTable;
    private final BoundedCache<MemorySegment> tables;
    private volatile Extent hole = new Extent(0, 1, Extent.Kind.DATA); // of the file, the last met

    GrainTables(Where where, BlockSource file, Layout layout) throws IOException {
        this.where = where;
        this.file = file;
        tableEntries = layout.tableEntries();
        noTable = MemorySegment.ofArray(new byte[4 * tableEntries]).asReadOnly();
        tables = new BoundedCache<>(Math.max(2, CACHE / (4 * tableEntries)));
        MemorySegment second = MemorySegment.NULL;
        try {
            second =
                    layout.redundantOffset() == 0
                            ? MemorySegment.NULL
                            : directory(
                                    "redundant grain directory", layout, layout.redundantOffset());
        } catch (CorruptImageException e) {
            // the checker tells of it; the other one is enough
        }
        MemorySegment first;
        try {
            first = directory("grain directory", layout, layout.directoryOffset());
        } catch (CorruptImageException e) {
            if (second.byteSize() == 0) {
                throw e;
            }
            first = second;
        }
        directory = first;
        redundant = second;
    }

    private MemorySegment directory(String name, Layout layout, long sector) throws IOException {
        return directory(where, file, name, layout, sector);
    }

    /// {@return the entries of a directory}
    ///
    /// @param sector where it starts
    static MemorySegment directory(
            Where where, BlockSource file, String name, Layout layout, long sector)
            throws IOException {
        long length = 4 * layout.directoryEntries();
        long size = file.size();
        if (sector < 0 || sector > size >>> Sectors.BITS || length > size - sector * Sectors.SIZE) {
            throw new CorruptImageException(
                    where.structure(name, 0),
                    "%d bytes from sector %s on".formatted(length, Long.toUnsignedString(sector)),
                    "them inside the file of %d bytes".formatted(size));
        }
        long offset = sector << Sectors.BITS;
        if (length > MAX_DIRECTORY) {
            throw new UnsupportedImageException(
                    where.structure(name, offset),
                    "a grain directory of %d bytes".formatted(length));
        }
        return file.bytes(offset, (int) length);
    }

    /// {@return the number of tables, existing ones or not}
    long count() {
        return directory.byteSize() / 4;
    }

    /// {@return whether there is no table, or one of zeros}
    boolean isEmpty(long index) throws IOException {
        return table(index).equals(noTable);
    }

    /// {@return whether that is known without reading anything}
    boolean isKnownEmpty(long index) {
        long entry = Integer.toUnsignedLong(directory.getAtIndex(Sectors.U32, index));
        return entry == 0 || isInHole(entry << Sectors.BITS, hole);
    }

    private boolean isInHole(long offset, Extent it) {
        return it.isZero() && offset >= it.offset() && offset + noTable.byteSize() <= it.end();
    }

    /// {@return what the entry for a grain says} 0 means nothing, for a missing table too.
    long entry(long grain) throws IOException {
        MemorySegment table = table(grain / tableEntries);
        return Integer.toUnsignedLong(table.getAtIndex(Sectors.U32, grain % tableEntries));
    }

    /// {@return the entries of a table; zeros if there is none}
    private MemorySegment table(long index) throws IOException {
        if (isKnownEmpty(index)) {
            return noTable;
        }
        long offset =
                Integer.toUnsignedLong(directory.getAtIndex(Sectors.U32, index)) << Sectors.BITS;
        return tables.get(index, () -> load(index, offset));
    }

    private MemorySegment load(long index, long first) throws IOException {
        long offset = first;
        if (!fits(offset)) {
            offset =
                    redundant.byteSize() == 0
                            ? 0
                            : Integer.toUnsignedLong(redundant.getAtIndex(Sectors.U32, index))
                                    << Sectors.BITS;
            if (offset == 0 || !fits(offset)) {
                throw new CorruptImageException(
                        where.structure("grain directory", 0).field("entry " + index, 0),
                        "sector 0x%x".formatted(first >>> Sectors.BITS),
                        "a grain table inside the file of %d bytes".formatted(file.size()));
            }
        }
        Extent there = file.extentAt(offset);
        if (isInHole(offset, there)) {
            hole = there;
            return noTable;
        }
        MemorySegment table = file.bytes(offset, (int) noTable.byteSize());
        return ZeroBytes.isZero(table) ? noTable : table.asReadOnly();
    }

    private boolean fits(long offset) {
        return offset <= file.size() - noTable.byteSize();
    }

    /// {@return where an entry lies, for messages; the file as a whole if there is no table}
    Where place(long grain) {
        long index = grain / tableEntries;
        long offset =
                Integer.toUnsignedLong(directory.getAtIndex(Sectors.U32, index)) << Sectors.BITS;
        long inTable = grain % tableEntries;
        return where.structure("grain table " + index, offset)
                .field("entry " + inTable, 4 * inTable);
    }
}

package dev.diskwright.core.container.vmdk;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Extent;
import dev.diskwright.core.bytes.BoundedFindings;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Checks a sparse extent: both directories are followed, every table and grain must lie in the file and share its place
/// with nothing else, every compressed grain is expanded, and the markers of a stream are walked.
final class ExtentChecker {
    private static final String DIRECTORY = "grain directory";
    private static final String REDUNDANT = "redundant grain directory";

    private static final int MOST_FAULTS = 1000;
    private static final long MAX_SECTOR = 0xffff_ffffL; // that a table entry can name

    private final Where where;
    private final BlockSource file;
    private final Layout layout;
    private final Consumer<Finding> findings;
    private final CompressedGrains compressed;
    private final Claims claims = new Claims();
    private final Set<Long> tables = new HashSet<>(); // that share their place with nothing
    private int faults; // of grains
    private final int tableSize; // bytes

    ExtentChecker(Where where, BlockSource file, Layout layout, Consumer<Finding> findings) {
        this.where = where;
        this.file = file;
        this.layout = layout;
        this.findings = findings;
        compressed = new CompressedGrains(where, file, layout);
        tableSize = 4 * layout.tableEntries();
    }

    void checkCowd(CowdHeader header) throws IOException {
        Where place = where.structure("COWD header", 0);
        if (header.uncleanShutdown() != 0) {
            warning(CowdHeader.field(place, "uncleanShutdown"), "marked as not closed properly");
        }
        claims.claim(0, CowdHeader.SIZE / Sectors.SIZE);
        claimTables(DIRECTORY, layout.directoryOffset());
        checkGrains();
        tellLeaks();
    }

    void checkHosted(SparseFile sparse) throws IOException {
        checkHeader(sparse);
        Header header = sparse.header();
        claims.claim(0, 1);
        if (header.hasDescriptor()) {
            claim(
                    Header.field(where.structure("header", 0), "descriptorOffset"),
                    header.descriptorOffset(),
                    header.descriptorSize() << Sectors.BITS,
                    findings);
        }
        claimTables(DIRECTORY, layout.directoryOffset());
        if (layout.redundantOffset() != 0) {
            claimTables(REDUNDANT, layout.redundantOffset());
            compareTables();
        }
        checkGrains();
        if (layout.markers()) {
            new StreamChecker(where, file, layout, claims, findings).check(sparse);
        }
        long sectors = Math.min(Sectors.covering(file.size()), MAX_SECTOR);
        claims.add(0, Math.clamp(header.overHead(), 0, sectors));
        tellLeaks();
    }

    private void checkHeader(SparseFile sparse) {
        Header header = sparse.header();
        Where place = where.structure("header", 0);
        if (header.unknownFlags() != 0) {
            warning(
                    Header.field(place, "flags"),
                    "unknown flags are set: 0x%x".formatted(header.unknownFlags()));
        }
        if (header.compressed() && !header.has(Header.COMPRESSED)) {
            warning(Header.field(place, "flags"), "do not say that grains are compressed");
        }
        if (header.uncleanShutdown() != 0) {
            warning(Header.field(place, "uncleanShutdown"), "marked as not closed properly");
        }
        if (header.grainSize() <= 8) {
            warning(
                    Header.field(place, "grainSize"),
                    "%d sectors, not more than 8".formatted(header.grainSize()));
        }
        if (header.numGTEsPerGT() != 512) {
            warning(
                    Header.field(place, "numGTEsPerGT"),
                    "%d, not 512".formatted(header.numGTEsPerGT()));
        }
        if (header.overHead() < 0 || header.overHead() > Sectors.covering(file.size())) {
            error(
                    Header.field(place, "overHead"),
                    "%s sectors, more than the file has"
                            .formatted(Long.toUnsignedString(header.overHead())));
        }
        Header footer = sparse.last();
        if (footer.capacity() != header.capacity()
                || footer.grainSize() != header.grainSize()
                || footer.version() != header.version()
                || footer.flags() != header.flags()
                || footer.overHead() != header.overHead()) {
            error(place, "differs from the footer in more than the grain directory's place");
        }
    }

    private boolean isGrain(long entry) {
        return entry != 0 && !(entry == 1 && layout.zeroedGrains());
    }

    private MemorySegment directory(String name, long sector) throws IOException {
        return GrainTables.directory(where, file, name, layout, sector);
    }

    private MemorySegment table(long sector) throws IOException {
        return file.bytes(sector << Sectors.BITS, tableSize);
    }

    /// Tells which tables of a directory lie in holes of the file, as most do in a large image.
    private final class HoleFinder {
        private Extent latest = new Extent(0, 1, Extent.Kind.DATA);

        boolean covers(long sector) throws IOException {
            long offset = sector << Sectors.BITS;
            if (offset < latest.offset() || offset >= latest.end()) {
                latest = file.extentAt(offset);
            }
            return latest.isZero() && latest.end() - offset >= tableSize;
        }
    }

    private boolean hasTable(long sector) {
        return sector << Sectors.BITS <= file.size() - tableSize;
    }

    private static long entry(MemorySegment entries, long index) {
        return Integer.toUnsignedLong(entries.getAtIndex(Sectors.U32, index));
    }

    /// Claims a directory and its tables.
    private void claimTables(String name, long sector) throws IOException {
        Where place = where.structure(name, sector << Sectors.BITS);
        MemorySegment directory = directory(name, sector);
        claim(place, sector, directory.byteSize(), findings);
        try (var told = new BoundedFindings(place, findings)) {
            for (long i = 0; i < layout.directoryEntries(); i++) {
                long at = entry(directory, i);
                Where field = place.field("entry " + i, 4 * i);
                if (at != 0 && !hasTable(at)) {
                    String sentence = "sector 0x%x is no table in the file".formatted(at);
                    told.accept(Finding.error(field, sentence));
                } else if (at != 0 && claim(field, at, tableSize, told)) {
                    tables.add(at);
                }
            }
        }
    }

    private boolean claim(Where place, long sector, long bytes, Consumer<Finding> told) {
        boolean free = claims.claim(sector, Sectors.covering(bytes));
        if (!free) {
            told.accept(Finding.error(place, "overlaps something else in the file"));
        }
        return free;
    }

    /// Both copies of each table must say the same.
    private void compareTables() throws IOException {
        MemorySegment first = directory(DIRECTORY, layout.directoryOffset());
        MemorySegment second = directory(REDUNDANT, layout.redundantOffset());
        Where place = where.structure(REDUNDANT, layout.redundantOffset() << Sectors.BITS);
        try (var told = new BoundedFindings(place, findings)) {
            var firstHoles = new HoleFinder();
            var secondHoles = new HoleFinder();
            var compared = new HashSet<Long>();
            for (long i = 0; i < layout.directoryEntries(); i++) {
                long one = entry(first, i);
                long other = entry(second, i);
                if (one == other || !hasTable(one) || !hasTable(other)) {
                    continue; // none, or told before
                }
                if (one == 0 || other == 0) {
                    Where field = place.field("entry " + i, 4 * i);
                    String sentence = "only one of the two directories has this table";
                    told.accept(Finding.error(field, sentence));
                } else if (compared.add(one)
                        && !(firstHoles.covers(one) && secondHoles.covers(other))) {
                    compare(told, i, one, other);
                }
            }
        }
    }

    private void compare(Consumer<Finding> told, long index, long one, long other)
            throws IOException {
        long difference = table(one).mismatch(table(other));
        if (difference >= 0) {
            Where field =
                    where.structure("redundant grain table " + index, other << Sectors.BITS)
                            .field("entry " + difference / 4, difference / 4 * 4);
            told.accept(Finding.error(field, "differs from the grain table's"));
        }
    }

    private void checkGrains() throws IOException {
        MemorySegment directory = directory(DIRECTORY, layout.directoryOffset());
        var holes = new HoleFinder();
        Where place = where.structure(DIRECTORY, layout.directoryOffset() << Sectors.BITS);
        try (var told = new BoundedFindings(place, findings)) {
            for (long i = 0; i < layout.directoryEntries(); i++) {
                long sector = entry(directory, i);
                if (sector != 0 && tables.contains(sector)) {
                    tables.remove(sector); // each once, whatever the directory says
                    if (!holes.covers(sector)) {
                        checkTable(told, i, sector);
                    }
                }
            }
        }
    }

    private void checkTable(Consumer<Finding> told, long index, long sector) throws IOException {
        MemorySegment entries = table(sector);
        for (int i = 0; i < layout.tableEntries(); i++) {
            long entry = entry(entries, i);
            if (isGrain(entry) && faults < MOST_FAULTS) {
                Where place =
                        where.structure("grain table " + index, sector << Sectors.BITS)
                                .field("entry " + i, 4L * i);
                Finding fault = checkGrain(place, index * layout.tableEntries() + i, entry);
                if (fault != null) {
                    told.accept(fault);
                    faults++;
                }
            }
        }
    }

    private @Nullable Finding checkGrain(Where place, long grain, long sector) throws IOException {
        if (grain >= layout.grains()) {
            return Finding.error(place, "a grain behind the end of the disk");
        }
        long start = sector << Sectors.BITS;
        long needed = Math.min(layout.grainSize(), layout.capacity() - grain * layout.grainSize());
        long length = layout.grainSize();
        if (layout.compressed()) {
            try {
                length = compressed.check(grain, sector);
            } catch (ImageException e) {
                return Finding.of(e);
            }
        } else if (start > file.size() - needed) {
            return Finding.error(place, "sector 0x%x is not in the file".formatted(sector));
        }
        length = Math.min(length, file.size() - start);
        return claims.claim(sector, Sectors.covering(length))
                ? null
                : Finding.error(place, "the grain overlaps something else in the file");
    }

    private void tellLeaks() {
        if (faults == MOST_FAULTS) {
            note("%d grains are faulty; others were not looked at".formatted(faults));
            return;
        }
        long leaked = Sectors.covering(file.size()) - claims.sectors();
        if (leaked > 0) {
            note("%d sectors are not in use".formatted(leaked));
        }
    }

    private void note(String sentence) {
        findings.accept(new Finding(Finding.Severity.NOTE, where, sentence));
    }

    private void error(Where place, String sentence) {
        findings.accept(Finding.error(place, sentence));
    }

    private void warning(Where place, String sentence) {
        findings.accept(Finding.warning(place, sentence));
    }
}

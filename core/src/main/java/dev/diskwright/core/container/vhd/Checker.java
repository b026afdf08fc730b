package dev.diskwright.core.container.vhd;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.ZeroBytes;
import dev.diskwright.core.bytes.BoundedFindings;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Guids;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.Companions;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.Consumer;

/// Checks a file: both footers, the dynamic header, every entry of the table, every bitmap and the parent.
final class Checker {
    private static final long FEATURES = 3; // temporary, and one that is always set

    private final Where where;
    private final BlockSource file;
    private final Footers footers;
    private final Footer footer;
    private final Consumer<Finding> findings;

    private Checker(Where where, BlockSource file, Footers footers, Consumer<Finding> findings) {
        this.where = where;
        this.file = file;
        this.footers = footers;
        this.footer = footers.footer();
        this.findings = findings;
    }

    static void check(
            Where where, BlockSource file, Companions companions, Consumer<Finding> findings)
            throws IOException {
        try {
            new Checker(where, file, Footers.find(where, file), findings).check(companions);
        } catch (ImageException e) {
            findings.accept(Finding.of(e));
        }
    }

    private void check(Companions companions) throws IOException {
        if (footers.damage() != null) {
            findings.accept(Finding.of(footers.damage()));
        }
        checkFooter();
        if (footer.diskType() == Footer.FIXED) {
            BlockSource disk = Vhd.fixed(where, file, footers);
            if (disk.size() < footers.offset()) {
                warn(
                        where.structure("unused space", disk.size()),
                        "%d bytes between the disk and the footer"
                                .formatted(footers.offset() - disk.size()));
            }
            return;
        }
        checkCopy();
        DynamicHeader header = DynamicHeader.read(where, file, footers);
        checkHeader(header);
        checkParent(header, companions);
        checkBlocks(header);
    }

    private void checkFooter() {
        Where place = footers.place(where);
        if (file.size() - footers.offset() < Footer.SIZE) {
            warn(place, "511 bytes, as before Virtual PC 2004");
        }
        expect(
                (footer.features() & ~FEATURES) == 0 && (footer.features() & 2) != 0,
                "features",
                "0x%x, not 2 or 3".formatted(footer.features()));
        expect(
                footer.currentSize() % Footer.SECTOR == 0,
                "currentSize",
                "%d bytes are no whole number of sectors".formatted(footer.currentSize()));
        expect(!footer.uniqueId().equals(Guids.NIL), "uniqueId", "no identifier");
        expect(footer.savedState() == 0, "savedState", "a virtual machine was saved with it");
        expect(ZeroBytes.isZero(footer.reserved()), "reserved", "not zero");
        expect(
                footer.diskType() != Footer.FIXED || footer.dataOffset() == Footer.NOWHERE,
                "dataOffset",
                "0x%x, not all ones as in a fixed disk".formatted(footer.dataOffset()));
        if (footer.countsByGeometry() && footer.size() != footer.currentSize()) {
            warn(
                    Footer.field(place, "currentSize"),
                    "%d bytes, while the geometry %s has %d; readers differ in which they take"
                            .formatted(footer.currentSize(), footer.geometry(), footer.size()));
        }
    }

    private void expect(boolean holds, String field, String otherwise) {
        if (!holds) {
            warn(Footer.field(footers.place(where), field), otherwise);
        }
    }

    /// Compares the footer at the start with the one at the end.
    private void checkCopy() throws IOException {
        if (footers.offset() == 0) {
            return;
        }
        try {
            Footer.read(where, file, 0);
            MemorySegment last = MemorySegment.ofArray(new byte[Footer.SIZE]);
            long length = Math.min(Footer.SIZE, file.size() - footers.offset());
            file.read(footers.offset(), last.asSlice(0, length));
            long differs = file.bytes(0, Footer.SIZE).mismatch(last);
            if (differs >= 0) {
                findings.accept(
                        Finding.error(
                                where.structure("footer", 0).field("copy", differs),
                                "differs from the footer at the end"));
            }
        } catch (ImageException e) {
            findings.accept(Finding.of(e));
        }
    }

    private void checkHeader(DynamicHeader header) {
        Where place = where.structure("dynamic header", footer.dataOffset());
        long blocks = Math.ceilDiv(footer.size(), header.blockSize());
        if (header.dataOffset() != DynamicHeader.NOWHERE) {
            warn(DynamicHeader.field(place, "dataOffset"), "not all ones");
        }
        if (header.maxTableEntries() != blocks) {
            warn(
                    DynamicHeader.field(place, "maxTableEntries"),
                    "%d, while the disk has %d blocks; Azure refuses that"
                            .formatted(header.maxTableEntries(), blocks));
        }
        if (!ZeroBytes.isZero(header.reserved())) {
            warn(DynamicHeader.field(place, "reserved"), "not zero");
        }
    }

    private void checkParent(DynamicHeader header, Companions companions) throws IOException {
        Where place = where.structure("dynamic header", footer.dataOffset());
        List<ParentLocator> locators = header.locators();
        if (footer.diskType() == Footer.DYNAMIC) {
            if (!header.parentUniqueId().equals(Guids.NIL) || !locators.isEmpty()) {
                warn(DynamicHeader.field(place, "parentUniqueId"), "a parent, in a dynamic disk");
            }
            return;
        }
        for (ParentLocator it : locators) {
            if (it.name(file).isEmpty()) {
                findings.accept(
                        Finding.error(
                                DynamicHeader.field(place, "parentLocators"),
                                "%s: %d bytes at 0x%x hold no name"
                                        .formatted(
                                                Text.quoted(it.platformCode()),
                                                it.platformDataLength(),
                                                it.platformDataOffset())));
            }
        }
        if (locators.isEmpty()) {
            warn(DynamicHeader.field(place, "parentLocators"), "none in use");
        }
        try {
            Parent parent = Parent.open(where, file, footer.dataOffset(), header, companions);
            if (parent.footer().timeStamp() != header.parentTimeStamp()) {
                warn(
                        DynamicHeader.field(place, "parentTimeStamp"),
                        "%d, but the parent says %d: it may have been changed since"
                                .formatted(header.parentTimeStamp(), parent.footer().timeStamp()));
            }
        } catch (ImageException e) {
            findings.accept(Finding.of(e));
        }
    }

    private void checkBlocks(DynamicHeader header) throws IOException {
        var table = new BlockTable(where, file, header);
        var areas = new Areas(where, table.bitmapSize() + header.blockSize());
        areas.add("copy of the footer", 0, Footer.SIZE);
        areas.add("dynamic header", footer.dataOffset(), DynamicHeader.SIZE);
        areas.add(
                "BAT",
                header.tableOffset(),
                Units.roundUp(4 * header.maxTableEntries(), Footer.SECTOR));
        for (ParentLocator it : header.locators()) {
            if (it.isIn(file) && it.platformDataLength() > 0) {
                areas.add("parent locator", it.platformDataOffset(), it.platformDataLength());
            }
        }
        long end = footers.offset() == 0 ? file.size() : footers.offset();
        long blocks = Math.ceilDiv(footer.size(), header.blockSize());
        try (var entries = new BoundedFindings(table.place(), findings)) {
            for (long block = 0; block < blocks; block++) {
                if (table.has(block)) {
                    checkBlock(table, areas, block, end, entries);
                }
            }
            areas.check(table, end, entries);
        }
    }

    private void checkBlock(
            BlockTable table, Areas areas, long block, long end, Consumer<Finding> entries)
            throws IOException {
        long offset = table.bitmapOffset(block);
        if (offset > end - table.bitmapSize() - table.blockSize()) {
            entries.accept(
                    Finding.error(
                            table.place(block),
                            "a block at 0x%x, which ends behind 0x%x".formatted(offset, end)));
            return;
        }
        areas.addBlock(Integer.toUnsignedLong(table.entry(block)), block);
        if (footer.diskType() == Footer.DYNAMIC) {
            checkBitmap(table, block, entries);
        }
    }

    /// Looks for data in sectors that a dynamic disk does not claim to have.
    private void checkBitmap(BlockTable table, long block, Consumer<Finding> entries)
            throws IOException {
        long blockSize = table.blockSize();
        long sectors = Math.min(blockSize, footer.size() - block * blockSize) / Footer.SECTOR;
        for (long sector = 0; sector < sectors; ) {
            long end = table.endOfSectors(block, sector, sectors);
            if (!table.hasSector(block, sector)) {
                long length = (end - sector) * Footer.SECTOR;
                long offset = table.dataOffset(block, sector * Footer.SECTOR, length);
                if (!ZeroBytes.isZero(file, offset, length)) {
                    entries.accept(
                            Finding.warning(
                                    where.structure(
                                            "sector bitmap of block " + block,
                                            table.bitmapOffset(block)),
                                    "sectors %d to %d are not zero, but not marked as present: readers differ in what they see"
                                            .formatted(sector, end - 1)));
                }
            }
            sector = end;
        }
    }

    private void warn(Where place, String sentence) {
        findings.accept(Finding.warning(place, sentence));
    }
}

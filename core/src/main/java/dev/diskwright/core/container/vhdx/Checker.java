package dev.diskwright.core.container.vhdx;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.BoundedFindings;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.Companions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Checks a file: both headers, both region tables, the log, the metadata, every entry of the BAT and the parent.
final class Checker {
    private final Where where;
    private final BlockSource file; // as it is, the log not replayed
    private final Layout layout;
    private final Metadata metadata;
    private final Bat bat;
    private final Consumer<Finding> findings;
    private final BitSet used = new BitSet(); // MiB of the file
    private final long end; // of the file, in MiB

    private Checker(Where where, BlockSource file, Layout layout, Consumer<Finding> findings) {
        this.where = where;
        this.file = file;
        this.layout = layout;
        this.findings = findings;
        metadata = layout.metadata();
        bat = new Bat(where, layout);
        end = layout.file().size() / Header.MIB;
    }

    static void check(
            Where where, BlockSource file, Companions companions, Consumer<Finding> findings)
            throws IOException {
        try {
            new Checker(where, file, Layout.read(where, file), findings).check(companions);
        } catch (ImageException e) {
            findings.accept(Finding.of(e));
        }
    }

    private void check(Companions companions) throws IOException {
        checkHeaders();
        checkRegionTables();
        checkMetadata();
        use(where.structure("header section", 0), 0, Header.MIB, findings);
        Header header = layout.header();
        checkLog(header);
        for (Region region : layout.regions()) {
            Where place = where.structure("region " + region.guid(), region.fileOffset());
            use(place, region.fileOffset(), region.length(), findings);
        }
        try (var entries = new BoundedFindings(bat.place(), findings)) {
            for (long chunk = 0; chunk < bat.chunks(); chunk++) {
                checkChunk(chunk, entries);
            }
        }
        checkUnused();
        checkParent(companions);
    }

    private void checkHeaders() throws IOException {
        for (int i = 0; i < Header.OFFSETS.length; i++) {
            try {
                Header.read(where, file, i);
            } catch (ImageException e) {
                warn(e.where(), e.problem());
            }
        }
    }

    private void checkRegionTables() throws IOException {
        var tables = new ArrayList<@Nullable List<Region>>();
        for (int i = 0; i < Region.TABLE_OFFSETS.length; i++) {
            try {
                tables.add(Region.readTable(where, layout.file(), i));
            } catch (ImageException e) {
                findings.accept(Finding.of(e));
                tables.add(null);
            }
        }
        if (tables.getFirst() != null
                && tables.getLast() != null
                && !tables.getFirst().equals(tables.getLast())) {
            error(Region.place(where, 1), "differs from the region table");
        }
    }

    private void checkLog(Header header) {
        Where place = where.structure("log", header.logOffset());
        if (header.logLength() % Header.MIB != 0
                || header.logOffset() < 0
                || header.logOffset() % Header.MIB != 0
                || header.logOffset() > layout.file().size() - header.logLength()) {
            error(
                    place,
                    "%d bytes at 0x%x are no whole MiB in the file"
                            .formatted(header.logLength(), header.logOffset()));
        } else if (header.logLength() > 0) {
            use(place, header.logOffset(), header.logLength(), findings);
        }
        if (layout.replayed() > 0) {
            warn(
                    place,
                    "not closed properly: %d entries have to be replayed, which QEMU does not do when it only reads"
                            .formatted(layout.replayed()));
        }
    }

    private void checkMetadata() throws IOException {
        Region region = Region.find(where, layout.regions(), Region.METADATA);
        var items = new ArrayList<MetadataItem>();
        new Metadata.Items(where, layout.file(), region).all().forEach(items::add);
        items.sort(Comparator.comparingLong(MetadataItem::offset));
        @Nullable MetadataItem before = null;
        for (MetadataItem item : items) {
            Where place = where.structure(item.name(), region.fileOffset() + item.offset());
            if (before != null && before.offset() + before.length() > item.offset()) {
                error(place, "overlaps the " + before.name());
            }
            before = item;
        }
    }

    private void checkChunk(long chunk, Consumer<Finding> entries) throws IOException {
        boolean partial = false;
        long last = Math.min(bat.payloadBlocks(), bat.firstOf(chunk + 1));
        for (long block = bat.firstOf(chunk); block < last; block++) {
            long entry = bat.payload(block);
            checkPayload(block, entry, entries);
            partial |= Bat.state(entry) == Bat.PARTIALLY_PRESENT;
        }
        if (chunk + 1 < bat.chunks() || metadata.hasParent()) {
            checkBitmap(chunk, partial && metadata.hasParent(), entries);
        }
    }

    private void checkPayload(long block, long entry, Consumer<Finding> entries) {
        Where place = bat.payloadPlace(block);
        checkReserved(place, entry, entries);
        switch (Bat.state(entry)) {
            case Bat.NOT_PRESENT, Bat.ZERO -> {}
            case Bat.UNDEFINED, Bat.UNMAPPED -> {
                if (Bat.offset(entry) != 0) {
                    usePayload(block, entry, entries);
                }
            }
            case Bat.FULLY_PRESENT -> usePayload(block, entry, entries);
            case Bat.PARTIALLY_PRESENT -> {
                if (!metadata.hasParent()) {
                    entries.accept(
                            Finding.error(place, "a partial block, but the disk has no parent"));
                }
                usePayload(block, entry, entries);
            }
            default -> entries.accept(Finding.error(place, "state %d".formatted(Bat.state(entry))));
        }
    }

    /// Marks a payload block as used. QEMU cuts the last one where the disk ends.
    private void usePayload(long block, long entry, Consumer<Finding> entries) {
        long offset = Bat.offset(entry);
        long missing = offset + metadata.blockSize() - layout.file().size();
        long needed =
                Math.min(
                        metadata.blockSize(),
                        metadata.virtualDiskSize() - block * metadata.blockSize());
        if (missing > 0 && missing <= metadata.blockSize() - needed) {
            entries.accept(
                    Finding.warning(
                            bat.payloadPlace(block),
                            "the file ends inside the block, behind the end of the disk"));
            use(bat.payloadPlace(block), offset, metadata.blockSize() - missing, entries);
        } else {
            use(bat.payloadPlace(block), offset, metadata.blockSize(), entries);
        }
    }

    private void checkBitmap(long chunk, boolean needed, Consumer<Finding> entries)
            throws IOException {
        long entry = bat.bitmap(chunk);
        Where place = bat.bitmapPlace(chunk);
        checkReserved(place, entry, entries);
        switch (Bat.state(entry)) {
            case Bat.NOT_PRESENT -> {
                if (needed) {
                    entries.accept(
                            Finding.error(
                                    place, "no sector bitmap, but its chunk has partial blocks"));
                }
            }
            case Bat.BITMAP_PRESENT -> {
                if (!metadata.hasParent()) {
                    entries.accept(
                            Finding.error(place, "a sector bitmap, but the disk has no parent"));
                }
                use(place, Bat.offset(entry), Bat.BITMAP_SIZE, entries);
            }
            default ->
                    entries.accept(
                            Finding.error(
                                    place,
                                    "state %d of a sector bitmap".formatted(Bat.state(entry))));
        }
    }

    private static void checkReserved(Where place, long entry, Consumer<Finding> entries) {
        if (Bat.reserved(entry) != 0) {
            entries.accept(Finding.warning(place, "reserved bits are set: 0x%x".formatted(entry)));
        }
    }

    /// Marks part of the file as used, which nothing else may use.
    ///
    /// @param place what refers to it
    private void use(Where place, long offset, long length, Consumer<Finding> to) {
        if (offset < 0 || offset > layout.file().size() - length) {
            to.accept(
                    Finding.error(
                            place,
                            "%d bytes at 0x%x are not in the file of %d"
                                    .formatted(length, offset, layout.file().size())));
            return;
        }
        int from = (int) (offset / Header.MIB);
        int until = from + (int) (length / Header.MIB);
        int taken = used.nextSetBit(from);
        if (taken >= 0 && taken < until) {
            to.accept(
                    Finding.error(
                            place,
                            "overlaps something else at 0x%x".formatted(taken * Header.MIB)));
        }
        used.set(from, until);
    }

    /// Looks for lost blocks. Less than a block may be due to alignment.
    private void checkUnused() {
        for (int from = used.nextClearBit(0); from < end; from = used.nextClearBit(from)) {
            int next = used.nextSetBit(from);
            long until = next < 0 ? end : next;
            long length = (until - from) * Header.MIB;
            if (length >= metadata.blockSize()) {
                // allowed, but it may be a lost block
                Where place = where.structure("unused space", from * Header.MIB);
                String sentence = "%d bytes belong to nobody".formatted(length);
                findings.accept(new Finding(Finding.Severity.NOTE, place, sentence));
            }
            from = (int) until;
        }
    }

    private void checkParent(Companions companions) throws IOException {
        if (metadata.parent() == null) {
            return;
        }
        ParentLocator locator = metadata.parent();
        if (locator.linkage(ParentLocator.LINKAGE).isEmpty()) {
            error(locator.where(), "no parent_linkage");
        }
        try {
            Parent parent = Parent.open(locator, companions);
            int sectorSize =
                    Layout.read(Where.file(parent.name()), parent.file())
                            .metadata()
                            .logicalSectorSize();
            if (sectorSize != metadata.logicalSectorSize()) {
                error(
                        locator.where(),
                        "the parent has sectors of %d bytes, the disk of %d"
                                .formatted(sectorSize, metadata.logicalSectorSize()));
            }
        } catch (ImageException e) {
            findings.accept(Finding.of(e));
        }
    }

    private void warn(Where place, String sentence) {
        findings.accept(Finding.warning(place, sentence));
    }

    private void error(Where place, String sentence) {
        findings.accept(Finding.error(place, sentence));
    }
}

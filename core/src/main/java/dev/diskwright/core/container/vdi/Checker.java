package dev.diskwright.core.container.vdi;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.BoundedFindings;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Guids;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.util.BitSet;
import java.util.function.Consumer;

/// Checks a file: the header's numbers against each other, every entry of the block map against the file and the other
/// entries, and what of the file belongs to nobody.
final class Checker {
    private static final long USUAL_BLOCK = 1 << 20;

    private final Where place;
    private final BlockSource file;
    private final Header header;
    private final BlockMap map;
    private final Consumer<Finding> findings;
    private final BitSet used = new BitSet(); // blocks of the data area that an entry refers to

    private Checker(Where where, BlockSource file, Header header, Consumer<Finding> findings) {
        this.place = Header.place(where);
        this.file = file;
        this.header = header;
        this.findings = findings;
        map = new BlockMap(where, file, header);
    }

    static void check(Where where, BlockSource file, Consumer<Finding> findings)
            throws IOException {
        try {
            new Checker(where, file, Header.read(where, file), findings).check();
        } catch (ImageException e) {
            findings.accept(Finding.of(e));
        }
    }

    private void check() throws IOException {
        checkHeader();
        long allocated = checkMap();
        if (allocated != header.blocksAllocated()) {
            error(
                    "blocksAllocated",
                    "%d, but the block map has %d".formatted(header.blocksAllocated(), allocated));
        }
        checkUnused();
    }

    private void checkHeader() {
        expect(header.diskSize() % Header.SECTOR == 0, "diskSize", "no whole number of sectors");
        expect(
                header.blockSize() == USUAL_BLOCK && header.blockExtra() == 0,
                "blockSize",
                "blocks that are not 1 MiB, which other programs refuse");
        expect(
                header.blocksInImage() == Math.ceilDiv(header.diskSize(), header.blockSize()),
                "blocksInImage",
                "not what the size of the disk takes");
        expect(header.offsetBlocks() % 512 == 0, "offsetBlocks", "not a multiple of 512");
        expect(header.offsetData() % 512 == 0, "offsetData", "not a multiple of 512");
        expect(!header.uuidImage().equals(Guids.NIL), "uuidImage", "no identifier");
        expect(
                header.uuidLink().equals(Guids.NIL),
                "uuidLink",
                "a parent, which this type of image does not have");
        expect(
                header.uuidParent().equals(Guids.NIL),
                "uuidParent",
                "a parent, which this type of image does not have");
        if (header.offsetData() < header.endOfMap() && header.blocksInImage() > 0) {
            error(
                    "offsetData",
                    "0x%x, but the block map ends at 0x%x"
                            .formatted(header.offsetData(), header.endOfMap()));
        }
    }

    /// {@return the number of entries that refer to a block}
    private long checkMap() throws IOException {
        long allocated = 0;
        try (var entries = new BoundedFindings(map.place(0), findings)) {
            for (long block = 0; block < header.blocksInImage(); block++) {
                int entry = map.entry(block);
                if (BlockMap.isAllocated(entry)) {
                    allocated++;
                    checkEntry(block, Integer.toUnsignedLong(entry), entries);
                } else if (header.type() == Header.FIXED) {
                    entries.accept(Finding.warning(map.place(block), "no block, in a fixed image"));
                }
            }
        }
        return allocated;
    }

    private void checkEntry(long block, long index, Consumer<Finding> entries) {
        if (index >= header.blocksInImage()) {
            entries.accept(
                    Finding.error(
                            map.place(block),
                            "block %d, but the image has %d"
                                    .formatted(index, header.blocksInImage())));
        } else if (header.offsetOf(index) > file.size() - header.blockSize()) {
            entries.accept(
                    Finding.error(
                            map.place(block),
                            "block %d ends behind the file of %d bytes"
                                    .formatted(index, file.size())));
        } else if (used.get((int) index)) {
            entries.accept(
                    Finding.error(
                            map.place(block), "block %d, which another has too".formatted(index)));
        } else {
            used.set((int) index);
        }
    }

    private void checkUnused() {
        for (int from = used.nextClearBit(0); from < used.length(); ) {
            int to = used.nextSetBit(from);
            leak(from, header.offsetOf(to) - header.offsetOf(from));
            from = used.nextClearBit(to);
        }
        long end =
                used.isEmpty()
                        ? Math.max(header.offsetData(), header.endOfMap())
                        : header.offsetOf(used.length()) - header.blockExtra();
        if (file.size() > end) {
            leak(used.length(), file.size() - end);
        }
    }

    private void leak(int index, long length) {
        Where unused = Where.file(place.file()).structure("data area", header.offsetOf(index));
        findings.accept(Finding.warning(unused, "%d bytes belong to nobody".formatted(length)));
    }

    private void expect(boolean holds, String field, String otherwise) {
        if (!holds) {
            findings.accept(Finding.warning(Header.field(place, field), otherwise));
        }
    }

    private void error(String field, String sentence) {
        findings.accept(Finding.error(Header.field(place, field), sentence));
    }
}

package dev.diskwright.core.container.vhd;

import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/// What of a file is used by what, to find what is used twice and what is not used at all.
final class Areas {
    private static final int INDEX_BITS = 30; // of a packed block; the sector is above
    private static final long PADDING = 4096; // gaps below are due to alignment

    private final Where where;
    private final long blockLength;
    private final List<Area> areas = new ArrayList<>();
    private final LongStream.Builder blocks = LongStream.builder();

    private record Area(String name, long start, long end) {}

    /// @param blockLength bytes of a block with its bitmap
    Areas(Where where, long blockLength) {
        this.where = where;
        this.blockLength = blockLength;
    }

    void add(String name, long start, long length) {
        areas.add(new Area(name, start, start + length));
    }

    /// @param sector where the block begins, less than 2^32
    void addBlock(long sector, long block) {
        blocks.add(sector << INDEX_BITS | block);
    }

    /// Tells of all overlaps and gaps.
    ///
    /// @param end where the file ends, but for its last footer
    void check(BlockTable table, long end, Consumer<Finding> findings) throws IOException {
        areas.sort(Comparator.comparingLong(Area::start));
        long[] packed = blocks.build().sorted().toArray();
        var before = new Area("", 0, 0);
        int nextArea = 0;
        for (long it : packed) {
            long block = it & (1L << INDEX_BITS) - 1;
            long start = (it >>> INDEX_BITS) * Footer.SECTOR;
            while (nextArea < areas.size() && areas.get(nextArea).start() <= start) {
                before = follow(before, areas.get(nextArea++), findings);
            }
            if (start < before.end()) {
                findings.accept(
                        Finding.error(
                                table.place(block),
                                "the block at 0x%x overlaps the %s"
                                        .formatted(start, before.name())));
            }
            gap(before.end(), start, findings);
            if (start + blockLength > before.end()) {
                before = new Area("block " + block, start, start + blockLength);
            }
        }
        while (nextArea < areas.size()) {
            before = follow(before, areas.get(nextArea++), findings);
        }
        gap(before.end(), end, findings);
    }

    private Area follow(Area before, Area area, Consumer<Finding> findings) {
        if (area.start() < before.end()) {
            findings.accept(
                    Finding.error(
                            where.structure(area.name(), area.start()),
                            "overlaps the " + before.name()));
        }
        gap(before.end(), area.start(), findings);
        return area.end() > before.end() ? area : before;
    }

    private void gap(long from, long to, Consumer<Finding> findings) {
        if (to - from >= PADDING) {
            findings.accept(
                    Finding.warning(
                            where.structure("unused space", from),
                            "%d bytes belong to nobody".formatted(to - from)));
        }
    }
}

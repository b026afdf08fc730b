package dev.diskwright.core.table;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition.Piece;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Turns an [Mbr] into sector 0 and the chain of EBRs.
final class MbrWriter {
    private static final int LINK = 0x05; // the next EBR, in an EBR

    private final Mbr table;

    MbrWriter(Mbr table) {
        this.table = table;
    }

    List<Piece> pieces() {
        var pieces = new ArrayList<Piece>();
        pieces.add(new Piece(0, BlockSource.of(first())));
        addChain(pieces);
        return pieces;
    }

    private MemorySegment first() {
        MemorySegment sector = BootRecord.create(table.sectorSize());
        BootRecord.setSignature(sector, table.signature());
        for (Partition it : Mbr.primary(table.partitions())) {
            entry(it, 0).write(sector, it.number() - 1);
        }
        return sector;
    }

    private void addChain(List<Piece> pieces) {
        List<Partition> logical = Mbr.logical(table.partitions());
        if (logical.isEmpty()) {
            table.extended()
                    .ifPresent(it -> pieces.add(piece(it.firstLba(), empty()))); // ends the chain
            return;
        }
        long start = table.extended().orElseThrow().firstLba();
        List<Long> ebrs = chain(start, logical);
        for (int i = 0; i < logical.size(); i++) {
            MemorySegment sector = empty();
            entry(logical.get(i), ebrs.get(i)).write(sector, 0);
            if (i + 1 < logical.size()) {
                long next = ebrs.get(i + 1);
                long length = logical.get(i + 1).lastLba() - next + 1;
                MbrEntry.of(LINK, false, next - start, length, start).write(sector, 1);
            }
            pieces.add(piece(ebrs.get(i), sector));
        }
    }

    private List<Long> chain(long start, List<Partition> logical) {
        List<Partition> others =
                Mbr.primary(table.partitions()).stream()
                        .filter(it -> !it.type().isExtended())
                        .toList();
        try {
            var ebrs = new ArrayList<>(ExtendedLayout.ebrs(table.sectorSize(), others, logical));
            ebrs.set(0, start); // where a table that was read may have it
            return ebrs;
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("the table cannot be written as it was read", e);
        }
    }

    private MemorySegment empty() {
        return BootRecord.create(table.sectorSize());
    }

    private Piece piece(long lba, MemorySegment sector) {
        return new Piece(lba * table.sectorSize(), BlockSource.of(sector));
    }

    private static MbrEntry entry(Partition it, long origin) {
        return MbrEntry.of(
                it.type().mbrOrThrow(), it.active(), it.firstLba() - origin, it.sectors(), origin);
    }
}

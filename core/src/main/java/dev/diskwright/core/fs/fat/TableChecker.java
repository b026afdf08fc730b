package dev.diskwright.core.fs.fat;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Extent;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.util.BitSet;
import java.util.function.Consumer;

/// Checks the FATs: equal, reserved entries in order, nothing allocated that no file has. Zero runs are skipped.
final class TableChecker {
    private static final int CHUNK = 1 << 16;

    private final Volume volume;
    private final Consumer<Finding> findings;
    private final FatEntries entries;

    TableChecker(Volume volume, Consumer<Finding> findings) {
        this.volume = volume;
        this.findings = findings;
        entries = new FatEntries(volume, volume.activeFat());
    }

    /// Compares the FATs, unless the volume says that only one is in use.
    void checkCopies() throws IOException {
        boolean mirrored = volume.fat32() == null || (volume.fat32().flags() & 0x80) == 0;
        if (volume.bpb().fats() < 2 || !mirrored) {
            return;
        }
        BlockSource first = fat(0);
        BlockSource second = fat(1);
        for (long at = 0; at < volume.fatSize(); ) {
            Extent one = first.extentAt(at);
            Extent other = second.extentAt(at);
            long end = Math.min(one.end(), other.end());
            if (one.isZero() && other.isZero()) {
                at = end;
                continue;
            }
            int length = (int) Math.min(CHUNK, end - at);
            long difference = first.bytes(at, length).mismatch(second.bytes(at, length));
            if (difference >= 0) {
                Where place = volume.where().structure("FAT 2", volume.fatOffset(1));
                error(place.field("byte", at + difference), "the FATs differ from here on");
                return;
            }
            at += length;
        }
    }

    /// Checks the entries 0 and 1.
    void checkReserved() throws IOException {
        FatType type = volume.type();
        long media = type.mask() & ~0xffL | volume.bpb().media();
        if (entries.get(0) != media) {
            error(entries.where(0), "entry 0 is 0x%x, not 0x%x".formatted(entries.get(0), media));
        }
        long state = entries.get(1);
        if ((state & type.cleanBit()) != type.cleanBit()) {
            warn(entries.where(1), "the volume was not unmounted cleanly");
        }
        if ((state & type.noErrorBit()) != type.noErrorBit()) {
            warn(entries.where(1), "a read or write of this volume has failed");
        }
        if ((state | type.cleanBit() | type.noErrorBit()) < type.endOfChain()) {
            warn(entries.where(1), "entry 1 is 0x%x, not the end of a chain".formatted(state));
        }
    }

    /// Looks for clusters that are allocated, though no chain of a file has them.
    ///
    /// @param used clusters that files and directories have
    /// @return free clusters
    long checkLost(BitSet used) throws IOException {
        BlockSource fat = fat(volume.activeFat());
        int bits = volume.type().bits();
        long free = 0;
        long lost = 0;
        long firstLost = 0;
        for (long cluster = 2; cluster < volume.clusterEnd(); ) {
            Extent extent = fat.extentAt(cluster * bits / 8);
            if (extent.isZero()) {
                long behind = Math.min(extent.end() * 8 / bits, volume.clusterEnd());
                if (behind > cluster) {
                    free += behind - cluster;
                    cluster = behind;
                    continue;
                }
            }
            long stop = Math.clamp(extent.end() * 8 / bits, cluster + 1, volume.clusterEnd());
            for (; cluster < stop; cluster++) {
                long entry = entries.get(cluster);
                if (entry == 0) {
                    free++;
                } else if (entry != volume.type().bad() && !used.get((int) cluster)) {
                    firstLost = lost++ == 0 ? cluster : firstLost;
                }
            }
        }
        if (lost > 0) {
            error(
                    entries.where(firstLost),
                    "%d clusters from %d on are allocated, but belong to no file"
                            .formatted(lost, firstLost));
        }
        return free;
    }

    private BlockSource fat(int index) {
        return volume.source().slice(volume.fatOffset(index), volume.fatSize());
    }

    private void error(Where place, String sentence) {
        findings.accept(Finding.error(place, sentence));
    }

    private void warn(Where place, String sentence) {
        findings.accept(Finding.warning(place, sentence));
    }
}

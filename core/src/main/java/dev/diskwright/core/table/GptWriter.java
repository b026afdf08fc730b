package dev.diskwright.core.table;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition.Piece;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Turns a [Gpt] into the sectors at both ends of the disk.
final class GptWriter {
    private final Gpt table;
    private final MemorySegment entries;

    GptWriter(Gpt table) {
        this.table = table;
        entries = MemorySegment.ofArray(new byte[Gpt.ENTRIES * Gpt.ENTRY_SIZE]);
        for (Partition it : table.partitions()) {
            long offset = (long) (it.number() - 1) * Gpt.ENTRY_SIZE;
            GptEntry.CODEC.write(GptEntry.of(it), entries, offset);
        }
    }

    List<Piece> pieces() {
        int sectorSize = table.sectorSize();
        long lastLba = table.sectors() - 1;
        long backupEntriesLba = table.lastUsableLba() + 1;

        var front = bytes(table.firstUsableLba());
        front.asSlice(0, sectorSize).copyFrom(bootRecord());
        front.asSlice(sectorSize).copyFrom(header(1, lastLba, 2).toSector(sectorSize));
        front.asSlice(2L * sectorSize).copyFrom(entries);

        var back = bytes(table.sectors() - backupEntriesLba);
        back.copyFrom(entries);
        back.asSlice(entries.byteSize())
                .copyFrom(header(lastLba, 1, backupEntriesLba).toSector(sectorSize));
        return List.of(
                new Piece(0, BlockSource.of(front)),
                new Piece(backupEntriesLba * sectorSize, BlockSource.of(back)));
    }

    private GptHeader header(long myLba, long alternateLba, long entriesLba) {
        return new GptHeader(
                GptHeader.SIGNATURE,
                GptHeader.REVISION,
                GptHeader.SIZE,
                0,
                0,
                myLba,
                alternateLba,
                table.firstUsableLba(),
                table.lastUsableLba(),
                table.diskGuid(),
                entriesLba,
                Gpt.ENTRIES,
                Gpt.ENTRY_SIZE,
                GptHeader.crc(entries));
    }

    /// {@return the protective MBR, or the hybrid one: its protective entry then ends before the first mirror}
    private MemorySegment bootRecord() {
        MemorySegment sector = BootRecord.create(table.sectorSize());
        long guarded = Math.min(table.sectors() - 1, Mbr.MAX_LBA);
        int slot = 1;
        for (Gpt.Mirror mirror : table.mirrors()) {
            Partition it = table.partition(mirror.number()).orElseThrow();
            guarded = Math.min(guarded, it.firstLba() - 1);
            MbrEntry.of(mirror.type().mbrOrThrow(), mirror.active(), it.firstLba(), it.sectors(), 0)
                    .write(sector, slot++);
        }
        MbrEntry.protective(guarded).write(sector, 0);
        return sector;
    }

    private MemorySegment bytes(long sectors) {
        return MemorySegment.ofArray(new byte[Math.toIntExact(sectors * table.sectorSize())]);
    }
}

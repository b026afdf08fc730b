package dev.diskwright.core.table;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Guids;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/// Tables to test with, and disks that have them.
final class Tables {
    static final Where DISK = Where.file("disk.img");
    static final UUID DISK_GUID = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");
    static final PartitionType LINUX = PartitionTypes.named("linux").orElseThrow();
    static final PartitionType ESP = PartitionTypes.named("esp").orElseThrow();

    private Tables() {}

    static UUID id(int number) {
        return Guids.derive("test", "partition " + number);
    }

    static Partition gpt(int number, long firstLba, long lastLba) {
        return Partition.gpt(number, firstLba, lastLba, LINUX, id(number), "p" + number, 0);
    }

    static Partition mbr(int number, long firstLba, long lastLba) {
        return Partition.mbr(number, firstLba, lastLba, LINUX, false);
    }

    /// {@return a disk that holds the table and nothing else}
    static BlockSource disk(PartitionTable table) {
        var disk = Composition.ofSize(table.sectors() * table.sectorSize());
        table.pieces().forEach(it -> disk.place(it.offset(), it.source()));
        return disk.build();
    }

    /// {@return all bytes of a small disk}
    static byte[] bytes(PartitionTable table) throws IOException {
        BlockSource disk = disk(table);
        return disk.bytes(0, Math.toIntExact(disk.size())).toArray(ValueLayout.JAVA_BYTE);
    }

    static List<Finding> check(byte[] disk, int sectorSize) throws IOException {
        var findings = new ArrayList<Finding>();
        PartitionTables.check(DISK, BlockSource.of(disk), sectorSize, findings::add);
        return findings;
    }

    /// Writes the table into a sparse file.
    static void write(PartitionTable table, Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long size = table.sectors() * table.sectorSize();
            channel.write(ByteBuffer.allocate(1), size - 1);
            for (Composition.Piece it : table.pieces()) {
                MemorySegment bytes = it.source().bytes(0, (int) it.source().size());
                channel.write(bytes.asByteBuffer(), it.offset());
            }
        }
    }

    /// {@return a table with up to 128 partitions, numbered regardless of their order}
    static Gpt randomGpt(Random random, int sectorSize, long sectors) {
        long first = Gpt.firstUsable(sectorSize);
        long last = Gpt.lastUsable(sectorSize, sectors);
        var numbers = new ArrayList<Integer>();
        for (int i = 1; i <= Gpt.ENTRIES; i++) {
            numbers.add(i);
        }
        Collections.shuffle(numbers, random);
        int count = random.nextInt(4) == 0 ? random.nextInt(129) : random.nextInt(6);
        var partitions = new ArrayList<Partition>();
        for (int i = 0; i < count && first <= last; i++) {
            long start = first + (random.nextBoolean() ? 0 : random.nextLong(last - first + 1) / 8);
            long end = start + random.nextLong((last - start) / (count - i) + 1);
            PartitionType type;
            do {
                type = PartitionTypes.ALL.get(random.nextInt(PartitionTypes.ALL.size()));
            } while (type.gpt() == null);
            int number = numbers.get(i);
            partitions.add(
                    Partition.gpt(
                            number,
                            start,
                            end,
                            PartitionTypes.ofGpt(type.gptOrThrow()),
                            id(number),
                            name(random),
                            random.nextLong()));
            first = end + 1;
        }
        return new Gpt(sectorSize, sectors, DISK_GUID, partitions);
    }

    private static String name(Random random) {
        var name = new StringBuilder();
        for (int i = random.nextInt(37); i > 0; i--) {
            name.append("aZ-_ .9é漢".charAt(random.nextInt(9)));
        }
        return name.toString();
    }

    /// {@return a table with up to three primary and any number of logical partitions}
    static Mbr randomMbr(Random random, int sectorSize, long sectors) {
        int primary = random.nextInt(4);
        int logical = random.nextInt(3) * random.nextInt(8);
        long last = Math.min(sectors - 1, Mbr.MAX_LBA);
        long free = 1;
        var partitions = new ArrayList<Partition>();
        for (int i = 0; i < primary + logical; i++) {
            long start = free + 1 + random.nextLong((last - free) / 16);
            long end = start + random.nextLong((last - start) / (primary + logical - i + 1) + 1);
            int number = i < primary ? i + 1 : Mbr.FIRST_LOGICAL + i - primary;
            PartitionType type = PartitionTypes.ofMbr(random.nextBoolean() ? 0x83 : 0x0c);
            partitions.add(Partition.mbr(number, start, end, type, i == 0 && random.nextBoolean()));
            free = end + 1;
        }
        return new Mbr(sectorSize, sectors, random.nextInt() & 0xffff_ffffL, partitions);
    }
}

package dev.diskwright.core.table;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.testing.Cases;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Damage that is meant: every kind is found. Damage that is not: nothing but an [ImageException] comes of it.
class TableDamageTest {
    private static final int SECTORS = 8192;
    private static final ValueLayout.OfLong U64 =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt U32 =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int LAST = (SECTORS - 1) * 512;

    private static Gpt gpt() {
        return new Gpt(
                512,
                SECTORS,
                Tables.DISK_GUID,
                List.of(Tables.gpt(1, 2048, 4095), Tables.gpt(2, 4096, 6000)));
    }

    private static Arguments damage(String name, String sentence, Consumer<MemorySegment> how) {
        return Arguments.of(name, sentence, how);
    }

    static Stream<Arguments> gptDamage() {
        return Stream.of(
                damage("primary header's checksum", "expected 0x", it -> flip(it, 512 + 16)),
                damage("backup header's checksum", "expected 0x", it -> flip(it, LAST + 16)),
                damage("primary entries", "expected 0x", it -> flip(it, 1024 + 56)),
                damage("backup entries", "expected 0x", it -> flip(it, LAST - 1)),
                damage("no primary", "no EFI PART", it -> it.set(U64, 512, 0)),
                damage("no backup", "no EFI PART", it -> it.set(U64, LAST, 0)),
                damage("self-pointer", "expected 1", it -> header(it, 512, 24, 7)),
                damage("backup's self-pointer", "expected 8191", it -> header(it, LAST, 24, 7)),
                damage("alternate", "not in the disk's last", it -> header(it, 512, 32, 8000)),
                damage("backup's alternate", "7, not 1", it -> header(it, LAST, 32, 7)),
                damage("first usable", "not behind the entries", it -> header(it, 512, 40, 20)),
                damage("last usable", "disk ends with", it -> header(it, 512, 48, 9000)),
                damage("disk GUID", "in the primary header", it -> header(it, LAST, 56, 1)),
                damage("first usable differs", "primary header", it -> header(it, LAST, 40, 35)),
                damage(
                        "entries outside",
                        "expected sectors of the disk",
                        it -> header(it, 512, 72, -1)),
                damage("backup entries move", "", it -> header(it, LAST, 72, 8160)),
                damage("bytes behind the header", "other than zero", it -> flip(it, 512 + 300)),
                damage("overlap", "overlaps partition 1", it -> entry(it, 1, 32, 4000)),
                damage("outside", "usable sectors", it -> entry(it, 1, 40, 8190)),
                damage("backwards", "usable sectors", it -> entry(it, 1, 40, 4000)),
                damage(
                        "zero GUID",
                        "GUID is zero",
                        it -> {
                            entry(it, 1, 16, 0);
                            entry(it, 1, 24, 0);
                        }),
                damage(
                        "duplicate GUID",
                        "GUID of another",
                        it -> {
                            entry(it, 1, 16, it.get(U64, 1024 + 16));
                            entry(it, 1, 24, it.get(U64, 1024 + 24));
                        }),
                damage("no MBR", "55 AA", it -> it.set(ValueLayout.JAVA_BYTE, 510, (byte) 0)),
                damage("active", "is active", it -> flip(it, 0x1be)),
                damage("guard too large", "has 8191", it -> it.set(U32, 0x1ca, 9000)),
                damage("guard too small", "covers 5", it -> it.set(U32, 0x1ca, 5)),
                damage("guard late", "begins at LBA 3", it -> it.set(U32, 0x1c6, 3)),
                damage("not guarded", "does not guard", it -> it.set(U32, 0x1c2, 0xffffff83)),
                damage(
                        "stray hybrid entry",
                        "no partition of the GPT",
                        it -> {
                            it.set(U32, 0x1d2, 0x83);
                            it.set(U64, 0x1d6, 100L << 32 | 3000);
                        }));
    }

    private static void flip(MemorySegment disk, long offset) {
        disk.set(
                ValueLayout.JAVA_BYTE,
                offset,
                (byte) (disk.get(ValueLayout.JAVA_BYTE, offset) ^ 0x80));
    }

    /// Changes a field of a header and makes its checksum right again.
    private static void header(MemorySegment disk, int at, int field, long value) {
        disk.set(U64, at + field, value);
        disk.set(U32, at + 16, (int) GptHeader.headerCrc(disk.asSlice(at, 512), 92));
    }

    /// Changes a field of an entry in both arrays and makes all checksums right again.
    private static void entry(MemorySegment disk, int index, int field, long value) {
        for (int[] copy : new int[][] {{512, 1024}, {LAST, LAST - 32 * 512}}) {
            disk.set(U64, copy[1] + index * 128 + field, value);
            long crc = GptHeader.crc(disk.asSlice(copy[1], 128 * 128));
            disk.set(U32, copy[0] + 88, (int) crc);
            header(disk, copy[0], 72, disk.get(U64, copy[0] + 72));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("gptDamage")
    void damageToAGptIsFound(String name, String sentence, Consumer<MemorySegment> how)
            throws IOException {
        byte[] disk = Tables.bytes(gpt());
        how.accept(MemorySegment.ofArray(disk));
        List<Finding> findings = Tables.check(disk, 512);
        assertTrue(
                findings.stream().anyMatch(it -> it.sentence().contains(sentence)),
                name + ": " + findings);
    }

    static Stream<Arguments> mbrDamage() {
        int ebr = 4096 * 512;
        return Stream.of(
                damage("overlap", "overlaps partition 1", it -> it.set(U32, 0x1d6, 2100)),
                damage("beyond the disk", "within 1 to 8191", it -> it.set(U32, 0x1ca, 1 << 20)),
                damage("no sectors", "0 sectors", it -> it.set(U32, 0x1ca, 0)),
                damage("sector 0", "LBA 0", it -> it.set(U32, 0x1c6, 0)),
                damage("CHS", "255 heads", it -> flip(it, 0x1c0)),
                damage(
                        "two active",
                        "second active",
                        it -> {
                            flip(it, 0x1be);
                            flip(it, 0x1ce);
                        }),
                damage("EBR's signature", "55 AA", it -> flip(it, ebr + 510)),
                damage(
                        "logical leaves the extended",
                        "within 4097 to",
                        it -> it.set(U32, ebr + 0x1ca, 5000)),
                damage("EBR outside", "inside the extended", it -> it.set(U32, ebr + 0x1d6, 9000)),
                damage("a chain that loops", "not end", it -> it.set(U32, ebr + 0x1d6, 0)),
                damage(
                        "EBR inside a partition",
                        "inside partition 5",
                        it -> it.set(U32, ebr + 0x1ca, 2000)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mbrDamage")
    void damageToAnMbrIsFound(String name, String sentence, Consumer<MemorySegment> how)
            throws IOException {
        byte[] disk = Tables.bytes(mbr());
        how.accept(MemorySegment.ofArray(disk));
        List<Finding> findings = Tables.check(disk, 512);
        assertTrue(
                findings.stream().anyMatch(it -> it.sentence().contains(sentence)),
                name + ": " + findings);
    }

    private static Mbr mbr() {
        return new Mbr(
                512,
                SECTORS,
                7,
                List.of(
                        Tables.mbr(1, 2048, 2999),
                        Tables.mbr(2, 3000, 4095),
                        Tables.mbr(5, 6144, 6200),
                        Tables.mbr(6, 8190, 8191)));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void damagedTableFailsCleanly(long seed) throws IOException {
        Random random = Cases.random(seed);
        for (PartitionTable table : List.of(gpt(), mbr())) {
            byte[] disk = Tables.bytes(table);
            int[] areas = {0, 512, 1024, LAST, 4096 * 512, LAST - 32 * 512};
            for (int flips = 1 + random.nextInt(16); flips > 0; flips--) {
                int at = areas[random.nextInt(areas.length)] + random.nextInt(512);
                disk[at] ^= (byte) (1 << random.nextInt(8));
            }
            byte[] cut = Arrays.copyOf(disk, (int) Cases.size(random, disk.length));
            for (byte[] it : List.of(disk, repaired(disk), cut)) {
                assertTimeoutPreemptively(Duration.ofSeconds(5), () -> readOrRefuse(it));
            }
        }
    }

    /// {@return the disk with header checksums that are right, so that what is behind them is reached}
    private static byte[] repaired(byte[] disk) {
        MemorySegment copy = MemorySegment.ofArray(disk.clone());
        for (int[] it : new int[][] {{512, 1024}, {LAST, LAST - 32 * 512}}) {
            copy.set(U32, it[0] + 88, (int) GptHeader.crc(copy.asSlice(it[1], 128 * 128)));
            copy.set(U32, it[0] + 16, (int) GptHeader.headerCrc(copy.asSlice(it[0], 512), 92));
        }
        return (byte[]) copy.heapBase().orElseThrow();
    }

    @Test
    void partitionsInThePlaceOfALongerArrayAreUnsupported() throws IOException {
        byte[] bytes = Tables.bytes(gpt());
        MemorySegment disk = MemorySegment.ofArray(bytes);
        entry(disk, 1, 40, SECTORS - 10);
        disk.set(U32, 512 + 80, 4); // entries
        disk.set(U64, 512 + 48, SECTORS - 3); // last usable
        disk.set(U32, 512 + 88, (int) GptHeader.crc(disk.asSlice(1024, 4 * 128)));
        header(disk, 512, 24, 1);
        assertThrows(
                UnsupportedImageException.class,
                () -> PartitionTables.read(Tables.DISK, BlockSource.of(bytes)));
    }

    private static void readOrRefuse(byte[] disk) throws IOException {
        assertDoesNotThrow(() -> Tables.check(disk, 512));
        PartitionTables.check(Tables.DISK, BlockSource.of(disk), _ -> {});
        try {
            PartitionTables.read(Tables.DISK, BlockSource.of(disk))
                    .ifPresent(PartitionTable::partitions);
        } catch (ImageException allowed) {
            // the one way out
        }
    }
}

package dev.diskwright.core.container.vhdx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.Companions;
import dev.diskwright.core.container.Container;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.DiskFiles;
import dev.diskwright.core.testing.Peers;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files whose log is in use.
class VhdxLogTest {
    private static final DiskFiles FILES = new DiskFiles(new Vhdx());
    private static final int MIB = 1 << 20;
    private static final UUID GUID = new UUID(0x1234, 0x5678);
    private static final UUID OTHER = new UUID(0x1234, 0x5679);
    private static final int SECTOR = 4096;

    /// {@return a disk of 4 MiB with blocks 0 and 1, of threes and fours}
    private static byte[] image() {
        return new VhdxBuilder(4 * MIB, 512)
                .full(0)
                .full(1)
                .sector(0, VhdxBuilder.filled(MIB, 3))
                .sector(2048, VhdxBuilder.filled(MIB, 4))
                .build();
    }

    /// {@return the first sector of the BAT, with an entry changed}
    private static byte[] bat(byte[] file, int block, long entry) {
        byte[] sector = Arrays.copyOfRange(file, VhdxBuilder.BAT, VhdxBuilder.BAT + SECTOR);
        MemorySegment.ofArray(sector).set(VhdxBuilder.U64, 8L * block, entry);
        return sector;
    }

    private static int first(BlockSource disk, long offset) throws IOException {
        return disk.bytes(offset, 1).get(ValueLayout.JAVA_BYTE, 0);
    }

    private static VhdxBuilder.Entry entry(long sequence, int tail) {
        return new VhdxBuilder.Entry(GUID, sequence, tail);
    }

    @Test
    void entriesAreReplayedInOrder() throws IOException {
        byte[] file = image();
        VhdxBuilder.useLog(file, GUID);
        int next = entry(7, 0).data(VhdxBuilder.BAT, bat(file, 0, 2)).write(file, 0);
        entry(8, 0).data(VhdxBuilder.BAT, bat(file, 1, 5 * MIB | 6)).write(file, next);
        Container container =
                new Vhdx().decode(Where.file("disk.vhdx"), BlockSource.of(file), Companions.NONE);
        assertEquals(3, first(container.disk(), 0));
        assertEquals(4, first(container.disk(), MIB));
        assertTrue(container.facts().toString().contains("2 entries replayed"));
        String findings = FILES.check(file).toString();
        assertTrue(findings.contains("2 entries have to be replayed"), findings);
    }

    @Test
    void logThatIsNotInUseIsLeftAlone() throws IOException {
        byte[] file = image();
        entry(7, 0).data(VhdxBuilder.BAT, bat(file, 0, 2)).write(file, 0);
        assertEquals(3, first(FILES.decode(file), 0));
    }

    @Test
    void entriesOfAnotherUseAreNotReplayed() throws IOException {
        byte[] file = image();
        VhdxBuilder.useLog(file, GUID);
        int next = entry(7, 0).data(VhdxBuilder.BAT, bat(file, 1, 2)).write(file, 0);
        new VhdxBuilder.Entry(OTHER, 8, 0).data(VhdxBuilder.BAT, bat(file, 0, 2)).write(file, next);
        BlockSource disk = FILES.decode(file);
        assertEquals(3, first(disk, 0));
        assertEquals(0, first(disk, MIB));
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 20, 64, 96, 4096, 4100, 5000, 8191})
    void entryThatIsTornIsNotReplayed(int at) throws IOException {
        byte[] file = image();
        VhdxBuilder.useLog(file, GUID);
        int next = entry(7, 0).data(VhdxBuilder.BAT, bat(file, 1, 2)).write(file, 0);
        entry(8, 0).data(VhdxBuilder.BAT, bat(file, 0, 2)).write(file, next);
        file[VhdxBuilder.LOG + next + at] ^= 1;
        BlockSource disk = FILES.decode(file);
        assertEquals(3, first(disk, 0));
        assertEquals(0, first(disk, MIB));
    }

    @Test
    void newestCompleteSequenceCounts() throws IOException {
        byte[] file = image();
        VhdxBuilder.useLog(file, GUID);
        // an old one, a gap, the newest, and one whose tail is gone
        int next = entry(5, 0).data(VhdxBuilder.BAT, bat(file, 0, 2)).write(file, 0);
        int tail = next + SECTOR;
        next = entry(8, tail).write(file, tail);
        next = entry(9, tail).data(VhdxBuilder.BAT, bat(file, 1, 2)).write(file, next);
        entry(20, 0).data(VhdxBuilder.BAT, bat(file, 0, 2)).write(file, next + SECTOR);
        BlockSource disk = FILES.decode(file);
        assertEquals(3, first(disk, 0));
        assertEquals(0, first(disk, MIB));
    }

    @Test
    void onlyEntriesFromTheTailOnAreReplayed() throws IOException {
        byte[] file = image();
        VhdxBuilder.useLog(file, GUID);
        int tail = entry(7, 0).data(VhdxBuilder.BAT, bat(file, 0, 2)).write(file, 0);
        entry(8, tail).zero(VhdxBuilder.BLOCKS + MIB, 2 * SECTOR).write(file, tail);
        BlockSource disk = FILES.decode(file);
        assertEquals(3, first(disk, 0));
        assertEquals(0, first(disk, MIB + 2 * SECTOR - 1));
        assertEquals(4, first(disk, MIB + 2 * SECTOR));
    }

    @Test
    void sequenceRunsAroundTheEndOfTheRing() throws IOException {
        byte[] file = image();
        VhdxBuilder.useLog(file, GUID);
        int tail = MIB - 3 * SECTOR;
        int next = entry(7, tail).data(VhdxBuilder.BAT, bat(file, 0, 2)).write(file, tail);
        var entry = entry(8, tail).zero(VhdxBuilder.BLOCKS, SECTOR);
        entry.data(VhdxBuilder.BAT, bat(file, 0, 4 * MIB | 6));
        entry.data(VhdxBuilder.BLOCKS + SECTOR, VhdxBuilder.filled(SECTOR, 9));
        assertEquals(2 * SECTOR, entry.write(file, next));
        BlockSource disk = FILES.decode(file);
        assertEquals(0, first(disk, SECTOR - 1));
        byte[] sector = VhdxBuilder.filled(SECTOR, 9);
        assertEquals(-1, disk.bytes(SECTOR, SECTOR).mismatch(MemorySegment.ofArray(sector)));
        assertEquals(3, first(disk, 2 * SECTOR));
    }

    @Test
    void fileGrowsAsTheLogSays() throws IOException {
        byte[] file = image();
        VhdxBuilder.useLog(file, GUID);
        entry(7, 0)
                .sizes(file.length, file.length + MIB)
                .data(VhdxBuilder.BAT, bat(file, 2, file.length | 6))
                .write(file, 0);
        assertEquals(0, first(FILES.decode(file), 2 * MIB));
        assertEquals(1, FILES.check(file).size(), FILES.check(file).toString());
    }

    @Test
    void fileThatWasCutIsCorrupt() {
        byte[] file = image();
        VhdxBuilder.useLog(file, GUID);
        entry(7, 0).sizes(file.length + MIB, file.length + MIB).write(file, 0);
        var e = assertThrows(CorruptImageException.class, () -> FILES.decode(file));
        assertTrue(e.problem().contains("a file of 6291456 bytes"), e.problem());
    }

    @Test
    void logWithoutACompleteSequenceIsCorrupt() {
        byte[] file = image();
        VhdxBuilder.useLog(file, GUID);
        entry(7, SECTOR).write(file, 0);
        var e = assertThrows(CorruptImageException.class, () -> FILES.decode(file));
        assertTrue(e.problem().contains("no complete sequence"), e.problem());
    }

    /// Fills most of the log with what seems to be entries of its whole length.
    @Test
    void entriesThatOverlapAreNotSummedUpForEver() {
        byte[] file = image();
        VhdxBuilder.useLog(file, GUID);
        byte[] entry = entry(7, 0).bytes();
        MemorySegment.ofArray(entry).set(VhdxBuilder.U32, 8, MIB);
        for (int at = 0; at < MIB; at += SECTOR) {
            System.arraycopy(entry, 0, file, VhdxBuilder.LOG + at, SECTOR);
        }
        FILES.assertFailsCleanly(file);
    }

    /// A file with its log in use, and what it should be read as.
    private record Logged(BlockSource file, BlockSource replayed) {}

    /// {@return a log of random entries over data, with many overlaps}
    ///
    /// @param simple without what QEMU does not replay: entries around the end of the ring, and such with more than one
    ///     sector of descriptors
    private static Logged random(Random random, boolean simple) {
        byte[] file = image();
        byte[] replayed = file.clone();
        VhdxBuilder.useLog(file, GUID);
        int tail = random.nextInt(simple ? 200 : 256) * SECTOR;
        int next = tail;
        long sequence = random.nextLong() >>> 1 | 1;
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            var entry = entry(sequence++, tail).sizes(file.length, file.length);
            boolean many = random.nextInt(4) == 0;
            for (int j = random.nextInt(many ? simple ? 126 : 300 : 5); j > 0; j--) {
                int at = VhdxBuilder.BLOCKS + random.nextInt(2 * MIB / SECTOR) * SECTOR;
                if (many || random.nextBoolean()) {
                    int length = Math.min((1 + random.nextInt(5)) * SECTOR, file.length - at);
                    entry.zero(at, length);
                    Arrays.fill(replayed, at, at + length, (byte) 0);
                } else {
                    byte[] data = Cases.bytes(random, SECTOR);
                    entry.data(at, data);
                    System.arraycopy(data, 0, replayed, at, SECTOR);
                }
            }
            next = entry.write(file, next);
        }
        return new Logged(BlockSource.of(file), BlockSource.of(replayed));
    }

    private static byte[] bytes(BlockSource file) throws IOException {
        return file.bytes(0, (int) file.size()).toArray(ValueLayout.JAVA_BYTE);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void logIsReadAsIfItWereReplayed(long seed) throws IOException {
        Logged logged = random(Cases.random(seed), false);
        DiskFiles.assertSame(FILES.decode(logged.replayed()), FILES.decode(logged.file()));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void damagedLogFailsCleanly(long seed) throws IOException {
        Random random = Cases.random(seed);
        byte[] file = bytes(random(random, false).file());
        for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
            int at = random.nextInt(64) + SECTOR * random.nextInt(256);
            file[VhdxBuilder.LOG + at] ^= (byte) (1 << random.nextInt(8));
        }
        FILES.assertFailsCleanly(file);
    }

    /// What QEMU makes of the file by replaying its log on a copy, we read without touching it.
    @Tag("peer")
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void replayIsThatOfQemu(long seed, @TempDir Path folder) throws Exception {
        Peers.require("qemu-img");
        byte[] file = bytes(random(Cases.random(seed), true).file());
        Path image = folder.resolve("disk.vhdx");
        Files.write(image, file);
        assertEquals(1, Peers.run("qemu-img", "info", "-f", "vhdx", image).status());
        Peers.run("qemu-img", "check", "-f", "vhdx", "-r", "all", image).ok();
        Path raw = folder.resolve("disk.img");
        Peers.run("qemu-img", "convert", "-f", "vhdx", "-O", "raw", image, raw).ok();
        BlockSource disk = FILES.decode(file);
        DiskFiles.assertSame(BlockSource.of(Files.readAllBytes(raw)), disk);
        DiskFiles.assertSame(disk, FILES.decode(Files.readAllBytes(image)));
    }
}

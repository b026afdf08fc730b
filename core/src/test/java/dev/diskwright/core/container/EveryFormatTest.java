package dev.diskwright.core.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.block.Digests;
import dev.diskwright.core.block.Extent;
import dev.diskwright.core.block.Progress;
import dev.diskwright.core.block.StreamTarget;
import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Sources;
import dev.diskwright.core.testing.SparseTarget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds of every container format and every option, those to come included.
@Timeout(60)
class EveryFormatTest {
    private static final String ALL = "dev.diskwright.core.container.Variant#all";
    private static final int[] SIZES = {0, 1, 511, 512, 513, 65_537, 3_000_000, 5 << 20};
    private static final Optional<Identity> KNOWN =
            Optional.of(new Identity("seed", Instant.ofEpochSecond(1_700_000_000)));

    private static BlockSource disk(long seed, int size) {
        return Sources.random(Cases.random(seed), size);
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void whatWasWrittenIsReadAgain(Variant variant) throws IOException, InterruptedException {
        for (int size : SIZES) {
            BlockSource disk = disk(size, size);
            assertHolds(disk, variant.read(variant.write(disk)));
        }
    }

    /// The disk that was read may be a little larger, as formats hold whole sectors; the rest of it is zero.
    private static void assertHolds(BlockSource disk, BlockSource read) throws IOException {
        long more = read.size() - disk.size();
        assertTrue(more >= 0 && more < 1 << 20, read.size() + " for " + disk.size());
        long at = 0;
        while (at < read.size()) {
            Extent extent = read.extentAt(at);
            assertTrue(extent.offset() <= at && at < extent.end(), extent + " at " + at);
            assertTrue(extent.end() <= read.size(), extent.toString());
            int length = (int) Math.min(extent.end() - at, 700_001);
            MemorySegment bytes = read.bytes(at, length);
            MemorySegment expected = MemorySegment.ofArray(new byte[length]);
            long there = Math.clamp(disk.size() - at, 0, length);
            disk.read(Math.min(at, disk.size()), expected.asSlice(0, there));
            assertEquals(-1, expected.mismatch(bytes), "from " + at);
            if (extent.isZero()) {
                assertEquals(-1, MemorySegment.ofArray(new byte[length]).mismatch(bytes));
            }
            at += length;
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void itsOwnCheckerFindsNothing(Variant variant) throws IOException, InterruptedException {
        for (int size : SIZES) {
            List<Finding> findings = variant.check(variant.write(disk(size, size)));
            findings.removeIf(it -> it.severity() == Finding.Severity.NOTE);
            assertEquals(List.of(), findings, () -> size + " bytes");
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void bytesDependOnTheDiskAlone(Variant variant) throws IOException, InterruptedException {
        BlockSource disk = disk(7, 3_000_001);
        byte[] once = bytes(variant.write(disk, Optional.empty(), 1));
        assertEquals(-1, mismatch(once, bytes(variant.write(disk, Optional.empty(), 2))));
        assertEquals(-1, mismatch(once, bytes(variant.write(disk, Optional.empty(), 7))));
        BlockSource dense = BlockSource.of(disk.bytes(0, (int) disk.size()));
        assertEquals(-1, mismatch(once, bytes(variant.write(dense, Optional.empty(), 2))));
    }

    private static byte[] bytes(SparseTarget file) throws IOException {
        var out = new ByteArrayOutputStream();
        file.copyTo(out);
        for (SparseTarget it : file.companions().values()) {
            it.copyTo(out);
        }
        return out.toByteArray();
    }

    private static long mismatch(byte[] one, byte[] other) {
        return MemorySegment.ofArray(one).mismatch(MemorySegment.ofArray(other));
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void aStreamHasTheBytesOfTheFile(Variant variant) throws IOException, InterruptedException {
        var options = new Options(variant.format().options(), variant.options());
        if (!variant.format().streams(options)) {
            return;
        }
        BlockSource disk = disk(8, 1_000_001);
        var out = new ByteArrayOutputStream();
        try (var target = new StreamTarget(variant.fileName(), out)) {
            new Encoding(List.of(new Encoding.NamedDisk("", disk)), KNOWN, List.of(), 2)
                    .write(
                            List.of(
                                    new Encoding.Job(
                                            variant.format(),
                                            variant.options(),
                                            target,
                                            Companions.NONE,
                                            false)),
                            Progress.NONE);
        } catch (dev.diskwright.core.bytes.UnsupportedImageException e) {
            return; // a variant of several files
        }
        SparseTarget file = variant.write(disk, KNOWN, 2);
        assertEquals(-1, mismatch(bytes(file), out.toByteArray()));
    }

    @ParameterizedTest
    @MethodSource("dev.diskwright.core.container.Variant#plain")
    void aDiskHasOneFingerprintInAllContainers(Variant variant)
            throws IOException, InterruptedException {
        BlockSource disk = disk(9, 4 << 20);
        String expected = Digests.fingerprint(disk, Progress.NONE);
        assertEquals(
                expected, Digests.fingerprint(variant.read(variant.write(disk)), Progress.NONE));
    }

    @ParameterizedTest
    @MethodSource("dev.diskwright.core.container.Variant#plain")
    void aLargeDiskCostsWhatItHolds(Variant variant) throws IOException, InterruptedException {
        long size = 8L << 40;
        var random = new Random(3);
        BlockSource disk =
                Composition.ofSize(size)
                        .place(12_345, BlockSource.of(Cases.bytes(random, 100_000)))
                        .place(size / 2 + 7, BlockSource.of(Cases.bytes(random, 100_000)))
                        .place(size - 5000, BlockSource.of(Cases.bytes(random, 5000)))
                        .build();
        if (!isSparse(variant.format())) {
            return;
        }
        try {
            BlockSource read = variant.read(variant.write(disk));
            assertEquals(size, read.size());
            for (long at : new long[] {0, size / 2, size - 300_000}) {
                assertEquals(-1, disk.bytes(at, 300_000).mismatch(read.bytes(at, 300_000)));
            }
        } catch (DoesNotFitException e) {
            assertTrue(String.valueOf(e.getMessage()).contains(variant.fileName()), e.toString());
        }
    }

    /// {@return whether holes take no room, neither as bytes nor as lists}
    private static boolean isSparse(ContainerFormat format) {
        return List.of("raw", "qcow2", "vdi", "vhd", "vhdx", "vmdk", "bmap")
                .contains(format.name());
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void aFileThatIsCutFailsCleanly(Variant variant) throws IOException, InterruptedException {
        SparseTarget file = variant.write(disk(11, 300_000));
        byte[] whole =
                file.source().bytes(0, (int) file.source().size()).toArray(ValueLayout.JAVA_BYTE);
        Random random = Cases.random(11);
        for (int i = 0; i < 40; i++) {
            byte[] cut = java.util.Arrays.copyOf(whole, random.nextInt(whole.length + 1));
            Mutations.consume(variant, BlockSource.of(cut), file.asCompanions());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.diskwright.core.container.Variant#all")
    @Timeout(900) // for as many as a long run asks for; each has its own limit
    void damageEndsInBytesOrInAnError(Variant variant) throws IOException, InterruptedException {
        Mutations.run(variant, Integer.getInteger("diskwright.mutations", 150), 1);
    }
}

package dev.diskwright.core.container.vmdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.container.Companions;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Sources;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Damage that is meant: every kind is found. Damage that is not: nothing but an [ImageException] comes of it.
class VmdkDamageTest {
    private static final String EXTENT = "RW %d SPARSE \"disk.vmdk\"".formatted(Forms.CAPACITY);
    private static final int TABLE = 27 * 512; // of Forms.sparse
    private static final int REDUNDANT_TABLE = 22 * 512;
    private static final int DIRECTORY = 26 * 512;
    private static final int FIRST_GRAIN = 128 * 512; // of Forms.stream

    private static Arguments sparse(String sentence, Consumer<MemorySegment> how) {
        String text = Forms.descriptor("monolithicSparse", EXTENT);
        return Arguments.of(sentence, Forms.sparse(2, false, text), how);
    }

    private static Arguments stream(String sentence, Consumer<MemorySegment> how) {
        return Arguments.of(sentence, Forms.stream(Forms.Stream.PURE), how);
    }

    private static Arguments cowd(String sentence, Consumer<MemorySegment> how) {
        return Arguments.of(sentence, Forms.cowd(3), how);
    }

    private static void text(MemorySegment file, String from, String to) {
        byte[] bytes = file.asSlice(0, FIRST_GRAIN).toArray(ValueLayout.JAVA_BYTE);
        String all = new String(bytes, StandardCharsets.ISO_8859_1);
        int at = all.indexOf(from);
        assertTrue(at > 0 && from.length() == to.length(), from);
        byte[] with = to.getBytes(StandardCharsets.ISO_8859_1);
        MemorySegment.copy(with, 0, file, ValueLayout.JAVA_BYTE, at, with.length);
    }

    private static long end(MemorySegment file, int sectors) {
        return file.byteSize() - sectors * 512L;
    }

    static Stream<Arguments> damage() {
        return Stream.of(
                sparse("expected 0x564d444b", it -> it.set(Sectors.U64, 0, 0x564d444c)),
                sparse("version 4 is not supported", it -> it.set(Sectors.U32, 4, 4)),
                sparse("flag 0x40000 is not", it -> it.set(Sectors.U32, 8, 0x40003)),
                sparse("unknown flags are set: 0x8", it -> it.set(Sectors.U32, 8, 0xb)),
                sparse("capacity", it -> it.set(Sectors.U64, 12, -1)),
                sparse("capacity is 3001", it -> it.set(Sectors.U64, 12, 3001)),
                sparse("grainSize", it -> it.set(Sectors.U64, 20, 127)),
                sparse("not more than 8", it -> it.set(Sectors.U64, 20, 8)),
                sparse("numGTEsPerGT", it -> it.set(Sectors.U32, 44, 0)),
                sparse("not 512", it -> it.set(Sectors.U32, 44, 511)),
                sparse("descriptorSize", it -> it.set(Sectors.U64, 36, 1 << 20)),
                sparse("descriptorOffset", it -> it.set(Sectors.U64, 28, 1 << 20)),
                sparse("transfer as text", it -> it.set(ValueLayout.JAVA_BYTE, 75, (byte) 10)),
                sparse("not closed", it -> it.set(ValueLayout.JAVA_BYTE, 72, (byte) 1)),
                sparse("compression 2", it -> it.set(ValueLayout.JAVA_BYTE, 77, (byte) 2)),
                sparse("expected 1, as flags say", it -> it.set(Sectors.U32, 8, 0x10003)),
                sparse("overHead", it -> it.set(Sectors.U64, 64, 1L << 40)),
                sparse("grain directory at 0x0", it -> it.set(Sectors.U64, 56, 1L << 40)),
                sparse("no table in the file", it -> it.set(Sectors.U32, DIRECTORY, 1 << 29)),
                sparse("only one of the two", it -> it.set(Sectors.U32, DIRECTORY, 0)),
                sparse("differs from the grain", it -> it.set(Sectors.U32, REDUNDANT_TABLE, 5)),
                sparse("not in the file", it -> it.set(Sectors.U32, TABLE + 4, 1 << 29)),
                sparse("overlaps something", it -> it.set(Sectors.U32, TABLE + 4, 256)),
                sparse("overlaps something", it -> it.set(Sectors.U32, TABLE + 4, 2)),
                sparse("overlaps something", it -> it.set(Sectors.U32, DIRECTORY, 22)),
                sparse("behind the end", it -> it.set(Sectors.U32, TABLE + 4 * 24, 640)),
                sparse("128 sectors are not in use", it -> it.set(Sectors.U32, TABLE + 4, 0)),
                sparse("content identifier", it -> text(it, "12345678", "ffffffff")),
                sparse("content identifier", it -> text(it, "12345678", "fffffffe")),
                sparse("createType", it -> text(it, "monolithicSparse", "monolithicSparsf")),
                sparse(
                        "not compressed",
                        it -> text(it, "monolithicSparse\"", "streamOptimized\" ")),
                sparse("capacity is 3000", it -> text(it, " 3000 ", " 2999 ")),
                sparse("is called \"disc.vmdk\"", it -> text(it, "disk.vmdk", "disc.vmdk")),
                sparse("parentFileNameHint", it -> text(it, "ffffffff", "00000000")),
                sparse("neither an extent", it -> text(it, "ddb.adapterType", "ddb adapterType")),
                sparse("parentCID", it -> text(it, "ffffffff", "fffffffg")),
                stream("footer marker", it -> it.set(Sectors.U64, end(it, 3), 2)),
                stream("end-of-stream marker", it -> it.set(Sectors.U64, end(it, 1), 1)),
                stream("footer gdOffset", it -> it.set(Sectors.U64, end(it, 2) + 56, -1)),
                stream("differs from the footer", it -> it.set(Sectors.U64, end(it, 2) + 12, 2944)),
                stream("marker for sector 129", it -> it.set(Sectors.U64, FIRST_GRAIN, 129)),
                stream("a size of", it -> it.set(Sectors.U32, FIRST_GRAIN + 8, 0)),
                stream("a size of", it -> it.set(Sectors.U32, FIRST_GRAIN + 8, -1)),
                stream("zlib stream|incorrect", it -> it.set(Sectors.U32, FIRST_GRAIN + 40, 77)),
                stream("none that is known", it -> it.set(Sectors.U32, end(it, 5) + 12, 9)),
                stream("do not say that grains", it -> it.set(Sectors.U32, 8, 0x20001)),
                cowd("COWD version 2", it -> it.set(Sectors.U32, 4, 2)),
                cowd("numGDEntries", it -> it.set(Sectors.U32, 24, 0)),
                cowd("grainSize", it -> it.set(Sectors.U32, 16, 3)),
                cowd("not closed", it -> it.set(Sectors.U32, 1648, 1)),
                cowd("overlaps something", it -> it.set(Sectors.U32, 5 * 512 + 4 * 128, 38)));
    }

    @ParameterizedTest(name = "{index}: {0}")
    @MethodSource("damage")
    void damageIsFound(String sentence, byte[] file, Consumer<MemorySegment> how)
            throws IOException {
        List<Finding> before = Images.check(BlockSource.of(file), Companions.NONE);
        how.accept(MemorySegment.ofArray(file));
        List<Finding> findings = Images.check(BlockSource.of(file), Companions.NONE);
        assertTrue(
                findings.stream()
                        .filter(it -> !before.contains(it))
                        .anyMatch(it ->
                                Arrays.stream(sentence.split("\\|", -1))
                                        .anyMatch(part -> it.toString().contains(part))),
                sentence + ": " + findings);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void damagedImageFailsCleanly(long seed) throws Exception {
        Random random = Cases.random(seed);
        byte[] file =
                switch ((int) (seed % 6)) {
                    case 0 ->
                            Images.encode(Sources.random(random, 300_000), "streamOptimized")
                                    .bytes();
                    case 1 ->
                            Images.encode(Sources.random(random, 300_000), "monolithicSparse")
                                    .bytes();
                    case 2 -> Forms.cowd(3);
                    case 3 -> Forms.stream(Forms.Stream.WITHOUT_MARKERS);
                    case 4 -> Forms.sparse(2, true, Forms.descriptor("monolithicSparse", EXTENT));
                    default -> descriptor();
                };
        for (int i = 0; i < 20; i++) {
            byte[] damaged = file.clone();
            for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
                int at =
                        switch (random.nextInt(4)) {
                            case 0 -> random.nextInt(80);
                            case 1 -> damaged.length - 1 - random.nextInt(1536);
                            case 2 -> 21 * 512 + random.nextInt(5000);
                            default -> random.nextInt(damaged.length);
                        };
                damaged[Math.clamp(at, 0, damaged.length - 1)] ^= (byte) (1 << random.nextInt(8));
            }
            byte[] cut = Arrays.copyOf(damaged, (int) Cases.size(random, damaged.length));
            for (byte[] it : List.of(damaged, cut)) {
                assertTimeoutPreemptively(Duration.ofSeconds(2), () -> readOrRefuse(it));
            }
        }
    }

    private static byte[] descriptor() {
        String extents =
                "RW 100 FLAT \"a\" 0\nRW 3000 SPARSE \"b\"\nRW 9 ZERO\nRW 3000 VMFSSPARSE \"c\"";
        return Forms.descriptor("custom", extents).getBytes(StandardCharsets.US_ASCII);
    }

    private static void readOrRefuse(byte[] file) throws IOException {
        Companions companions =
                (_, name) ->
                        BlockSource.of(
                                switch (name) {
                                    case "a" -> new byte[51_200];
                                    case "b" -> Forms.sparse(1, false, "");
                                    default -> Forms.cowd(3);
                                });
        Images.check(BlockSource.of(file), companions);
        try {
            BlockSource disk = Images.decode(BlockSource.of(file), companions);
            long limit = Math.min(disk.size(), 1 << 20);
            for (long at = 0; at < limit; at += 4096) {
                disk.extentAt(at);
                disk.bytes(at, (int) Math.min(4096, disk.size() - at));
            }
            int whole = (int) limit;
            assertEquals(whole, disk.bytes(0, whole).byteSize());
        } catch (ImageException allowed) {
            // the one way out
        }
    }
}

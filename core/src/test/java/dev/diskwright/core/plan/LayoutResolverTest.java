package dev.diskwright.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.design.ByteSize;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.testing.Cases;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LayoutResolverTest {
    private static final long MIB = Units.MIB;

    private static LayoutResolver.Request request(
            @Nullable String start, @Nullable String end, @Nullable String size, long minimum) {
        var spec =
                new PartitionSpec(
                        "",
                        "linux",
                        null,
                        start == null ? null : SizeText.parseFixed(start),
                        end == null ? null : SizeText.parseFixed(end),
                        size == null ? null : SizeText.parse(size),
                        null,
                        List.of(),
                        null,
                        null);
        return new LayoutResolver.Request(spec, minimum, 0);
    }

    private static LayoutResolver.Frame gpt(long diskSize, long additional) {
        return new LayoutResolver.Frame(diskSize, 34 * 512, 33 * 512, MIB, 512, additional, false);
    }

    private static List<Long> mib(LayoutResolver.Resolved resolved) {
        var all = new ArrayList<Long>();
        resolved.places()
                .forEach(it -> {
                    all.add(it.start() / MIB);
                    all.add(it.size() / MIB);
                });
        return all;
    }

    @Test
    void theRestGoesToTheLastWholeGrain() {
        var resolved =
                LayoutResolver.resolve(
                        gpt(1024 * MIB, 0),
                        List.of(
                                request("8MiB", "256MiB", null, 0),
                                request(null, null, "rest", 0)));
        assertEquals(List.of(8L, 248L, 256L, 767L), mib(resolved));
    }

    @Test
    void aPinBeforeTheOthersDoesNotPullThemBack() {
        var resolved =
                LayoutResolver.resolve(
                        gpt(1024 * MIB, 0),
                        List.of(
                                request("8MiB", "256MiB", null, 0),
                                request("34s", "1MiB", null, 0),
                                request(null, null, "rest", 0)));
        assertEquals(34 * 512, resolved.places().get(1).start());
        assertEquals(MIB - 34 * 512, resolved.places().get(1).size());
        assertEquals(256 * MIB, resolved.places().get(2).start());
    }

    @Test
    void anAutomaticDiskIsAsLargeAsNeeded() {
        var resolved =
                LayoutResolver.resolve(
                        gpt(-1, 512 * MIB),
                        List.of(
                                request("8MiB", "256MiB", null, 0),
                                request(null, null, "rest", 100 * MIB + 5)));
        assertEquals(List.of(8L, 248L, 256L, 613L), mib(resolved));
        assertEquals((256 + 613 + 1) * MIB, resolved.diskSize());
    }

    @Test
    void weightsAndBoundsShareTheRest() {
        var resolved =
                LayoutResolver.resolve(
                        gpt(1001 * MIB + 33 * 512, 0),
                        List.of(
                                request(null, null, "rest * 3", 0),
                                request(null, null, "rest max 100MiB", 0),
                                request(null, null, "200MiB", 0),
                                request(null, null, "rest", 0)));
        assertEquals(List.of(1L, 525L, 526L, 100L, 626L, 200L, 826L, 175L), mib(resolved));
    }

    @Test
    void theRestEndsAtTheNextPin() {
        var resolved =
                LayoutResolver.resolve(
                        gpt(1024 * MIB, 0),
                        List.of(
                                request(null, null, "rest", 0),
                                request("512MiB", null, "100MiB", 0),
                                request(null, null, null, 0)));
        assertEquals(List.of(1L, 511L, 512L, 100L, 612L, 411L), mib(resolved));
    }

    @Test
    void fitAndPercentAreRoundedUpAndDown() {
        var resolved =
                LayoutResolver.resolve(
                        gpt(1000 * MIB, 0),
                        List.of(
                                request(null, null, "fit + 10%", 10 * MIB),
                                request(null, null, "fit + 1MiB", 10 * MIB + 1),
                                request(null, null, "12.34%", 0)));
        assertEquals(List.of(1L, 11L, 12L, 12L, 24L, 123L), mib(resolved));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void unpinnedPartitionsNeverOverlapAndLieOnTheGrain(long seed) {
        Random random = Cases.random(seed);
        var requests = new ArrayList<LayoutResolver.Request>();
        String[] sizes = {
            "rest",
            "rest * 2",
            "10MiB",
            "fit",
            "fit + 5%",
            "5%",
            "1000000B",
            "rest min 5MiB",
            "rest max 9MiB"
        };
        for (int i = 0; i < 1 + random.nextInt(12); i++) {
            requests.add(
                    request(
                            null,
                            null,
                            sizes[random.nextInt(sizes.length)],
                            random.nextInt(20 << 20)));
        }
        long size = random.nextBoolean() ? -1 : 2048 * MIB + random.nextInt(1000) * 512L;
        var resolved = LayoutResolver.resolve(gpt(size, random.nextInt(1 << 28)), requests);
        long at = 34 * 512;
        for (LayoutResolver.Place place : resolved.places()) {
            assertTrue(place.start() >= at && place.start() % MIB == 0 && place.size() % MIB == 0);
            at = place.start() + place.size();
        }
        assertTrue(at <= resolved.diskSize() - 33 * 512);
        assertEquals(ByteSize.of(at).bytes(), at);
    }
}

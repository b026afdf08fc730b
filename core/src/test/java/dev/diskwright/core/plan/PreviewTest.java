package dev.diskwright.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.design.ByteSize;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Preset;
import dev.diskwright.core.fs.fat.Fat;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Designs;
import dev.diskwright.core.testing.RandomDesigns;
import dev.diskwright.core.testing.TarWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PreviewTest {
    @TempDir Path base;

    /// All that a picture shows and a person is told.
    private static List<String> seen(Plan plan) {
        var seen = new ArrayList<String>();
        seen.add("%d %s %s".formatted(plan.size(), plan.cmdline(), plan.isBuildable()));
        for (Segment it : plan.segments()) {
            Volume volume = it instanceof Segment.Partition part ? part.volume() : null;
            String number =
                    it instanceof Segment.Partition part
                            ? part.number() + part.device() + part.id()
                            : it.getClass().getSimpleName();
            String files =
                    volume == null
                            ? ""
                            : "%s %s %d %d %s"
                                    .formatted(
                                            volume.type(),
                                            volume.variant(),
                                            volume.minimumSize(),
                                            volume.files(),
                                            volume.uuid());
            seen.add("%d+%d %s %s".formatted(it.start(), it.size(), number, files));
        }
        plan.diagnostics()
                .forEach(it -> seen.add(it.code() + " " + it.path() + " " + it.problem()));
        return seen;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void aPreviewOfAnEditIsWhatPlanningWouldGive(long seed) throws Exception {
        var designs = new RandomDesigns(Cases.random(seed));
        try (var planner = new Planner(base, base);
                var other = new Planner(base, base)) {
            Design design = designs.design(base);
            Plan plan = planner.plan(design);
            Plan chained = plan;
            for (int i = 0; i < 12; i++) {
                design = designs.edited(design);
                List<String> truth = seen(other.plan(design));
                assertEquals(truth, seen(plan.preview(design)), "from the plan");
                chained = chained.preview(design);
                assertEquals(truth, seen(chained), "from the preview before");
            }
        }
    }

    @Test
    void aVariantIsThatOfTheVolumeOnceLaidOut() throws Exception {
        try (var planner = new Planner(base, base)) {
            for (int mib : List.of(1, 2, 4, 8, 15, 16, 17, 31, 33, 40, 64, 100, 300, 513, 600)) {
                Design design =
                        Designs.parse(
                                """
                                {"name":"x","disk":{"size":"700MiB"},"layout":{"partitions":[
                                {"type":"esp","size":"%dMiB","filesystem":{"type":"vfat"}}]}}
                                """
                                        .formatted(mib));
                Plan plan = planner.plan(design);
                Segment.Partition it = plan.partitions().getFirst();
                BlockSource disk = planner.image(plan, ImageListener.NONE);
                var info = new Fat().probe(Where.file("x"), disk.slice(it.start(), it.size()));
                assertEquals(
                        info.orElseThrow().variant(),
                        Objects.requireNonNull(it.volume()).variant());
            }
        }
    }

    @Test
    void aPreviewCannotBeLaidOut() throws Exception {
        Design design = Designs.small(base, Preset.EFI, 512);
        try (var planner = new Planner(base, base)) {
            Plan preview = planner.plan(design).preview(design);
            assertTrue(preview.isBuildable());
            assertThrows(
                    IllegalArgumentException.class,
                    () -> planner.image(preview, ImageListener.NONE));
        }
    }

    @Test
    void anErrorElsewhereLeavesTheLayoutInView() throws Exception {
        Design design = Designs.small(base, Preset.EFI, 512);
        try (var planner = new Planner(base, base)) {
            Plan before = planner.plan(design);
            Plan nameless = planner.plan(design.withName(" "));
            assertFalse(nameless.isBuildable());
            assertEquals(
                    before.partitions().stream().map(Segment::size).toList(),
                    nameless.partitions().stream().map(Segment::size).toList());
        }
    }

    @Test
    void whatCannotBeLaidOutNamesItsPartition() throws Exception {
        Design design =
                Designs.parse(
                        """
                        {"name":"x","boot":{"loader":"none"},"layout":{"partitions":[
                        {"size":"900MiB","filesystem":{"type":"vfat","fatBits":12}}]}}
                        """);
        try (var planner = new Planner(base, base)) {
            Plan plan = planner.plan(design);
            var e =
                    assertThrows(
                            LayingOutException.class,
                            () -> planner.image(plan, ImageListener.NONE));
            assertEquals("FS-022", e.diagnostic().code());
            assertTrue(e.diagnostic().problem().startsWith("partition 1: "), e.getMessage());
        }
    }

    @Test
    void aHundredAndTwentyEightPartitionsArePreviewedAtOnce() throws Exception {
        var designs = new RandomDesigns(Cases.random(1));
        Design design = Designs.small(base, Preset.EFI, 512);
        var partitions =
                new ArrayList<>(dev.diskwright.core.design.Presets.expand(design).partitions());
        while (partitions.size() < 128) {
            partitions.add(designs.partition("p" + partitions.size()));
        }
        Design large =
                design.withDisk(design.disk().withSize(ByteSize.of(1L << 40)))
                        .withLayout(design.layout().withPreset(null).withPartitions(partitions));
        try (var planner = new Planner(base, base)) {
            Plan plan = planner.plan(large);
            long best = Long.MAX_VALUE;
            for (int i = 0; i < 200; i++) {
                long began = System.nanoTime();
                plan.preview(large);
                best = Math.min(best, System.nanoTime() - began);
            }
            assertEquals(128, plan.partitions().size());
            assertTrue(best < 100_000_000, best + " ns");
        }
    }

    @Test
    void whatAHundredThousandFilesLoseOnFatIsLookedAtOnce() throws Exception {
        var archive = new TarWriter();
        for (int i = 0; i < 100_000; i++) {
            archive.member("d%d/%d".formatted(i / 1000, i), '0', 0600, "", new byte[0]);
        }
        Files.write(base.resolve("many.tar"), archive.end());
        Design design =
                Designs.parse(
                        """
                        {"name":"x","boot":{"loader":"none"},"contents":[{"source":"many.tar","target":"/"}],
                        "layout":{"partitions":[{"type":"esp","size":"rest","filesystem":{"type":"vfat"},"mount":"/"}]}}
                        """);
        try (var planner = new Planner(base, base)) {
            Plan plan = planner.plan(design);
            assertTrue(plan.diagnostics().getFirst().problem().contains("100000 files have"));
            long preview = Long.MAX_VALUE;
            long again = Long.MAX_VALUE;
            for (int i = 0; i < 20; i++) {
                long began = System.nanoTime();
                plan.preview(design.withName("y"));
                preview = Math.min(preview, System.nanoTime() - began);
                began = System.nanoTime();
                assertEquals(1, planner.plan(design.withName("y")).diagnostics().size());
                again = Math.min(again, System.nanoTime() - began);
            }
            assertTrue(preview < 10_000_000, "preview " + preview + " ns");
            assertTrue(again < 10_000_000, "plan " + again + " ns");
        }
    }
}

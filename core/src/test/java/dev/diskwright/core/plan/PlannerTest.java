package dev.diskwright.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Digests;
import dev.diskwright.core.block.Progress;
import dev.diskwright.core.design.ByteSize;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.Preset;
import dev.diskwright.core.design.Presets;
import dev.diskwright.core.design.Reproducible;
import dev.diskwright.core.testing.Designs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PlannerTest {
    private static final long MIB = 1 << 20;

    @TempDir Path base;

    private Plan plan(Design design) throws Exception {
        try (var planner = new Planner(base, base)) {
            return planner.plan(design);
        }
    }

    private static BlockSource image(Planner planner, Design design) throws Exception {
        return planner.image(planner.plan(design), ImageListener.NONE);
    }

    private boolean isLaidOut(Plan plan) throws Exception {
        try (var planner = new Planner(base, base)) {
            return image(planner, plan.design()).size() == plan.size();
        }
    }

    private static Design sized(Design design, String size) {
        return design.withDisk(
                design.disk().withSize(dev.diskwright.core.design.SizeText.parseFixed(size)));
    }

    private static List<String> codes(Plan plan) {
        return plan.diagnostics().stream().map(Diagnostic::code).toList();
    }

    @Test
    void theEfiPresetHasNixosNumbersAndNamesInBinarySizes() throws Exception {
        Design design = sized(Design.of("x", Preset.EFI), "1GiB");
        Plan plan =
                plan(
                        design.withReproducible(
                                design.reproducible()
                                        .withIdentifiers(Reproducible.Identifiers.NIXOS)));
        List<Segment.Partition> partitions = plan.partitions();
        assertEquals("97fd5997-f390-0b4a-a3f8-d106c1723aea", plan.diskId());
        assertEquals(
                List.of("ESP", "primary"),
                partitions.stream().map(it -> it.spec().name()).toList());
        assertEquals(List.of(8 * MIB, 256 * MIB), partitions.stream().map(Segment::start).toList());
        assertEquals(1023 * MIB, partitions.getLast().end());
        assertEquals(Presets.Nixos.FIRST, partitions.getFirst().id());
        assertEquals(Presets.Nixos.ROOT, partitions.getLast().id());
        assertEquals("/dev/disk/by-label/nixos", partitions.getLast().device());
        assertEquals("1234-ABCD", Objects.requireNonNull(partitions.getFirst().volume()).uuid());
        assertEquals("FAT32", Objects.requireNonNull(partitions.getFirst().volume()).variant());
    }

    @Test
    void theHybridPresetNumbersByCreationNotByPlace() throws Exception {
        Plan plan = plan(sized(Design.of("x", Preset.HYBRID), "1GiB"));
        var seen = new ArrayList<String>();
        for (Segment.Partition it : plan.partitions()) {
            seen.add(
                    "%d %s %d-%d"
                            .formatted(
                                    it.number(),
                                    it.type().name(),
                                    it.start() / 512,
                                    it.end() / 512 - 1));
        }
        assertEquals(
                List.of("2 bios-boot 34-2047", "1 esp 16384-524287", "3 linux 524288-2095103"),
                seen);
        assertEquals(List.of(), codes(plan));
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void segmentsCoverTheDiskWithoutGaps(Preset preset) throws Exception {
        Plan plan = plan(Designs.small(base, preset, 512));
        assertEquals(List.of(), codes(plan));
        long at = 0;
        for (Segment segment : plan.segments()) {
            assertEquals(at, segment.start());
            at = segment.end();
        }
        assertEquals(plan.size(), at);
        assertTrue(isLaidOut(plan));
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void withoutAdditionalSpaceTheDiskIsAsSmallAsItCanBe(Preset preset) throws Exception {
        Design design = Designs.small(base, preset, 512);
        design = design.withDisk(design.disk().withAdditionalSpace(ByteSize.of(0)));
        Plan smallest = plan(design);
        assertTrue(isLaidOut(smallest));
        long step = preset == Preset.NONE ? 4096 : MIB;
        Plan smaller = plan(sized(design, (smallest.size() - step) + "B"));
        assertFalse(smaller.isBuildable());
        Diagnostic diagnostic = smaller.diagnostics().getFirst();
        assertEquals("FS-023", diagnostic.code());
        assertNotNull(Objects.requireNonNull(diagnostic.fix()));
        assertTrue(isLaidOut(plan(diagnostic.fix().apply(smaller.design()))));
    }

    @Test
    void planningTwiceGivesTheSameBytes() throws Exception {
        Design design = Designs.small(base, Preset.HYBRID, 512);
        try (var planner = new Planner(base, base)) {
            var first = image(planner, design);
            String fingerprint = Digests.fingerprint(first, Progress.NONE);
            assertNotNull(image(planner, design.withName("other")));
            var again = image(planner, design);
            assertEquals(fingerprint, Digests.fingerprint(again, Progress.NONE));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"size\":\"2GiB\"}|LAY-063",
                "{\"start\":\"0B\",\"size\":\"1MiB\"}|LAY-062",
                "{\"size\":\"10MiB\"},{\"start\":\"5MiB\",\"size\":\"1MiB\"}|LAY-061",
                "{\"start\":\"5000s\",\"size\":\"1MiB\"}|LAY-065",
                "{\"size\":\"1022MiB\"},{\"size\":\"rest\"}|LAY-064",
                "{\"type\":\"lunix\"}|LAY-040",
                "{\"type\":\"0x82\"}|OK",
                "{\"type\":\"0x63\"}|LAY-041",
                "{\"flags\":[\"active\"]}|LAY-042",
                "{\"size\":\"1MiB\",\"filesystem\":{\"type\":\"vfat\",\"label\":\"a/b\"}}|FS-021"
            })
    void whatOnlyShowsWhenPlacedIsToldToo(String partitions, String code) throws Exception {
        Plan plan =
                plan(
                        Designs.parse(
                                "{\"name\":\"x\",\"disk\":{\"size\":\"1GiB\"},\"boot\":{\"loader\":\"none\"},\"layout\":{\"partitions\":["
                                        + partitions
                                        + "]}}"));
        assertEquals(code.equals("OK") ? List.of() : List.of(code), codes(plan));
    }

    @Test
    void anMbrWithMoreThanFourPartitionsHasLogicalOnes() throws Exception {
        Plan plan =
                plan(
                        Designs.parse(
                                """
                                {"name":"x","disk":{"size":"100MiB"},"boot":{"loader":"none"},"layout":{"table":"mbr","partitions":[
                                {"size":"5MiB"},{"size":"5MiB"},{"size":"5MiB"},{"size":"5MiB"},{"size":"5MiB"},{"size":"rest"}]}}
                                """));
        assertEquals(List.of(), codes(plan));
        assertEquals(
                List.of(1, 2, 3, 5, 6, 7),
                plan.partitions().stream().map(Segment.Partition::number).toList());
        assertTrue(isLaidOut(plan));
    }

    @Test
    void contentsGoToThePartitionMountedNearest() throws Exception {
        Files.writeString(base.resolve("file"), "x");
        Plan plan =
                plan(
                        Designs.parse(
                                """
                                {"name":"x","layout":{"preset":"efi","bootSize":"64MiB"},"contents":[
                                {"source":"file","target":"/boot/loader/a","mode":"0644","user":"0","group":"0"},{"source":"file","target":"/bootstrap"}]}
                                """));
        assertEquals(List.of(), codes(plan));
        var esp = Objects.requireNonNull(plan.partitions().getFirst().volume()).tree();
        var root = Objects.requireNonNull(plan.partitions().getLast().volume()).tree();
        assertNotNull(esp.find("/loader/a"));
        assertNotNull(esp.find("/EFI/BOOT/BOOTX64.EFI"));
        assertNotNull(root.find("/bootstrap"));
        assertNull(root.find("/boot"));
    }

    @Test
    void whatFatLosesIsOneHintThatCanBeIgnored() throws Exception {
        Files.writeString(base.resolve("file"), "x");
        String design =
                """
                {"name":"x","layout":{"partitions":[{"name":"esp","type":"esp","filesystem":{"type":"vfat"},"mount":"/boot"}]},
                "contents":[{"source":"file","target":"/boot/a","mode":"0600","user":"7","group":"8"},
                {"source":"file","target":"/boot/b","mode":"0600","user":"7","group":"8"}],
                "boot":{"loader":"none"}%s}
                """;
        Plan plan = plan(Designs.parse(design.formatted("")));
        Diagnostic hint = plan.diagnostics().getFirst();
        assertEquals(1, plan.diagnostics().size());
        assertEquals("FS-024", hint.code());
        assertEquals(Diagnostic.Severity.HINT, hint.severity());
        assertEquals("/layout/partitions/0/filesystem", hint.path());
        assertEquals(
                "esp does not keep all that 2 files have: /a: the owner 7:8 is not kept on FAT;"
                        + " /a: the mode 0600 becomes 0644 on FAT; /b: the owner 7:8 is not kept on FAT",
                hint.problem());
        String ignored = ",\"ignored\":[{\"code\":\"FS-024\",\"path\":\"" + hint.path() + "\"}]";
        plan = plan(Designs.parse(design.formatted(ignored)));
        assertTrue(plan.diagnostics().stream().allMatch(Diagnostic::isIgnored));
    }

    @Test
    void missingSourcesAndHomelessTargetsAreTold() throws Exception {
        Plan plan =
                plan(
                        Designs.parse(
                                """
                                {"name":"x","layout":{"partitions":[{"type":"esp","filesystem":{"type":"vfat"},"mount":"/boot"}]},
                                "contents":[{"source":"absent","target":"/boot/x"},{"source":"absent","target":"/etc"}],
                                "boot":{"kernel":"vmlinuz"}}
                                """));
        assertEquals(
                List.of("/boot/kernel", "/contents/0/source", "/contents/1/target"),
                plan.diagnostics().stream().map(Diagnostic::path).toList());
        assertTrue(plan.diagnostics().stream().allMatch(Diagnostic::isError));
    }
}

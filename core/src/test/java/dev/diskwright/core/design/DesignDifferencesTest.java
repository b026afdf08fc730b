package dev.diskwright.core.design;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.diskwright.core.testing.Cases;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DesignDifferencesTest {
    private static final List<StartingLayout> START = List.of(StartingLayout.values());
    private static final Design AB = StartingLayout.AB.design("router");

    private static List<String> lines(Design before, Design after) {
        return DesignDifferences.between(before, after).stream()
                .map(it ->
                        "%s %s %s: %s > %s"
                                .formatted(
                                        it.kind(), it.path(), it.field(), it.before(), it.after()))
                .toList();
    }

    @Test
    void changedValuesAreNamedByTheirPath() {
        Design after =
                AB.withName("gateway")
                        .withDisk(AB.disk().withSize(SizeText.parseFixed("8GiB")))
                        .withBoot(AB.boot().withCmdline(List.of("quiet", "ro")));
        assertEquals(
                List.of(
                        "CHANGED /name name: router > gateway",
                        "CHANGED /disk/size size: auto > 8GiB",
                        "CHANGED /boot/cmdline cmdline:  > quiet, ro"),
                lines(AB, after));
    }

    @Test
    void aPartitionAddedInFrontChangesNoOther() {
        PartitionSpec spec = AB.layout().partitions().getFirst().withName("first");
        Design after = new Edit.AddPartition(0, spec).apply(AB);
        assertEquals(
                List.of("ADDED /layout/partitions/0 :  > esp, 512MiB, vfat, /boot"),
                lines(AB, after));
        assertEquals(
                List.of("REMOVED /layout/partitions/0 : esp, 512MiB, vfat, /boot > "),
                lines(after, AB));
    }

    @Test
    void aRenamedPartitionIsTheSameOneAndSoIsAMovedOne() {
        PartitionSpec data = AB.layout().partitions().get(3);
        Design renamed = new Edit.SetPartition(3, data.withName("state")).apply(AB);
        assertEquals(
                List.of("CHANGED /layout/partitions/3/name name: data > state"),
                lines(AB, renamed));

        var order = new ArrayList<>(AB.layout().partitions());
        order.addFirst(order.removeLast());
        Design moved = AB.withLayout(AB.layout().withPartitions(order));
        assertEquals(List.of("MOVED /layout/partitions/0 : 4 > 1"), lines(AB, moved));
    }

    @Test
    void aFieldInsideAFileSystemIsFound() {
        PartitionSpec root = AB.layout().partitions().get(1);
        Filesystem ext4 = root.filesystem();
        assertEquals(
                List.of("CHANGED /layout/partitions/1/filesystem/label label: root-a > system"),
                lines(
                        AB,
                        new Edit.SetPartition(
                                        1,
                                        root.withFilesystem(
                                                ext4 == null ? null : ext4.withLabel("system")))
                                .apply(AB)));
    }

    @Test
    void writingAPresetOutChangesOnlyHowItIsWritten() {
        Design preset = Design.of("disk", Preset.EFI);
        Design explicit = preset.withLayout(Presets.expand(preset));
        assertEquals(List.of("CHANGED /layout/preset preset: efi > "), lines(preset, explicit));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void thereAreDifferencesExactlyWhereDesignsDiffer(long seed) {
        Random random = Cases.random(seed);
        Design before = START.get(random.nextInt(START.size())).design("disk");
        Design after = before;
        for (int edits = random.nextInt(4); edits > 0; edits--) {
            after = edit(random, after);
            assertEquals(
                    before.equals(after),
                    DesignDifferences.between(before, after).isEmpty(),
                    DesignJson.write(after));
            assertEquals(before.equals(after), DesignDifferences.between(after, before).isEmpty());
        }
        assertEquals(List.of(), DesignDifferences.between(after, after));
    }

    private static Design edit(Random random, Design design) {
        List<PartitionSpec> all = Presets.expand(design).partitions();
        int index = all.isEmpty() ? 0 : random.nextInt(all.size());
        PartitionSpec spec = all.isEmpty() ? AB.layout().partitions().getFirst() : all.get(index);
        return switch (all.isEmpty() ? 2 : random.nextInt(7)) {
            case 0 -> new Edit.RemovePartition(index).apply(design);
            case 1 ->
                    new Edit.SetPartition(index, spec.withName("n" + random.nextInt(3)))
                            .apply(design);
            case 2 -> new Edit.AddPartition(index, spec).apply(design);
            case 3 ->
                    new Edit.SetPartition(
                                    index,
                                    spec.withFilesystem(new Filesystem.Ext4("x", null, 1024, 5)))
                            .apply(design);
            case 4 -> new Edit.Rename("disk" + random.nextInt(2)).apply(design);
            case 5 ->
                    new Edit.SetContents(
                                    List.of(
                                            new Content("a", "/", null, null, null),
                                            new Content(
                                                    "b" + random.nextInt(2),
                                                    "/etc",
                                                    null,
                                                    null,
                                                    null)))
                            .apply(design);
            default ->
                    new Edit.SetReproducible(design.reproducible().withTimestamp(random.nextInt(2)))
                            .apply(design);
        };
    }
}

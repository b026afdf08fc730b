package dev.diskwright.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.design.Ignored;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.ui.document.Selected;
import dev.diskwright.ui.inspector.PartitionFormViewModel;
import dev.diskwright.ui.testing.ImmediateJobs;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Several partitions in one form.
class MultiEditTest {
    @TempDir private Path folder;
    private ImmediateJobs jobs;
    private ViewModels models;
    private PartitionFormViewModel form;

    @BeforeEach
    void selectBoth() {
        jobs = new ImmediateJobs();
        models = TestWindow.of(jobs, folder).models();
        models.files().create("efi");
        jobs.passTime();
        models.document().selectAll(List.of(new Selected.Partition(0), new Selected.Partition(1)));
        form = models.inspector().partition();
    }

    private List<PartitionSpec> partitions() {
        return models.document().explicitLayout().partitions();
    }

    @Test
    void valuesThatDifferAreMixed() {
        assertEquals("2 partitions", form.titleProperty().get());
        assertEquals("", form.name().draftProperty().get());
        assertEquals("mixed", form.name().promptProperty().get());
        assertEquals("", form.fields().format().keyProperty().get());
        assertTrue(form.place().pin().mixedProperty().get());
        assertFalse(form.entry().uuid().shownProperty().get());
    }

    @Test
    void anEditReachesAllAsOneStep() {
        form.size().take("512MiB");
        jobs.passTime();

        assertEquals(1, models.document().done().size());
        assertEquals("Resize 2 partitions to 512MiB", models.document().done().getLast().label());
        assertTrue(
                partitions().stream().allMatch(it -> String.valueOf(it.size()).equals("512MiB")));
        assertEquals("512MiB", form.size().draftProperty().get());
        models.document().undo();
        assertEquals("rest", String.valueOf(partitions().get(1).size()));
    }

    @Test
    void leavingAMixedFieldAloneChangesNothing() {
        form.name().commit();
        form.size().commit();

        assertEquals(0, models.document().done().size());
    }

    @Test
    void mixedFlagsBecomeTheSame() {
        form.place().pin().onProperty().set(true);
        jobs.passTime();

        assertTrue(partitions().stream().allMatch(it -> it.start() != null));
        assertFalse(form.place().pin().mixedProperty().get());
    }

    @Test
    void equalPartitionsArePinnedEachAtItsOwnPlace() {
        List<PartitionSpec> twins =
                java.util.Collections.nCopies(
                        2,
                        partitions()
                                .getFirst()
                                .withName("twin")
                                .withPlace(null, null, SizeText.parse("64MiB")));
        models.document()
                .apply(
                        "Set up",
                        new Edit.SetLayout(
                                models.document().explicitLayout().withPartitions(twins)));
        models.document().selectAll(List.of(new Selected.Partition(0), new Selected.Partition(1)));
        jobs.passTime();
        form.place().pin().onProperty().set(true);
        jobs.passTime();

        assertEquals(
                List.of("1MiB", "65MiB"),
                partitions().stream().map(it -> String.valueOf(it.start())).toList());
    }

    @Test
    void problemsIgnoredOnThoseLeftStayWithThemWhenOthersGo() {
        PartitionSpec it = partitions().getLast();
        models.document()
                .apply(
                        "Set up",
                        new Edit.All(
                                List.of(
                                        new Edit.AddPartition(2, it.withName("kept")),
                                        new Edit.SetIgnored(List.of(ignored(2))))));
        models.document().selectAll(List.of(new Selected.Partition(0), new Selected.Partition(1)));
        form.remove();

        assertEquals(List.of("kept"), partitions().stream().map(PartitionSpec::name).toList());
        assertEquals(List.of(ignored(0)), models.document().require().ignored());
    }

    private static Ignored ignored(int index) {
        return new Ignored("FS-021", "/layout/partitions/" + index + "/filesystem", "so be it");
    }

    @Test
    void aRoleBringsTypeFilesystemAndMountPoint() {
        models.document().select(new Selected.Partition(1));
        form.fields().role().keyProperty().set("swap");

        PartitionSpec swap = partitions().get(1);
        assertEquals("linux-swap", swap.type());
        assertEquals(new Filesystem.Swap("", null), swap.filesystem());
        assertEquals(null, swap.mount());
        assertEquals("Make primary Swap", models.document().done().getLast().label());
    }

    @Test
    void typesAreFoundByWordsNamesAndNumbers() {
        models.document().select(new Selected.Partition(1));
        var type = form.fields().type();
        type.draftProperty().set("verity arm64");

        assertEquals(
                List.of(
                        "linux-root-arm64-verity", "linux-root-arm64-verity-sig",
                        "linux-usr-arm64-verity", "linux-usr-arm64-verity-sig"),
                type.suggestions().stream().map(it -> it.key()).toList());
        type.take("C12A7328-F81F-11D2-BA4B-00A0C93EC93B");
        assertEquals("esp", partitions().get(1).type());
        type.take("nonsense");
        assertEquals("esp", partitions().get(1).type());
        assertTrue(type.errorProperty().get().startsWith("no such type"));
    }

    @Test
    void aBareNumberTakesTheUnitOfTheField() {
        models.document().select(new Selected.Partition(1));
        form.size().take("2GiB");
        jobs.passTime();
        assertEquals("GiB", form.size().unitProperty().get());
        form.size().take("3");

        assertEquals("3GiB", String.valueOf(partitions().get(1).size()));
    }

    @Test
    void removingTakesAllOutAsOneStep() {
        form.remove();

        assertEquals(0, partitions().size());
        assertEquals("Remove 2 partitions", models.document().done().getLast().label());
    }
}

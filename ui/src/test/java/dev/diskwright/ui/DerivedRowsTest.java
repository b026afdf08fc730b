package dev.diskwright.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.design.Design;
import dev.diskwright.ui.contents.ContentRow;
import dev.diskwright.ui.testing.ImmediateJobs;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that follow from the design, in the list of contents.
class DerivedRowsTest {
    @TempDir private Path folder;
    private ImmediateJobs jobs;
    private ViewModels models;

    @BeforeEach
    void open() {
        jobs = new ImmediateJobs();
        models = TestWindow.of(jobs, folder).models();
        models.files().create("efi");
        jobs.passTime();
    }

    private List<ContentRow.Derived> rows() {
        jobs.passTime();
        return models.filling().contents().rows().stream()
                .filter(ContentRow.Derived.class::isInstance)
                .map(ContentRow.Derived.class::cast)
                .toList();
    }

    private Design design() {
        return Objects.requireNonNull(models.document().designProperty().get());
    }

    @Test
    void aDerivedFileIsLeftOutAndBackByItsMarkAndEachStepIsUndone() {
        assertEquals(List.of(), rows());
        assertTrue(models.filling().contents().emptyProperty().get());
        models.filling().contents().addFstab();
        ContentRow.Derived row = rows().getFirst();
        assertEquals("/etc/fstab", row.path());
        assertEquals("Mount points", row.reason());
        assertTrue(row.wanted());
        assertFalse(models.filling().contents().emptyProperty().get());
        models.filling().contents().toggle(row);
        ContentRow.Derived out = rows().getFirst();
        assertFalse(out.wanted());
        assertEquals("Left out", out.note());
        assertEquals(List.of("/etc/fstab"), design().derived().without());
        models.filling().contents().toggle(out);
        assertTrue(rows().getFirst().wanted());
        assertEquals(List.of(), design().derived().without());
        models.document().undo();
        assertFalse(rows().getFirst().wanted());
        models.document().undo();
        models.document().undo();
        assertEquals(List.of(), rows());
    }

    @Test
    void itStandsBelowTheEntriesOfItsPartitionAndIsFoundByItsPath() {
        models.filling().contents().addFstab();
        jobs.passTime();
        List<ContentRow> all = models.filling().contents().rows();
        int at = all.indexOf(rows().getFirst());
        ContentRow.Home home = (ContentRow.Home) all.get(at - 1);
        assertEquals("/", home.mount());
        models.filling().contents().filterProperty().set("fstab");
        assertEquals(1, rows().size());
        models.filling().contents().filterProperty().set("nothing like it");
        assertEquals(0, rows().size());
    }
}

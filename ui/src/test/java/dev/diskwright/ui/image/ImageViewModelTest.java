package dev.diskwright.ui.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.HostException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.resources.WindowResources;
import dev.diskwright.ui.build.ErrorCard;
import dev.diskwright.ui.build.Fact;
import dev.diskwright.ui.layout.Role;
import dev.diskwright.ui.layout.StripItem;
import dev.diskwright.ui.testing.FakeDesktop;
import dev.diskwright.ui.testing.FakeImages;
import dev.diskwright.ui.testing.ImmediateJobs;
import dev.diskwright.ui.text.Texts;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What is seen of an image, without a toolkit.
class ImageViewModelTest {
    private static final Path FILE = Path.of("/images/web.qcow2");

    private final FakeImages images = new FakeImages();
    private final FakeDesktop desktop = new FakeDesktop();
    private final ImmediateJobs jobs = new ImmediateJobs();
    private final ImageViewModel model =
            new ImageViewModel(
                    images,
                    desktop,
                    jobs,
                    new Texts(WindowResources.texts(Locale.ENGLISH)),
                    () -> 0);

    private ErrorCard fault() {
        return Objects.requireNonNull(model.faultProperty().get());
    }

    private Judgement judgement() {
        return Objects.requireNonNull(model.verify().judgementProperty().get());
    }

    private String value(String label) {
        return Objects.requireNonNull(model.shownProperty().get()).facts().stream()
                .filter(it -> it.label().equals(label))
                .map(Fact::value)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no fact " + label));
    }

    @Test
    void nothingIsOpenAtFirst() {
        assertEquals("", model.titleProperty().get());
        assertEquals("Open an image first", model.reasonProperty().get());
        model.startVerify();
        assertFalse(model.verify().runningProperty().get());
    }

    @Test
    void anImageShowsItsLevels() {
        desktop.answer(FILE);
        model.openChosen();
        assertEquals("web.qcow2", model.titleProperty().get());
        assertEquals(
                "QEMU disk (qcow2), file of 707 MiB, disk of 4 GiB",
                model.subtitleProperty().get());
        assertEquals("", model.reasonProperty().get());
        assertFalse(model.disk().shownProperty().get());

        ImageNode root = Objects.requireNonNull(model.rootProperty().get());
        assertEquals(
                List.of("disk", "attachment-qemu-server.conf"),
                root.children().stream().map(ImageNode::id).toList());
        assertEquals("disk", model.shownProperty().get().id(), "the disk comes first");
        assertEquals("GPT", value("Partition table"));
        model.show("file");
        assertEquals("64 KiB", value("Cluster size"));
        assertEquals("qemu-server.conf, 412 B", value("Holds"));
        model.show("part-2");
        assertEquals("2: root", model.shownProperty().get().title());
        assertEquals("f222513b-ded1-49fa-b591-20ce86a2fe7f", value("Identifier"));
    }

    @Test
    void stripAndListShowThePartitionsWithTheirRoles() {
        model.open(FILE);
        assertEquals(
                List.of("image-part-1", "image-part-2", "image-free-1"),
                model.stripProperty().get().stream().map(StripItem::id).toList());
        assertEquals(Role.ESP, model.stripProperty().get().getFirst().role());
        assertEquals(Role.ROOT, model.stripProperty().get().get(1).role());
        assertEquals(
                List.of(
                        "1 ESP FAT32 512 MiB F225-13BF",
                        "2 root ext4 3 GiB" + " f222513b-ded1-49fa-b591-20ce86a2fe7f"),
                model.parts().stream()
                        .map(it ->
                                String.join(
                                        " ",
                                        it.number(),
                                        it.name(),
                                        it.fileSystem(),
                                        it.size(),
                                        it.identifier()))
                        .toList());
    }

    @Test
    void oneOfSeveralDisksIsChosen() {
        images.look(FakeImages::several);
        model.open(FILE);
        assertTrue(model.disk().shownProperty().get());
        assertEquals("scsi0", model.disk().keyProperty().get());
        assertEquals(
                List.of("Disk scsi0, 4 GiB", "Disk scsi1, 1 GiB", "Snapshot before update, 4 GiB"),
                model.disk().options().stream().map(Object::toString).toList());

        model.disk().keyProperty().set("before update");
        assertEquals("before update", model.sightProperty().get().choice().disk());
        assertEquals("Snapshot before update", model.shownProperty().get().label());
        ImageNode other = Objects.requireNonNull(model.rootProperty().get()).find("disk-scsi1");
        model.enter(Objects.requireNonNull(other));
        assertEquals("scsi1", model.sightProperty().get().choice().disk());
    }

    @Test
    void aDamagedImageTellsFileStructureFieldAndOffset() {
        images.look(choice -> {
            if (choice.format().equals("raw")) {
                return FakeImages.usual(choice);
            }
            throw new CorruptImageException(
                    Where.file("web.qcow2").structure("header", 0).field("l1_table_offset", 40),
                    "0x3",
                    "a cluster's start");
        });
        model.open(FILE);
        assertEquals("web.qcow2 is damaged", fault().headline());
        assertEquals(
                List.of(
                        new Fact("File", FILE.toAbsolutePath().normalize().toString()),
                        new Fact("Structure", "header"),
                        new Fact("Field", "l1_table_offset"),
                        new Fact("Offset", "0x28 (byte 40)")),
                fault().facts());
        assertEquals("Found 0x3, expected a cluster's start.", fault().why());
        assertEquals(
                List.of(ErrorCard.Action.OPEN_RAW, ErrorCard.Action.OPEN_OTHER), fault().actions());
        assertNull(model.sightProperty().get());
        assertEquals("The image could not be opened", model.reasonProperty().get());
        model.copyFault();
        assertTrue(desktop.done().getLast().contains("l1_table_offset"));

        model.act(ErrorCard.Action.OPEN_RAW);
        assertNull(model.faultProperty().get());
        assertEquals("raw", model.sightProperty().get().choice().format());
    }

    @Test
    void aFolderCanBeAllowedForWhatTheImageRefersTo() {
        images.look(choice -> {
            if (choice.allowed().equals(List.of(Path.of("/bases")))) {
                return FakeImages.usual(choice);
            }
            throw new UnsupportedImageException(
                    Where.file("web.qcow2"),
                    "the other file \"../bases/b.raw\", which lies in a folder that is not allowed");
        });
        model.open(FILE);
        assertEquals(ErrorCard.Action.ALLOW_FOLDER, fault().actions().getFirst());
        desktop.answer(Path.of("/bases"));
        model.act(ErrorCard.Action.ALLOW_FOLDER);
        assertNull(model.faultProperty().get());
    }

    @Test
    void everyFaultHasWords() {
        List<Exception> faults =
                List.of(
                        new HostException(Where.file("web.qcow2"), "no such file"),
                        new UnsupportedImageException(Where.file("web.qcow2"), "LUKS encryption"),
                        new UnsupportedImageException(
                                Where.file("web.qcow2"),
                                "the other file \"b.raw\", which does not exist"),
                        new java.io.IOException("gone"),
                        new IllegalStateException());
        for (Exception it : faults) {
            images.look(_ -> {
                if (it instanceof java.io.IOException io) {
                    throw io;
                }
                throw (RuntimeException) it;
            });
            model.open(FILE);
            assertFalse(fault().headline().isEmpty());
            assertFalse(fault().next().isEmpty());
        }
    }

    @Test
    void verificationComesToAVerdict() {
        model.open(FILE);
        model.startVerify();
        assertEquals("good", judgement().kind());
        assertEquals("No faults were found", judgement().headline());

        Where place = Where.file("web.qcow2").structure("refcount table", 65536);
        images.verification((findings, _) -> {
            findings.accept(Finding.warning(place, "a cluster is leaked"));
            findings.accept(Finding.error(place.field("entry 3", 24), "points beyond the file"));
        });
        model.startVerify();
        assertEquals("1 error, 1 warning", judgement().headline());
        assertEquals(
                new FindingRow(
                        "error",
                        "Points beyond the file.",
                        "web.qcow2, refcount table entry 3 at 0x10018"),
                model.verify().findings().get(1));
        model.copyFindings();
        assertTrue(desktop.done().getLast().contains("A cluster is leaked."));

        images.verification((findings, _) -> {
            for (int i = 0; i < 1500; i++) {
                findings.accept(Finding.warning(place, "a cluster is leaked"));
            }
        });
        model.startVerify();
        assertEquals("1,500 warnings", judgement().headline());
        assertEquals(1000, model.verify().findings().size());
        assertTrue(judgement().text().contains("500 more"));
        assertEquals(0, jobs.waiting(), "no tick waits");
    }

    @Test
    void verificationCanBeCancelledAndEndsWithTheImage() {
        model.open(FILE);
        images.verification((_, _) -> {
            throw new ImmediateJobs.Unfinished();
        });
        model.startVerify();
        assertTrue(model.verify().runningProperty().get());
        model.verify().cancel();
        assertFalse(model.verify().runningProperty().get());
        assertEquals("cancelled", judgement().kind());

        model.startVerify();
        model.open(Path.of("/images/other.raw"));
        assertFalse(model.verify().runningProperty().get());
        assertNull(model.verify().judgementProperty().get());
        assertEquals(0, jobs.waiting(), "no tick waits");
    }

    @Test
    void aVerificationThatFailsSaysSo() {
        model.open(FILE);
        images.verification((_, _) -> {
            throw new java.io.IOException("the disk is gone");
        });
        model.startVerify();
        assertEquals("The check could not be finished", judgement().headline());
        assertEquals("the disk is gone", judgement().text());
    }
}

package dev.diskwright.ui.drop;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.design.Content;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.design.Layout;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.design.Preset;
import dev.diskwright.core.design.TableKind;
import dev.diskwright.resources.WindowResources;
import dev.diskwright.ui.document.DocumentViewModel;
import dev.diskwright.ui.document.FilesViewModel;
import dev.diskwright.ui.document.PlanningViewModel;
import dev.diskwright.ui.document.Selected;
import dev.diskwright.ui.document.SourcePaths;
import dev.diskwright.ui.notice.NoticesViewModel;
import dev.diskwright.ui.service.FileState;
import dev.diskwright.ui.service.Question;
import dev.diskwright.ui.settings.Settings;
import dev.diskwright.ui.settings.SettingsViewModel;
import dev.diskwright.ui.testing.FakeDesktop;
import dev.diskwright.ui.testing.FakeServices;
import dev.diskwright.ui.testing.ImmediateJobs;
import dev.diskwright.ui.testing.MemorySettings;
import dev.diskwright.ui.text.Texts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // wire runs before every test
class DropViewModelTest {
    @TempDir private Path folder;
    private final DocumentViewModel document = new DocumentViewModel();
    private final FakeDesktop desktop = new FakeDesktop();
    private final List<Question> asked = new ArrayList<>();
    private NoticesViewModel notices;
    private DropViewModel drops;

    @BeforeEach
    void wire() {
        var texts = new Texts(WindowResources.texts(Locale.ENGLISH));
        var jobs = new ImmediateJobs();
        notices = new NoticesViewModel(jobs);
        var planning = new PlanningViewModel(document, new FakeServices(), jobs, folder);
        var files =
                new FilesViewModel(
                        document,
                        new SettingsViewModel(new MemorySettings(Settings.defaults())),
                        desktop,
                        _ -> FileState.MISSING,
                        jobs,
                        asked::add,
                        texts,
                        folder);
        drops =
                new DropViewModel(
                        document,
                        planning,
                        files,
                        new SourcePaths(desktop, planning),
                        desktop,
                        jobs,
                        asked::add,
                        notices,
                        texts);
        document.open(Design.of("disk", Preset.EFI), null, List.of(), false);
    }

    private Dropped.Kind kind(Path path) {
        return Probe.of(path, "x").kind();
    }

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private static byte[] tar() {
        byte[] header = new byte[1024];
        System.arraycopy("etc/".getBytes(US_ASCII), 0, header, 0, 4);
        System.arraycopy("ustar".getBytes(US_ASCII), 0, header, 257, 5);
        return header;
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    /// {@return a disk with so many partitions, each of 128 KiB behind as much free space}
    private static byte[] mbr(int partitions) {
        byte[] mbr = new byte[1 << 20];
        for (int i = 0; i < partitions; i++) {
            int entry = 446 + 16 * i;
            mbr[entry + 4] = (byte) 0x83;
            mbr[entry + 9] = (byte) (2 * i + 1); // times 256 sectors
            mbr[entry + 13] = 1;
        }
        mbr[510] = 0x55;
        mbr[511] = (byte) 0xaa;
        return mbr;
    }

    private List<PartitionSpec> partitions() {
        return document.explicitLayout().partitions();
    }

    @Test
    void aPartitionOfAnImageIsAskedForAndTaken() throws IOException {
        Dropped stick = Probe.of(file("stick.img", mbr(3)), "stick.img");
        drops.run(DropAction.TAKE_PARTITION, List.of(stick), new DropTarget.Files(1));
        Question question = asked.getLast();
        assertEquals("Which partition of stick.img?", question.title());
        assertEquals(
                List.of("part-1", "part-2", "part-3", "cancel"),
                question.choices().stream().map(Question.Choice::id).toList());
        assertEquals(Question.Kind.ROW, question.choices().get(1).kind());
        assertTrue(question.choices().get(1).label().startsWith("2: 128 KiB, "));
        question.choices().get(1).action().run();
        assertEquals(new Filesystem.Image("stick.img", 2), partitions().get(1).filesystem());
        assertEquals("Take partition 2 of stick.img", document.done().getLast().label());
        document.undo();
        assertTrue(partitions().get(1).filesystem() instanceof Filesystem.Ext4);

        drops.run(DropAction.TAKE_PARTITION, List.of(stick), new DropTarget.Free(0));
        asked.getLast().choices().get(2).action().run();
        assertEquals(new Filesystem.Image("stick.img", 3), partitions().getFirst().filesystem());
        assertEquals("stick", partitions().getFirst().name());
    }

    @Test
    void theOnlyPartitionIsTakenAtOnceAndOfNoneNothing() throws IOException {
        Dropped one = Probe.of(file("one.img", mbr(1)), "one.img");
        drops.run(DropAction.TAKE_PARTITION, List.of(one), new DropTarget.Raw(0));
        assertEquals(new Filesystem.Image("one.img", 1), partitions().getFirst().filesystem());
        assertEquals(List.of(), asked);
        byte[] damaged = new byte[512];
        System.arraycopy(new byte[] {'Q', 'F', 'I', (byte) 0xfb, 0, 0, 0, 9}, 0, damaged, 0, 8);
        Dropped broken = Probe.of(file("broken.qcow2", damaged), "broken.qcow2");
        drops.run(DropAction.TAKE_PARTITION, List.of(broken), new DropTarget.Raw(0));
        assertEquals("This image cannot be taken apart", asked.getLast().title());
        assertEquals(1, document.done().size());
    }

    @Test
    void anImageIsLookedIntoWithoutATraceInTheDesign() throws IOException {
        var looked = new ArrayList<Path>();
        drops.onInspect(looked::add);
        Path stick = file("stick.img", mbr(2));
        drops.take(List.of(stick), new DropTarget.Start());
        asked.getLast().choices().getFirst().action().run();
        drops.take(List.of(stick), new DropTarget.Viewer());
        assertEquals(List.of(stick, stick), looked);
        assertEquals(List.of(), document.done());
    }

    @Test
    void anImportedImageIsANewDesignAndWhatItLosesIsTold() throws IOException {
        byte[] stick = mbr(2);
        stick[0] = (byte) 0xeb; // boot code
        document.apply(
                "edit",
                new Edit.SetContents(List.of(new Content("etc", "/etc", null, null, null))));
        drops.take(List.of(file("stick.img", stick)), new DropTarget.EmptyDisk());
        assertEquals(
                List.of("drop-import_layout", "drop-inspect", "cancel"),
                asked.getLast().choices().stream().map(Question.Choice::id).toList());
        asked.getLast().choices().getFirst().action().run();
        assertEquals("disk", document.require().name());
        Question unsaved = asked.getLast();
        assertEquals("discard", unsaved.choices().get(1).id());
        assertTrue(notices.banners().isEmpty());
        unsaved.choices().get(1).action().run();
        assertEquals("stick", document.require().name());
        String whole = folder.resolve("stick.img").toAbsolutePath().toString();
        assertEquals(new Filesystem.Image(whole, 2), partitions().get(1).filesystem());
        assertEquals(
                "One thing could not be taken over from stick.img.",
                notices.banners().getFirst().text());
        notices.banners().getFirst().actions().getFirst().run().run();
        assertTrue(asked.getLast().text().contains("boot code"), asked.getLast().text());
        assertEquals(List.of(), document.done());
    }

    @Test
    void whatIsPastedNeedsAPlace() throws IOException {
        assertEquals(false, drops.paste(new DropTarget.Folder("/etc")));
        desktop.paste(List.of(file("motd", new byte[1])), "");
        assertTrue(drops.pasteOntoSelection());
        assertTrue(asked.getLast().text().startsWith("Select a partition"));
        document.select(new Selected.Partition(1));
        assertTrue(drops.pasteOntoSelection());
        assertEquals("/motd", document.require().contents().getFirst().target());
    }

    @Test
    void choosingAsksForAFolderOrAFile() throws IOException {
        desktop.answer(Files.createDirectory(folder.resolve("tree")));
        drops.choose(new DropTarget.Files(1));
        assertEquals(
                List.of("choose-folder", "choose-file", "cancel"),
                asked.getLast().choices().stream().map(Question.Choice::id).toList());
        asked.getLast().choices().getFirst().action().run();
        assertEquals("tree", document.require().contents().getFirst().source());
        assertEquals("Use as contents of primary", document.done().getLast().label());
    }

    @Test
    void filesAreKnownByTheirContentAndNotByTheirName() throws IOException {
        assertEquals(Dropped.Kind.FOLDER, kind(folder));
        assertEquals(Dropped.Kind.MISSING, kind(folder.resolve("nowhere")));
        assertEquals(Dropped.Kind.ARCHIVE, kind(file("photo.jpg", tar())));
        assertEquals(Dropped.Kind.ARCHIVE, kind(file("a.bin", gzip(tar()))));
        assertEquals(Dropped.Kind.INITRD, kind(file("i", gzip("070701".getBytes(US_ASCII)))));
        assertEquals(Dropped.Kind.CPIO, kind(file("r.CPIO.gz", gzip("070701".getBytes(US_ASCII)))));
        assertEquals(Dropped.Kind.ARCHIVE, kind(file("a.zip", "PK\3\4".getBytes(US_ASCII))));
        assertEquals(Dropped.Kind.FILE, kind(file("a.jar", "PK\3\4".getBytes(US_ASCII))));
        assertEquals(Dropped.Kind.FILE, kind(file("no.zip", "nothing".getBytes(US_ASCII))));
        assertEquals(Dropped.Kind.FILE, kind(file("root.tar", new byte[4096])));
        assertEquals(Dropped.Kind.FILE, kind(file("empty.img", new byte[0])));
        assertEquals(Dropped.Kind.DESIGN, kind(file("x.diskwright.json", "{}".getBytes(US_ASCII))));
        byte[] qcow2 = new byte[512];
        System.arraycopy(new byte[] {'Q', 'F', 'I', (byte) 0xfb, 0, 0, 0, 3}, 0, qcow2, 0, 8);
        assertEquals(Dropped.Kind.DISK, kind(file("disk.raw", qcow2)));
        assertEquals(Dropped.Kind.DISK, kind(file("stick.img", mbr(1))));
    }

    @Test
    void aRootArchiveOnAnEmptyDiskMakesADiskWithThisRoot() throws IOException {
        document.open(
                Design.of("disk", Preset.EFI)
                        .withLayout(Layout.explicit(TableKind.GPT, null, List.of())),
                null,
                List.of(),
                false);
        DropTarget target = drops.target(Selected.DISK);
        assertEquals(new DropTarget.EmptyDisk(), target);
        drops.take(List.of(file("root.tar.gz", gzip(tar()))), new DropTarget.EmptyDisk());
        assertEquals(Preset.EFI, document.require().layout().preset());
        assertEquals(
                List.of(new Content("root.tar.gz", "/", null, null, null)),
                document.require().contents());
        assertEquals(1, document.done().size());
        document.undo();
        assertEquals(List.of(), document.require().contents());
    }

    @Test
    void aFolderReplacesOnlyWhatWentIntoThatPartition() throws IOException {
        Path root = Files.createDirectory(folder.resolve("root"));
        document.apply(
                "fill",
                new Edit.SetContents(
                        List.of(
                                new Content("old", "/", null, null, null),
                                new Content("boot.cfg", "/boot/boot.cfg", null, null, null))));
        drops.take(List.of(root), new DropTarget.Files(1));
        Question question = asked.getLast();
        assertEquals("What shall become of root?", question.title());
        question.choices().getFirst().action().run();
        assertEquals(
                List.of("boot.cfg", "root"),
                document.require().contents().stream().map(Content::source).toList());
        assertEquals("Replace contents of primary", document.done().getLast().label());
    }

    @Test
    void addedEntriesLieBelowTheMountPoint() throws IOException {
        Dropped conf = Probe.of(file("app.conf", new byte[3]), "app.conf");
        drops.run(DropAction.ADD_FILE, List.of(conf), new DropTarget.Files(0));
        drops.run(DropAction.ADD_FILE, List.of(conf), new DropTarget.Folder("/etc"));
        assertEquals(
                List.of("/boot/app.conf", "/etc/app.conf"),
                document.require().contents().stream().map(Content::target).toList());
        assertEquals(new Selected.Entry(1), document.selectedProperty().get());
    }

    @Test
    void aFolderOnFreeSpaceGetsAPartitionThatFitsAndAMountPoint() throws IOException {
        Path data = Files.createDirectory(folder.resolve("web site"));
        drops.take(List.of(data), new DropTarget.Free(2));
        PartitionSpec made = document.explicitLayout().partitions().get(2);
        assertEquals("web-site", made.name());
        assertEquals("/srv", made.mount());
        assertTrue(String.valueOf(made.size()).startsWith("fit"));
        assertEquals("/srv", document.require().contents().getLast().target());
        assertEquals(1, document.done().size());
    }

    @Test
    void refusalsSayWhyAndChangeNothing() throws IOException {
        drops.take(List.of(folder.resolve("nowhere")), new DropTarget.Files(0));
        assertEquals("The file is not there, or cannot be read.", asked.getLast().text());
        drops.take(List.of(folder), new DropTarget.Raw(0));
        assertTrue(asked.getLast().text().startsWith("This partition has no file system"));
        assertEquals(List.of(), document.done());
    }

    @Test
    void pastedFilesAndPathsDoTheSame() throws IOException {
        Path file = file("motd", new byte[1]);
        desktop.paste(List.of(file), "");
        drops.paste(new DropTarget.Folder("/etc"));
        desktop.paste(List.of(), file + "\n");
        drops.paste(new DropTarget.Folder("/etc"));
        assertEquals(
                List.of("motd", "motd"),
                document.require().contents().stream().map(Content::source).toList());
        desktop.paste(List.of(), "several\nlines");
        drops.paste(new DropTarget.Folder("/etc"));
        assertEquals(2, document.require().contents().size());
    }

    @Test
    void aKernelOnTheStartScreenMakesADesignThatBootsIt() throws IOException {
        byte[] elf = new byte[64];
        System.arraycopy(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}, 0, elf, 0, 7);
        drops.take(List.of(file("vmlinux", elf)), new DropTarget.Start());
        assertEquals("vmlinux", document.require().name());
        assertTrue(String.valueOf(document.require().boot().kernel()).endsWith("/vmlinux"));
    }

    @Test
    void otherFilesOnARawPartitionBecomeItsBytes() throws IOException {
        Path blob = file("firmware.bin", new byte[4096]);
        drops.take(List.of(blob), new DropTarget.Free(2));
        PartitionSpec made = document.explicitLayout().partitions().get(2);
        assertEquals(new Filesystem.Image("firmware.bin", null), made.filesystem());
        drops.run(
                DropAction.USE_IMAGE,
                List.of(Probe.of(blob, "firmware.bin")),
                new DropTarget.Raw(1));
        assertEquals(
                new Filesystem.Image("firmware.bin", null),
                document.explicitLayout().partitions().get(1).filesystem());
    }

    @Test
    void whatCannotBeDroppedOntoHasNoTarget() {
        assertNull(drops.target(Selected.DISK));
        assertNull(drops.target(new Selected.Structure(0)));
        assertEquals(new DropTarget.Files(1), drops.target(new Selected.Partition(1)));
        assertEquals("web", DropEdits.stem("web.tar.zst"));
        assertEquals("data", DropEdits.stem("..."));
        assertTrue(Arrays.asList("disk", "a-b").contains(DropEdits.stem("a b.qcow2")));
    }
}

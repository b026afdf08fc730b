package dev.diskwright.ui.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.build.BuildOptions;
import dev.diskwright.core.build.OutputFile;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.HostException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.Containers;
import dev.diskwright.resources.WindowResources;
import dev.diskwright.ui.image.ImageViewModel;
import dev.diskwright.ui.service.Question;
import dev.diskwright.ui.testing.FakeDesktop;
import dev.diskwright.ui.testing.FakeImages;
import dev.diskwright.ui.testing.ImmediateJobs;
import dev.diskwright.ui.testing.MemoryRuns;
import dev.diskwright.ui.text.Texts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Converting, without a toolkit.
class ConvertViewModelTest {
    @TempDir private Path folder;
    private final FakeImages images = new FakeImages();
    private final FakeDesktop desktop = new FakeDesktop();
    private final ImmediateJobs jobs = new ImmediateJobs();
    private final List<Question> asked = new ArrayList<>();
    private ImageViewModel image;
    private ConvertViewModel convert;
    private Path file;

    @BeforeEach
    void open() throws Exception {
        var texts = new Texts(WindowResources.texts(Locale.ENGLISH));
        var context =
                new RunContext(
                        desktop,
                        jobs,
                        asked::add,
                        texts,
                        () -> 0,
                        new RunArchive(
                                new MemoryRuns(RunStore.Kept.NOTHING),
                                () -> Instant.EPOCH,
                                ZoneOffset.UTC),
                        "Linux");
        image = new ImageViewModel(images, desktop, jobs, texts, () -> 0);
        convert = new ConvertViewModel(image, images, context, PastRunsViewModel.of(context));
        file = Files.writeString(folder.resolve("web.qcow2"), "image").toRealPath();
        folder = Objects.requireNonNull(file.getParent());
    }

    private OutputEntry output(int index) {
        return convert.outputs().get(index);
    }

    private Outcome outcome() {
        return Objects.requireNonNull(convert.run().outcomeProperty().get());
    }

    private BuildOptions last() {
        return images.asked().getLast().options();
    }

    private void answer(String id) {
        asked.getLast().choices().stream()
                .filter(it -> it.id().equals(id))
                .findFirst()
                .orElseThrow()
                .action()
                .run();
    }

    @Test
    void withoutAnImageThereIsNothingToConvert() {
        assertEquals("Open an image first", convert.blockedProperty().get());
        convert.start();
        assertEquals(List.of(), images.asked());
    }

    @Test
    void theExtensionFollowsTheFormat() {
        image.open(file);
        assertEquals("Convert web.qcow2", convert.run().headlineProperty().get());
        assertEquals("raw", output(0).format().keyProperty().get());
        assertEquals(folder.resolve("web.img").toString(), output(0).targetProperty().get());
        output(0).format().keyProperty().set("vdi");
        assertEquals(folder.resolve("web.vdi").toString(), output(0).targetProperty().get());
        output(0).targetProperty().set("/elsewhere/disk");
        output(0).format().keyProperty().set("raw");
        assertEquals("/elsewhere/disk", output(0).targetProperty().get(), "a name of one's own");
    }

    @Test
    void severalFormatsAreWrittenFromOneRead() {
        image.open(file);
        convert.addOutput();
        output(1).format().keyProperty().set("vdi");
        var option = (OptionFields.Choice) output(0).options().fieldsProperty().get().getFirst();
        option.model().keyProperty().set("full");
        convert.start();

        assertEquals(1, images.asked().size());
        assertFalse(images.asked().getFirst().all());
        assertEquals(
                List.of(
                        new OutputFile(
                                folder.resolve("web.img"), "raw", Map.of("preallocation", "full")),
                        new OutputFile(folder.resolve("web.vdi"), "vdi", Map.of())),
                last().outputs());
        assertTrue(last().verify());
        assertEquals("good", outcome().kind());
        assertEquals("2 images are written and verified", outcome().headline());
        assertEquals(
                List.of("web.img", "web.vdi"),
                convert.run().past().rows().stream().map(PastRunsViewModel.Row::name).toList());
        assertFalse(convert.shownProperty().get(), "the form makes room");
        assertEquals(0, jobs.waiting(), "no tick waits");

        convert.removeOutput(output(1));
        convert.removeOutput(output(0));
        assertEquals(1, convert.outputs().size(), "the last one stays");
    }

    @Test
    void neitherTheImageNorTwoOfOneNameAreProposed() {
        image.open(file);
        output(0).format().keyProperty().set("qcow2");
        assertEquals(folder.resolve("web-2.qcow2").toString(), output(0).targetProperty().get());
        convert.addOutput();
        output(1).format().keyProperty().set("qcow2");
        assertEquals(folder.resolve("web-3.qcow2").toString(), output(1).targetProperty().get());
    }

    @Test
    void targetsAreCheckedBeforeAnythingIsWritten() throws Exception {
        image.open(file);
        output(0).targetProperty().set(file.toString());
        convert.start();
        assertTrue(output(0).targetErrorProperty().get().startsWith("This is the image"));
        output(0).targetProperty().set("");
        convert.start();
        assertEquals("Write the path of a file.", output(0).targetErrorProperty().get());
        output(0).targetProperty().set(folder.toString());
        convert.start();
        assertTrue(output(0).targetErrorProperty().get().contains("is a folder"));
        output(0).targetProperty().set("a.img");
        convert.addOutput();
        output(1).targetProperty().set("a.img");
        convert.start();
        assertTrue(output(1).targetErrorProperty().get().startsWith("Another image"));
        assertEquals(List.of(), images.asked());

        Files.writeString(folder.resolve("a.img"), "old");
        Files.writeString(folder.resolve("b.img"), "old");
        output(1).targetProperty().set("b.img");
        convert.start();
        assertEquals("Replace 2 files?", asked.getLast().title());
        assertTrue(asked.getLast().text().contains("b.img"));
        answer("cancel");
        assertEquals(List.of(), images.asked());
        convert.start();
        answer("replace");
        assertTrue(last().replace());
    }

    @Test
    void aWrongOptionStopsTheStart() {
        image.open(file);
        output(0).format().keyProperty().set("qcow2");
        output(0).targetProperty().set("b.qcow2");
        var size =
                (OptionFields.Line)
                        output(0).options().fieldsProperty().get().stream()
                                .filter(it -> it.label().equals("Cluster size"))
                                .findFirst()
                                .orElseThrow();
        size.model().draftProperty().set("3");
        assertTrue(convert.blockedProperty().get().contains("cluster_size"));
        convert.start();
        assertEquals(List.of(), images.asked());
        size.model().draftProperty().set("4K");
        size.model().commit();
        assertEquals("", convert.blockedProperty().get());
        convert.start();
        assertEquals(Map.of("cluster_size", "4K"), last().outputs().getFirst().options());
    }

    @Test
    void oneOfSeveralDisksIsConverted() {
        images.look(FakeImages::several);
        image.open(file);
        assertTrue(convert.disk().shownProperty().get());
        assertEquals("scsi0", convert.disk().keyProperty().get(), "raw holds one disk");
        convert.disk().keyProperty().set("before update");
        convert.start();
        assertEquals("before update", images.asked().getLast().choice().disk());
        assertFalse(images.asked().getLast().all());
        convert.copyCommand();
        assertTrue(
                desktop.done().getLast().contains("--disk 'before update'"),
                desktop.done().getLast());
    }

    @Test
    void formatsThatHoldSeveralTakeAllDisks() {
        String several =
                Containers.ALL.stream()
                        .filter(it -> it.writes() && it.holdsSeveral())
                        .findFirst()
                        .orElseThrow()
                        .name();
        images.look(FakeImages::several);
        image.open(file);
        output(0).format().keyProperty().set(several);
        convert.start();
        assertTrue(images.asked().getLast().all());
        assertEquals("", images.asked().getLast().choice().disk());
        convert.copyCommand();
        assertFalse(desktop.done().getLast().contains("--disk"), desktop.done().getLast());

        convert.addOutput();
        output(1).format().keyProperty().set("raw");
        assertEquals("scsi0", convert.disk().keyProperty().get(), "raw holds one disk");
        convert.removeOutput(output(1));
        convert.disk().keyProperty().set("scsi1");
        convert.start();
        assertFalse(images.asked().getLast().all());
        assertEquals("scsi1", images.asked().getLast().choice().disk());
    }

    @Test
    void aFailureOpensACardAndNamesTheTargets() {
        image.open(file);
        images.script((_, options, steps) -> {
            steps.planned(FakeImages.stages());
            steps.started(FakeImages.stages().getFirst(), 100);
            throw new HostException(
                    Where.file(options.target().toString()), "no space left on the disk");
        });
        convert.start();
        ErrorCard card = Objects.requireNonNull(convert.run().errorProperty().get());
        assertEquals("write", card.stage());
        assertEquals("Write failed: the disk is full", card.headline());
        assertEquals("failed", convert.run().stages().getFirst().state());

        images.script((_, options, steps) -> FakeImages.pass(options, steps));
        convert.act(ErrorCard.Action.RETRY);
        assertNull(convert.run().errorProperty().get());
        assertEquals("good", outcome().kind());
    }

    @Test
    void aDamagedOriginalHasNoPlaceToGoTo() {
        image.open(file);
        images.script((choice, _, _) -> {
            throw new CorruptImageException(
                    Where.file(choice.name()).structure("L2 table", 65536), "0x1", "a cluster");
        });
        convert.start();
        ErrorCard card = Objects.requireNonNull(convert.run().errorProperty().get());
        assertTrue(card.headline().startsWith("The conversion failed"), card.headline());
        assertEquals(List.of(ErrorCard.Action.RETRY), card.actions());
    }

    @Test
    void aConversionCanBeCancelled() {
        image.open(file);
        images.script((_, _, steps) -> {
            steps.planned(FakeImages.stages());
            steps.started(FakeImages.stages().getFirst(), 100);
            throw new ImmediateJobs.Unfinished();
        });
        convert.start();
        assertTrue(convert.run().runningProperty().get());
        assertEquals("Converting web.qcow2", convert.run().headlineProperty().get());
        convert.run().cancel();
        assertFalse(convert.run().runningProperty().get());
        assertEquals("Conversion cancelled", outcome().headline());
        assertEquals("cancelled", convert.run().past().rows().getFirst().kind());
    }

    @Test
    void withoutVerificationTheVerdictSaysSo() {
        image.open(file);
        convert.verifyProperty().set(false);
        convert.keepPartialProperty().set(true);
        convert.start();
        assertEquals("web.img is written, not verified", outcome().headline());
        assertTrue(last().keepPartial());
        convert.copyCommand();
        assertEquals(
                "copy diskwright convert %s --output %s --keep-partial"
                        .formatted(file, folder.resolve("web.img")),
                desktop.done().getLast());
    }

    @Test
    void anotherImageStartsAfresh() throws Exception {
        image.open(file);
        convert.addOutput();
        convert.start();
        Path other = Files.writeString(folder.resolve("other.qcow2"), "image");
        image.open(other);
        assertEquals(1, convert.outputs().size());
        assertTrue(output(0).targetProperty().get().endsWith("other.img"));
        assertNull(convert.run().outcomeProperty().get());
        assertTrue(convert.run().emptyProperty().get());
    }
}

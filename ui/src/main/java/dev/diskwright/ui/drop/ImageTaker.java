package dev.diskwright.ui.drop;

import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.plan.LayoutImport;
import dev.diskwright.core.verify.DiskImage;
import dev.diskwright.ui.document.DocumentViewModel;
import dev.diskwright.ui.document.FilesViewModel;
import dev.diskwright.ui.job.JobRunner;
import dev.diskwright.ui.notice.Notice;
import dev.diskwright.ui.notice.NoticesViewModel;
import dev.diskwright.ui.service.Question;
import dev.diskwright.ui.service.Questions;
import dev.diskwright.ui.text.Texts;
import java.util.ArrayList;
import java.util.List;

/// Takes disk images apart: one partition of them, or all as a new design.
final class ImageTaker {
    private static final String LOST = "import-lost";

    private final DocumentViewModel document;
    private final FilesViewModel files;
    private final JobRunner jobs;
    private final Questions questions;
    private final NoticesViewModel notices;
    private final Texts texts;

    ImageTaker(
            DocumentViewModel document,
            FilesViewModel files,
            JobRunner jobs,
            Questions questions,
            NoticesViewModel notices,
            Texts texts) {
        this.document = document;
        this.files = files;
        this.jobs = jobs;
        this.questions = questions;
        this.notices = notices;
        this.texts = texts;
    }

    /// Lets `target` have one partition of an image, as one step. Asks which, if there are several.
    void takePartition(Dropped image, DropTarget target) {
        jobs.start(
                () -> ImagePart.of(image.path()),
                parts -> {
                    if (parts.isEmpty()) {
                        tell(texts.of("drop.parts.none"));
                    } else if (parts.size() == 1) {
                        take(image, parts.getFirst(), target);
                    } else {
                        ask(image, parts, target);
                    }
                },
                fault -> tell(String.valueOf(fault.getMessage())));
    }

    private void ask(Dropped image, List<ImagePart> parts, DropTarget target) {
        var choices = new ArrayList<Question.Choice>();
        for (ImagePart it : parts) {
            choices.add(
                    new Question.Choice(
                            "part-" + it.number(),
                            words(it),
                            Question.Kind.ROW,
                            () -> take(image, it, target)));
        }
        choices.add(
                new Question.Choice(
                        "cancel", texts.of("question.cancel"), Question.Kind.PLAIN, () -> {}));
        questions.ask(
                new Question(
                        texts.of("drop.parts", image.name()),
                        texts.of("drop.parts.text", parts.size()),
                        choices));
    }

    private String words(ImagePart it) {
        return texts.of(
                "drop.part",
                it.number(),
                it.name().isEmpty() ? 0 : 1,
                it.name(),
                SizeText.display(it.size()),
                it.filesystem().isEmpty() ? it.type() : it.filesystem());
    }

    private void take(Dropped image, ImagePart part, DropTarget target) {
        var design = document.designProperty().get();
        if (design != null) {
            Edit edit = new DropEdits(design).takePartition(image, part, target);
            document.apply(texts.of("drop.took", part.number(), image.name()), edit);
        }
    }

    /// Makes a design of a disk like the image, once that loses nothing, and tells what a disk of that design will not
    /// have.
    ///
    /// @param image with a source that holds wherever the design will lie
    void importLayout(Dropped image) {
        jobs.start(
                () -> {
                    try (DiskImage disk = DiskImage.open(image.path())) {
                        return LayoutImport.of(disk, DropEdits.stem(image.name()), image.source());
                    }
                },
                imported ->
                        files.createFrom(
                                imported.design(), () -> tellLost(image.name(), imported.lost())),
                fault -> tell(String.valueOf(fault.getMessage())));
    }

    private void tellLost(String name, List<String> lost) {
        notices.withdraw(LOST);
        if (lost.isEmpty()) {
            return;
        }
        notices.banner(
                new Notice(
                        LOST,
                        Notice.Kind.WARNING,
                        texts.of("drop.lost", lost.size(), name),
                        List.of(
                                new Notice.Action(
                                        "show",
                                        texts.of("drop.lost.show"),
                                        () -> showLost(name, lost)),
                                new Notice.Action("close", texts.of("question.close"), () -> {}))));
    }

    private void showLost(String name, List<String> lost) {
        questions.ask(
                new Question(
                        texts.of("drop.lost", lost.size(), name),
                        String.join("\n", lost),
                        List.of(close())));
    }

    private void tell(String why) {
        questions.ask(new Question(texts.of("drop.unreadable"), why, List.of(close())));
    }

    private Question.Choice close() {
        return new Question.Choice(
                "close", texts.of("question.close"), Question.Kind.DEFAULT, () -> {});
    }
}

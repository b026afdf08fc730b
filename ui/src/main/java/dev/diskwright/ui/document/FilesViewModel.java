package dev.diskwright.ui.document;

import dev.diskwright.core.block.AtomicOutput;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.DesignJson;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.StartingLayout;
import dev.diskwright.ui.job.JobRunner;
import dev.diskwright.ui.service.Desktop;
import dev.diskwright.ui.service.FileState;
import dev.diskwright.ui.service.FileStates;
import dev.diskwright.ui.service.Question;
import dev.diskwright.ui.service.Questions;
import dev.diskwright.ui.settings.SettingsViewModel;
import dev.diskwright.ui.text.Texts;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// New, open, save and close, with the questions they need.
public final class FilesViewModel {
    /// What design files are called by convention.
    public static final String EXTENSION = ".diskwright.json";

    /// What a file holds, and its state just before it was read.
    record Read(DesignJson.Parsed parsed, FileState state) {}

    /// What came of an attempt to save.
    private sealed interface Saved {
        record Done(FileState state) implements Saved {}

        record ChangedOutside() implements Saved {}

        record ReadOnly() implements Saved {}
    }

    private final DocumentViewModel document;
    private final SettingsViewModel settings;
    private final Desktop desktop;
    private final FileStates states;
    private final JobRunner jobs;
    private final Questions questions;
    private final Texts texts;
    private final Path home;
    private final ReadOnlyObjectWrapper<@Nullable FileState> known = new ReadOnlyObjectWrapper<>();
    private Runnable opened = () -> {};

    /// @param home folder that is offered for a design that was never saved
    public FilesViewModel(
            DocumentViewModel document,
            SettingsViewModel settings,
            Desktop desktop,
            FileStates states,
            JobRunner jobs,
            Questions questions,
            Texts texts,
            Path home) {
        this.document = document;
        this.settings = settings;
        this.desktop = desktop;
        this.states = states;
        this.jobs = jobs;
        this.questions = questions;
        this.texts = texts;
        this.home = home;
    }

    /// Takes what shows a document that was just opened, or that there is none.
    public void onOpened(Runnable newOpened) {
        opened = newOpened;
    }

    /// {@return the design's file as it was read or written last; null while the design has no file}
    public ReadOnlyObjectProperty<@Nullable FileState> knownProperty() {
        return known.getReadOnlyProperty();
    }

    /// Takes the state of the file as the one that the person knows of.
    void know(FileState state) {
        known.set(state);
    }

    /// Makes a design with a ready layout.
    ///
    /// @param layout its name, as [StartingLayout] and presets have it
    public void create(String layout) {
        for (StartingLayout it : StartingLayout.values()) {
            if (it.toString().equals(layout)) {
                whenSafe(() -> {
                    known.set(null);
                    document.open(it.design(texts.of("file.newName")), null, List.of(), false);
                    opened.run();
                });
            }
        }
    }

    /// Lets the person choose a design to open.
    public void openChosen() {
        whenSafe(() -> desktop.chooseDesign().ifPresent(this::read));
    }

    /// Takes a design that has no file yet.
    public void createFrom(Design design) {
        createFrom(design, () -> {});
    }

    /// Takes a design that has no file yet.
    ///
    /// @param then runs once it is there; never if the person rather keeps the present one
    public void createFrom(Design design, Runnable then) {
        whenSafe(() -> {
            known.set(null);
            document.open(design, null, List.of(), false);
            opened.run();
            then.run();
        });
    }

    /// Lets the person choose where a design that moved is now, and opens it.
    ///
    /// @param gone where it was
    public void locate(Path gone) {
        whenSafe(() ->
                desktop.chooseDesign()
                        .ifPresent(file -> {
                            settings.change(it -> it.withoutRecent(gone));
                            read(file);
                        }));
    }

    /// Opens a design.
    public void open(Path file) {
        whenSafe(() -> read(file));
    }

    /// Opens unsaved work as a copy, by `opener`, once that loses nothing.
    public void openCopy(Runnable opener) {
        whenSafe(() -> {
            known.set(null);
            opener.run();
            opened.run();
        });
    }

    /// Closes the design, once that loses nothing.
    public void close() {
        whenSafe(this::forget);
    }

    /// Closes the design without a question.
    public void forget() {
        known.set(null);
        document.close();
        opened.run();
    }

    private void read(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        fetch(
                absolute,
                read -> show(absolute, read),
                why -> tell(texts.of("file.openFailed", absolute.getFileName()), why));
    }

    /// Reads a design; `failed` gets a sentence.
    void fetch(Path file, Consumer<Read> done, Consumer<String> failed) {
        jobs.start(
                () -> {
                    FileState state = states.look(file);
                    return new Read(DesignJson.read(Files.readString(file)), state);
                },
                done,
                fault -> failed.accept(why(fault)));
    }

    /// {@return why what was read is not a design; empty if it is}
    Optional<String> refusal(DesignJson.Parsed parsed) {
        if (parsed.design() != null) {
            return Optional.empty();
        }
        Diagnostic problem = parsed.diagnostics().getFirst();
        return Optional.of(texts.of("problem.sentences", problem.problem(), problem.remedy()));
    }

    private void show(Path file, Read read) {
        Design design = read.parsed().design();
        if (design == null) {
            boolean newer = read.parsed().diagnostics().getFirst().code().equals("PRJ-005");
            tell(
                    texts.of(newer ? "file.newer" : "file.openFailed", file.getFileName()),
                    newer ? texts.of("file.newer.text") : refusal(read.parsed()).orElse(""));
            return;
        }
        document.open(design, file, read.parsed().diagnostics(), read.parsed().comments());
        known.set(read.state());
        settings.used(file);
        opened.run();
    }

    /// Takes what lies in the file, as one step that can be undone.
    public void reload() {
        Path file = document.fileProperty().get();
        if (file != null) {
            fetch(
                    file,
                    read -> reloaded(file, read),
                    why -> tell(texts.of("file.openFailed", file.getFileName()), why));
        }
    }

    private void reloaded(Path file, Read read) {
        Design design = read.parsed().design();
        if (!file.equals(document.fileProperty().get())) {
            return;
        }
        if (design == null) {
            tell(
                    texts.of("file.openFailed", file.getFileName()),
                    refusal(read.parsed()).orElse(""));
            return;
        }
        document.reload(
                texts.of("edit.reload", file.getFileName()),
                design,
                read.parsed().diagnostics(),
                read.parsed().comments());
        known.set(read.state());
    }

    /// Goes back to what lies in the file, once the person said so.
    public void revert() {
        Path file = document.fileProperty().get();
        if (file == null) {
            return;
        }
        ask(
                texts.of("file.revert.title", file.getFileName()),
                texts.of("file.revert.text", document.done().size()),
                choice("revert", "file.revert.button", Question.Kind.DANGER, this::reload),
                choice("cancel", "question.cancel", Question.Kind.DEFAULT, () -> {}));
    }

    /// Saves where the design came from, or asks where.
    public void save() {
        save(() -> {});
    }

    private void save(Runnable then) {
        Path file = document.fileProperty().get();
        if (file == null) {
            saveAs(then);
        } else if (document.losesComments()) {
            askAboutComments(file, then);
        } else {
            write(file, false, then);
        }
    }

    private void askAboutComments(Path file, Runnable then) {
        ask(
                texts.of("file.comments.title"),
                texts.of("file.comments.text", file.getFileName()),
                otherName(Question.Kind.DEFAULT, then),
                choice(
                        "overwrite",
                        "file.comments.overwrite",
                        Question.Kind.DANGER,
                        () -> write(file, false, then)),
                choice("cancel", "question.cancel", Question.Kind.PLAIN, () -> {}));
    }

    private Question.Choice otherName(Question.Kind kind, Runnable then) {
        return choice("other-name", "file.otherName", kind, () -> saveAs(then));
    }

    /// Asks where to save.
    public void saveAs() {
        saveAs(() -> {});
    }

    private void saveAs(Runnable then) {
        Path current = document.fileProperty().get();
        Path origin = document.origin();
        Path proposal =
                current != null
                        ? current
                        : (origin == null ? home : origin)
                                .resolve(document.require().name() + EXTENSION);
        desktop.chooseDesignTarget(proposal).ifPresent(file -> write(file, true, then));
    }

    /// @param knowingly whether the person said that the file may be replaced whatever it holds
    private void write(Path file, boolean knowingly, Runnable then) {
        Design design = document.require();
        Path absolute = file.toAbsolutePath().normalize();
        FileState last = absolute.equals(document.fileProperty().get()) ? known.get() : null;
        jobs.start(
                () -> {
                    FileState now = states.look(absolute);
                    if (now.exists() && !now.writable()) {
                        return new Saved.ReadOnly();
                    }
                    if (!knowingly && last != null && now.exists() && !now.isSameAs(last)) {
                        return new Saved.ChangedOutside();
                    }
                    writeWhole(absolute, DesignJson.write(design));
                    return new Saved.Done(states.look(absolute));
                },
                (Saved result) -> saved(absolute, design, result, then),
                fault -> tell(texts.of("file.saveFailed", absolute.getFileName()), why(fault)));
    }

    private void saved(Path file, Design design, Saved result, Runnable then) {
        switch (result) {
            case Saved.Done(FileState state) -> {
                document.savedAs(file, design);
                known.set(state);
                settings.used(file);
                then.run();
            }
            case Saved.ChangedOutside _ ->
                    ask(
                            texts.of("file.outside.title", file.getFileName()),
                            texts.of("file.outside.text"),
                            otherName(Question.Kind.DEFAULT, then),
                            choice(
                                    "overwrite",
                                    "file.outside.overwrite",
                                    Question.Kind.DANGER,
                                    () -> write(file, true, then)),
                            choice("cancel", "question.cancel", Question.Kind.PLAIN, () -> {}));
            case Saved.ReadOnly _ ->
                    ask(
                            texts.of("file.readOnly.title", file.getFileName()),
                            texts.of("file.readOnly.text"),
                            otherName(Question.Kind.DEFAULT, then),
                            choice("cancel", "question.cancel", Question.Kind.PLAIN, () -> {}));
        }
    }

    /// A reader sees the file as it was or as it will be, never a part of it.
    private static void writeWhole(Path file, String text) throws IOException {
        try (var output = AtomicOutput.create(file, true)) {
            output.write(0, MemorySegment.ofArray(text.getBytes(StandardCharsets.UTF_8)));
            output.commit();
        }
    }

    /// Runs `then` at once, or after the person said what becomes of unsaved edits.
    public void whenSafe(Runnable then) {
        if (!document.dirtyProperty().get()) {
            then.run();
            return;
        }
        ask(
                texts.of("file.unsaved.title", document.require().name()),
                texts.of("file.unsaved.text"),
                choice("save", "file.unsaved.save", Question.Kind.DEFAULT, () -> save(then)),
                choice("discard", "file.unsaved.discard", Question.Kind.DANGER, then),
                choice("cancel", "question.cancel", Question.Kind.PLAIN, () -> {}));
    }

    private Question.Choice choice(String id, String key, Question.Kind kind, Runnable action) {
        return new Question.Choice(id, texts.of(key), kind, action);
    }

    private void ask(String title, String text, Question.Choice... choices) {
        questions.ask(new Question(title, text, List.of(choices)));
    }

    private void tell(String title, String text) {
        ask(title, text, choice("close", "question.close", Question.Kind.DEFAULT, () -> {}));
    }

    private String why(Exception fault) {
        return switch (fault) {
            case java.nio.file.NoSuchFileException _ -> texts.of("file.missing");
            case java.nio.file.AccessDeniedException _ -> texts.of("file.denied");
            case CharacterCodingException _ -> texts.of("file.notText");
            default -> String.valueOf(fault.getMessage());
        };
    }
}

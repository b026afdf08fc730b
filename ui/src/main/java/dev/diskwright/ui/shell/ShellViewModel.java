package dev.diskwright.ui.shell;

import dev.diskwright.ui.build.BuildViewModel;
import dev.diskwright.ui.command.CommandRegistry;
import dev.diskwright.ui.document.DocumentViewModel;
import dev.diskwright.ui.document.FilesViewModel;
import dev.diskwright.ui.document.Selected;
import dev.diskwright.ui.document.Step;
import dev.diskwright.ui.layout.LayoutViewModel;
import dev.diskwright.ui.outline.OutlineViewModel;
import dev.diskwright.ui.problems.ProblemsViewModel;
import dev.diskwright.ui.service.Question;
import dev.diskwright.ui.service.Questions;
import dev.diskwright.ui.settings.Look;
import dev.diskwright.ui.settings.SettingsViewModel;
import dev.diskwright.ui.text.Texts;
import java.nio.file.Path;
import java.util.List;
import javafx.beans.InvalidationListener;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/// The frame: which screen is shown, which panes are open, what can be done, what is asked.
public final class ShellViewModel implements Questions {
    private final DocumentViewModel document;
    private final FilesViewModel files;
    private final SettingsViewModel settings;
    private final ProblemsViewModel problems;
    private final BuildViewModel build;
    private final LayoutViewModel layout;
    private final OutlineViewModel outline;
    private final Texts texts;
    private final CommandRegistry commands;

    private final ReadOnlyObjectWrapper<Screen> screen = new ReadOnlyObjectWrapper<>(Screen.START);
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper saved = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper hint = new ReadOnlyStringWrapper("");
    private final BooleanProperty leftOpen = new SimpleBooleanProperty(true);
    private final BooleanProperty inspectorOpen = new SimpleBooleanProperty(true);
    private final BooleanProperty overlayOpen = new SimpleBooleanProperty();
    private final BooleanProperty narrow = new SimpleBooleanProperty();
    private final BooleanProperty drawerOpen = new SimpleBooleanProperty();
    private final ObjectProperty<@Nullable Question> question = new SimpleObjectProperty<>();
    private final ReadOnlyStringWrapper needsDocument = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper needsUndo = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper needsRedo = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper needsSelection = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper needsBuild = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper needsRunning = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper undoTitle = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper redoTitle = new ReadOnlyStringWrapper("");
    private Runnable closer = () -> {};

    /// Puts the parts into one frame.
    ///
    /// @param commands takes those of the frame
    public ShellViewModel(
            CommandRegistry commands,
            DocumentViewModel document,
            FilesViewModel files,
            SettingsViewModel settings,
            ProblemsViewModel problems,
            BuildViewModel build,
            LayoutViewModel layout,
            OutlineViewModel outline,
            Texts texts) {
        this.document = document;
        this.files = files;
        this.settings = settings;
        this.problems = problems;
        this.build = build;
        this.layout = layout;
        this.outline = outline;
        this.texts = texts;
        this.commands = commands;
        files.onOpened(this::opened);
        problems.onGo(() -> {
            show(Screen.LAYOUT);
            openInspector();
        });
        outline.onOpen(this::openInspector);
        layout.onOpen(this::openInspector);
        addCommands();
        document.designProperty().subscribe(this::refresh);
        document.fileProperty().subscribe(this::refresh);
        document.dirtyProperty().subscribe(this::refresh);
        document.selectedProperty().subscribe(this::refresh);
        document.done().addListener((InvalidationListener) _ -> refresh());
        document.undone().addListener((InvalidationListener) _ -> refresh());
        build.runningProperty().subscribe(this::refresh);
        build.blockedProperty().subscribe(this::refresh);
        refresh();
    }

    private void addCommands() {
        commands.add("new", "Shortcut+N", "fth-file-plus", () -> show(Screen.START));
        commands.add("open", "Shortcut+O", "fth-folder", files::openChosen);
        commands.add("save", "Shortcut+S", "fth-save", needsDocument, files::save);
        commands.add("saveAs", "Shortcut+Shift+S", "", needsDocument, files::saveAs);
        commands.add("quit", "Shortcut+Q", "", this::requestClose);
        commands.add(
                "undo", undoTitle, "Shortcut+Z", "fth-corner-up-left", needsUndo, document::undo);
        commands.add(
                "redo",
                redoTitle,
                "Shortcut+Shift+Z",
                "fth-corner-up-right",
                needsRedo,
                document::redo);
        commands.add(
                "addPartition",
                "Insert",
                "fth-plus",
                needsDocument,
                () -> {
                    show(Screen.LAYOUT);
                    outline.addPartition();
                });
        commands.add("addFolder", "", "fth-folder-plus", needsDocument, outline::addFolder);
        commands.add("addFile", "", "fth-file-plus", needsDocument, outline::addFile);
        commands.add("remove", "", "fth-trash-2", needsSelection, outline::removeSelected);
        commands.add("start", "", "fth-home", () -> show(Screen.START));
        commands.add(
                "layout", "Shortcut+1", "fth-columns", needsDocument, () -> show(Screen.LAYOUT));
        commands.add(
                "buildScreen",
                "Shortcut+3",
                "fth-package",
                needsDocument,
                () -> show(Screen.BUILD));
        commands.add("leftPane", "Shortcut+B", "", needsDocument, () -> toggle(leftOpen));
        commands.add("inspector", "Shortcut+I", "", needsDocument, this::toggleInspector);
        commands.add("drawer", "Shortcut+J", "", needsDocument, () -> toggle(drawerOpen));
        commands.add("nextProblem", "F8", "", needsDocument, () -> problems.step(1));
        commands.add("previousProblem", "Shift+F8", "", needsDocument, () -> problems.step(-1));
        commands.add(
                "structures", "", "", needsDocument, () -> toggle(layout.structuresProperty()));
        commands.add("themeSystem", "", "", () -> theme(Look.Theme.SYSTEM));
        commands.add("themeLight", "", "", () -> theme(Look.Theme.LIGHT));
        commands.add("themeDark", "", "", () -> theme(Look.Theme.DARK));
        commands.add(
                "build",
                "F9",
                "fth-package",
                needsBuild,
                () -> {
                    show(Screen.BUILD);
                    build.start();
                });
        commands.add("cancelBuild", "Shortcut+PERIOD", "", needsRunning, build::cancel);
        commands.add("about", "", "", this::about);
    }

    private static void toggle(BooleanProperty property) {
        property.set(!property.get());
    }

    private void theme(Look.Theme theme) {
        settings.changeLook(it -> it.withTheme(theme));
    }

    private void opened() {
        hint.set("");
        overlayOpen.set(false);
        build.reset();
        show(Screen.LAYOUT);
    }

    private void refresh() {
        boolean open = document.designProperty().get() != null;
        Path file = document.fileProperty().get();
        boolean dirty = document.dirtyProperty().get();
        String name =
                !open
                        ? ""
                        : file == null || file.getFileName() == null
                                ? document.require().name()
                                : file.getFileName().toString();
        title.set(
                open
                        ? texts.of("window.title", name, dirty ? 1 : 0)
                        : texts.of("window.title.empty"));
        saved.set(
                !open
                        ? ""
                        : dirty
                                ? texts.of("status.changed")
                                : file == null
                                        ? texts.of("status.neverSaved")
                                        : texts.of("status.saved"));
        String noDocument = open ? "" : texts.of("reason.noDocument");
        needsDocument.set(noDocument);
        List<Step> done = document.done();
        List<Step> undone = document.undone();
        needsUndo.set(!open || done.isEmpty() ? texts.of("reason.nothingToUndo") : "");
        needsRedo.set(!open || undone.isEmpty() ? texts.of("reason.nothingToRedo") : "");
        undoTitle.set(
                done.isEmpty()
                        ? texts.of("command.undo")
                        : texts.of("command.undo.what", done.getLast().label()));
        redoTitle.set(
                undone.isEmpty()
                        ? texts.of("command.redo")
                        : texts.of("command.redo.what", undone.getLast().label()));
        Selected selected = document.selectedProperty().get();
        boolean removable =
                selected instanceof Selected.Partition || selected instanceof Selected.Entry;
        needsSelection.set(removable ? noDocument : texts.of("reason.nothingSelected"));
        needsBuild.set(
                !noDocument.isEmpty()
                        ? noDocument
                        : build.runningProperty().get()
                                ? texts.of("reason.building")
                                : build.blockedProperty().get());
        needsRunning.set(build.runningProperty().get() ? "" : texts.of("reason.notBuilding"));
    }

    /// Goes to a screen; without a design there is only the first.
    public void show(Screen next) {
        screen.set(document.designProperty().get() == null ? Screen.START : next);
        overlayOpen.set(false);
    }

    /// Brings the inspector into view.
    public void openInspector() {
        if (narrow.get()) {
            overlayOpen.set(true);
        } else {
            inspectorOpen.set(true);
        }
    }

    private void toggleInspector() {
        toggle(narrow.get() ? overlayOpen : inspectorOpen);
    }

    /// Closes the window, once that loses nothing the person wants.
    public void requestClose() {
        if (build.runningProperty().get()) {
            ask(
                    new Question(
                            texts.of("close.building.title"),
                            texts.of("close.building.text"),
                            List.of(
                                    new Question.Choice(
                                            "stay",
                                            texts.of("close.building.stay"),
                                            Question.Kind.DEFAULT,
                                            () -> {}),
                                    new Question.Choice(
                                            "cancel-build",
                                            texts.of("close.building.cancel"),
                                            Question.Kind.DANGER,
                                            () -> {
                                                build.cancel();
                                                requestClose();
                                            }))));
        } else {
            files.whenSafe(closer);
        }
    }

    /// Takes what closes the window.
    public void onClose(Runnable newCloser) {
        closer = newCloser;
    }

    private void about() {
        ask(
                new Question(
                        texts.of("about.title"),
                        texts.of("about.text"),
                        List.of(
                                new Question.Choice(
                                        "close",
                                        texts.of("question.close"),
                                        Question.Kind.DEFAULT,
                                        () -> {}))));
    }

    @Override
    public void ask(Question next) {
        question.set(next);
    }

    /// Takes an answer.
    public void answer(Question.Choice choice) {
        question.set(null);
        choice.action().run();
    }

    /// Leaves the question without an answer.
    public void dismiss() {
        question.set(null);
    }

    /// Shows a line in the status bar.
    public void setHint(String text) {
        hint.set(text);
    }

    /// Shows the problem list.
    public void showProblems() {
        drawerOpen.set(true);
    }

    /// {@return every command}
    public CommandRegistry commands() {
        return commands;
    }

    /// {@return the screen that is shown}
    public ReadOnlyObjectProperty<Screen> screenProperty() {
        return screen.getReadOnlyProperty();
    }

    /// {@return whether a design is open}
    public boolean hasDocument() {
        return document.designProperty().get() != null;
    }

    /// {@return title of the window}
    public ReadOnlyStringProperty titleProperty() {
        return title.getReadOnlyProperty();
    }

    /// {@return whether the design is saved, in words}
    public ReadOnlyStringProperty savedProperty() {
        return saved.getReadOnlyProperty();
    }

    /// {@return the line in the status bar}
    public ReadOnlyStringProperty hintProperty() {
        return hint.getReadOnlyProperty();
    }

    /// {@return whether the left pane is wanted}
    public BooleanProperty leftOpenProperty() {
        return leftOpen;
    }

    /// {@return whether the inspector is wanted beside the workspace}
    public BooleanProperty inspectorOpenProperty() {
        return inspectorOpen;
    }

    /// {@return whether the inspector lies over the workspace}
    public BooleanProperty overlayOpenProperty() {
        return overlayOpen;
    }

    /// {@return whether the window is too narrow for an inspector beside the workspace}
    public BooleanProperty narrowProperty() {
        return narrow;
    }

    /// {@return whether the drawer is open}
    public BooleanProperty drawerOpenProperty() {
        return drawerOpen;
    }

    /// {@return what is asked; null for nothing}
    public ObjectProperty<@Nullable Question> questionProperty() {
        return question;
    }

    /// {@return the settings}
    public SettingsViewModel settings() {
        return settings;
    }

    /// {@return the problems}
    public ProblemsViewModel problems() {
        return problems;
    }

    /// {@return the build}
    public BuildViewModel build() {
        return build;
    }

    /// {@return the layout}
    public LayoutViewModel layout() {
        return layout;
    }
}

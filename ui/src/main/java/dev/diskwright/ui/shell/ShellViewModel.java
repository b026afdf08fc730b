package dev.diskwright.ui.shell;

import dev.diskwright.core.design.Design;
import dev.diskwright.ui.build.BuildViewModel;
import dev.diskwright.ui.build.ConvertViewModel;
import dev.diskwright.ui.build.RunViewModel;
import dev.diskwright.ui.command.CommandRegistry;
import dev.diskwright.ui.document.DocumentViewModel;
import dev.diskwright.ui.document.FilesViewModel;
import dev.diskwright.ui.image.ImageViewModel;
import dev.diskwright.ui.layout.LayoutViewModel;
import dev.diskwright.ui.machine.MachineViewModel;
import dev.diskwright.ui.outline.OutlineViewModel;
import dev.diskwright.ui.problems.ProblemsViewModel;
import dev.diskwright.ui.service.Question;
import dev.diskwright.ui.service.Questions;
import dev.diskwright.ui.settings.Frame;
import dev.diskwright.ui.settings.SettingsViewModel;
import dev.diskwright.ui.text.Texts;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;

/// The frame: which screen is shown, which panes are open, what can be done, what is asked.
public final class ShellViewModel implements Questions {
    /// What the frame asks of machines that run.
    public interface Machines {
        /// There are none.
        Machines NONE =
                new Machines() {
                    @Override
                    public boolean isKnown() {
                        return false;
                    }

                    @Override
                    public boolean isLive() {
                        return false;
                    }

                    @Override
                    public void endThen(Runnable next) {
                        next.run();
                    }
                };

        /// {@return whether there is one to be shown, though it may have ended}
        boolean isKnown();

        /// {@return whether one runs}
        boolean isLive();

        /// Ends what runs, and then does something.
        void endThen(Runnable next);
    }

    private final DocumentViewModel document;
    private final FilesViewModel files;
    private final SettingsViewModel settings;
    private final ProblemsViewModel problems;
    private final BuildViewModel build;
    private final LayoutViewModel layout;
    private final Texts texts;
    private final CommandRegistry commands;

    private final ReadOnlyObjectWrapper<Screen> screen = new ReadOnlyObjectWrapper<>(Screen.START);
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper saved = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper hint = new ReadOnlyStringWrapper("");
    private final PanesViewModel panes;
    private final StringProperty layoutTab = new SimpleStringProperty("partitions");
    private final ObjectProperty<@Nullable Question> question = new SimpleObjectProperty<>();
    private @Nullable Screen before;
    private boolean resumed;
    private Runnable closer = () -> {};
    private Machines machines = Machines.NONE;
    private List<RunViewModel> runs = List.of();
    private Runnable afterRuns = () -> {};

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
            ImageViewModel image,
            ConvertViewModel convert,
            LayoutViewModel layout,
            OutlineViewModel outline,
            Texts texts) {
        this.document = document;
        this.files = files;
        this.settings = settings;
        this.problems = problems;
        this.build = build;
        this.layout = layout;
        panes = new PanesViewModel(settings);
        this.texts = texts;
        this.commands = commands;
        files.onOpened(this::opened);
        problems.onGo(this::arrive);
        document.wantedFieldProperty().subscribe(this::showTabOf);
        runs = List.of(build.run(), convert.run());
        for (RunViewModel run : runs) {
            run.runningProperty()
                    .subscribe(running -> {
                        if (!running && !isRunning()) {
                            runsEnded();
                        }
                    });
        }
        build.onGo(path -> {
            document.goTo(path);
            arrive();
        });
        settings.settingsProperty().subscribe(it -> commands.rebind(it.keys()));
        commands.singleLettersProperty().bind(settings.singleLettersProperty());
        outline.onOpen(this::openInspector);
        layout.onOpen(this::openInspector);
        var own = new ShellCommands(commands, document, settings, build, image, convert, texts);
        own.addDocument(this, files, outline);
        own.addPlaces(this, panes, layout, problems);
        own.addWork(this);
        document.designProperty().subscribe(this::refresh);
        document.fileProperty().subscribe(this::refresh);
        document.dirtyProperty().subscribe(this::refresh);
        refresh();
    }

    /// Shows where the field that was asked for is edited: on the screen of the machine, on a tab of the layout screen or
    /// in the inspector.
    private void arrive() {
        String path = document.wantedFieldProperty().get();
        if (path != null && MachineViewModel.isOn(path)) {
            show(Screen.MACHINE);
            return;
        }
        show(Screen.LAYOUT);
        if (path == null || !isOnBootTab(path) && !path.startsWith("/derived")) {
            openInspector();
        }
    }

    private void showTabOf(@Nullable String path) {
        if (path != null && isOnBootTab(path)) {
            layoutTab.set("boot");
        } else if (path != null && (path.startsWith("/contents") || path.startsWith("/derived"))) {
            layoutTab.set("contents");
        }
    }

    private static boolean isOnBootTab(String path) {
        return path.startsWith("/boot") || path.startsWith("/reproducible");
    }

    /// Brings a tab of the layout screen into view: `partitions`, `contents` or `boot`.
    public void openLayoutTab(String tab) {
        show(Screen.LAYOUT);
        layoutTab.set(tab);
    }

    /// {@return name of the tab below the strip}
    public StringProperty layoutTabProperty() {
        return layoutTab;
    }

    private void opened() {
        hint.set("");
        panes.closeOverlays();
        build.reset();
        // The first design comes up where the person last worked, unless it is a new one.
        boolean resume = !resumed && document.fileProperty().get() != null;
        resumed = true;
        String last = resume ? settings.remembered(Frame::screen) : "";
        show(
                last.equals(name(Screen.BUILD))
                        ? Screen.BUILD
                        : last.equals(name(Screen.MACHINE)) ? Screen.MACHINE : Screen.LAYOUT);
    }

    private static String name(Screen screen) {
        return screen.name().toLowerCase(Locale.ROOT);
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
    }

    /// Goes to a screen; without a design there are only those that show no part of one.
    public void show(Screen next) {
        boolean lacksDocument = next.needsDocument() && document.designProperty().get() == null;
        boolean isMachine = next == Screen.MACHINE && machines.isKnown();
        Screen shown = lacksDocument && !isMachine ? Screen.START : next;
        panes.closeOverlays();
        if (shown == screen.get()) {
            return;
        }
        boolean aside = shown == Screen.SETTINGS || shown == Screen.SHORTCUTS;
        boolean wasAside = screen.get() == Screen.SETTINGS || screen.get() == Screen.SHORTCUTS;
        before = !aside ? null : wasAside ? before : screen.get();
        screen.set(shown);
        if (shown.needsDocument() && !lacksDocument) {
            settings.changeFrame(it -> it.withScreen(name(shown)));
        }
    }

    /// Goes back to where settings or shortcuts were called from.
    ///
    /// @return whether one of them was shown
    public boolean goBack() {
        if (before == null) {
            return false;
        }
        show(before);
        return true;
    }

    /// Brings the inspector into view.
    public void openInspector() {
        panes.openInspector();
    }

    /// Brings a tab of the drawer into view: `problems`, `history` or another it has.
    public void openDrawer(String tab) {
        panes.openDrawer(tab);
    }

    private boolean isRunning() {
        return runs.stream().anyMatch(it -> it.runningProperty().get());
    }

    /// Closes the window, once that loses nothing the person wants.
    public void requestClose() {
        if (isRunning()) {
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
                                            "close-when-done",
                                            texts.of("close.building.done"),
                                            Question.Kind.PLAIN,
                                            () -> closeAfter(true)),
                                    new Question.Choice(
                                            "cancel-build",
                                            texts.of("close.building.cancel"),
                                            Question.Kind.DANGER,
                                            () -> {
                                                closeAfter(false);
                                                runs.forEach(RunViewModel::cancel);
                                            }))));
        } else if (machines.isLive()) {
            ask(
                    new Question(
                            texts.of("close.machine.title"),
                            texts.of("close.machine.text"),
                            List.of(
                                    new Question.Choice(
                                            "stay",
                                            texts.of("close.building.stay"),
                                            Question.Kind.DEFAULT,
                                            () -> {}),
                                    new Question.Choice(
                                            "stop-machine",
                                            texts.of("close.machine.stop"),
                                            Question.Kind.DANGER,
                                            () -> machines.endThen(this::requestClose)))));
        } else {
            files.whenSafe(closer);
        }
    }

    /// Takes what knows of machines that run.
    public void onMachines(Machines newMachines) {
        machines = newMachines;
    }

    /// Closes the window when what runs has ended.
    ///
    /// @param wellOnly whether it stays if that ended without an image, for the person to read why
    private void closeAfter(boolean wellOnly) {
        List<RunViewModel> running =
                runs.stream().filter(it -> it.runningProperty().get()).toList();
        if (running.isEmpty()) {
            requestClose();
            return;
        }
        afterRuns =
                () -> {
                    boolean well =
                            running.stream()
                                    .map(it -> it.outcomeProperty().get())
                                    .allMatch(it -> it != null && it.image());
                    if (!wellOnly || well) {
                        requestClose();
                    }
                };
    }

    private void runsEnded() {
        Runnable next = afterRuns;
        afterRuns = () -> {};
        next.run();
    }

    /// Takes what closes the window.
    public void onClose(Runnable newCloser) {
        closer = newCloser;
    }

    /// Tells what the program is.
    void about() {
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
        panes.openDrawer("problems");
    }

    /// {@return whether the drawer shows the problems}
    public boolean showsProblems() {
        String tab = panes.drawerTabProperty().get();
        return panes.drawerOpenProperty().get() && (tab.isEmpty() || tab.equals("problems"));
    }

    /// {@return every command}
    public CommandRegistry commands() {
        return commands;
    }

    /// {@return the screen that is shown}
    public ReadOnlyObjectProperty<Screen> screenProperty() {
        return screen.getReadOnlyProperty();
    }

    /// {@return the design that is open; null for none}
    public ObservableValue<@Nullable Design> documentProperty() {
        return document.designProperty();
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

    /// {@return which panes are open}
    public PanesViewModel panes() {
        return panes;
    }

    /// {@return whether the inspector lies over the workspace}
    public BooleanProperty overlayOpenProperty() {
        return panes.inspectorOverlayProperty();
    }

    /// {@return whether the drawer is open}
    public BooleanProperty drawerOpenProperty() {
        return panes.drawerOpenProperty();
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

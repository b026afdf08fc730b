package dev.diskwright.ui.shell;

import dev.diskwright.ui.build.BuildViewModel;
import dev.diskwright.ui.build.ConvertViewModel;
import dev.diskwright.ui.command.Command.Group;
import dev.diskwright.ui.command.CommandRegistry;
import dev.diskwright.ui.document.DocumentViewModel;
import dev.diskwright.ui.document.FilesViewModel;
import dev.diskwright.ui.document.Selected;
import dev.diskwright.ui.document.Step;
import dev.diskwright.ui.image.ImageViewModel;
import dev.diskwright.ui.layout.LayoutViewModel;
import dev.diskwright.ui.outline.OutlineViewModel;
import dev.diskwright.ui.problems.ProblemsViewModel;
import dev.diskwright.ui.settings.Look;
import dev.diskwright.ui.settings.SettingsViewModel;
import dev.diskwright.ui.text.Texts;
import java.util.List;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ReadOnlyStringWrapper;

/// The commands of the frame, and why each of them cannot be done at the moment.
final class ShellCommands {
    private final CommandRegistry commands;
    private final DocumentViewModel document;
    private final SettingsViewModel settings;
    private final BuildViewModel build;
    private final ImageViewModel image;
    private final ConvertViewModel convert;
    private final Texts texts;
    private final ReadOnlyStringWrapper needsDocument = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper needsChanges = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper needsUndo = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper needsRedo = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper needsSelection = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper needsBuild = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper needsRunning = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper needsIdle = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper needsSaved = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper undoTitle = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper redoTitle = new ReadOnlyStringWrapper("");

    ShellCommands(
            CommandRegistry commands,
            DocumentViewModel document,
            SettingsViewModel settings,
            BuildViewModel build,
            ImageViewModel image,
            ConvertViewModel convert,
            Texts texts) {
        this.commands = commands;
        this.document = document;
        this.settings = settings;
        this.build = build;
        this.image = image;
        this.convert = convert;
        this.texts = texts;
        document.designProperty().subscribe(this::refresh);
        document.selectedProperty().subscribe(this::refresh);
        document.fileProperty().subscribe(this::refresh);
        document.dirtyProperty().subscribe(this::refresh);
        document.done().addListener((InvalidationListener) _ -> refresh());
        document.undone().addListener((InvalidationListener) _ -> refresh());
        build.run().runningProperty().subscribe(this::refresh);
        convert.run().runningProperty().subscribe(this::refresh);
        image.verify().runningProperty().subscribe(this::refresh);
        build.blockedProperty().subscribe(this::refresh);
        build.commandReasonProperty().subscribe(this::refresh);
        refresh();
    }

    /// Adds those of files and steps.
    void addDocument(ShellViewModel shell, FilesViewModel files, OutlineViewModel outline) {
        commands.in(Group.FILE);
        commands.add("new", "Shortcut+N", "fth-file-plus", () -> shell.show(Screen.START));
        commands.add("open", "Shortcut+O", "fth-folder", files::openChosen);
        commands.add("openImage", "Shortcut+Shift+O", "fth-hard-drive", image::openChosen);
        commands.in(Group.FILE);
        commands.add("save", "Shortcut+S", "fth-save", needsDocument, files::save);
        commands.add("saveAs", "Shortcut+Shift+S", "", needsDocument, files::saveAs);
        commands.add("revert", "", "fth-rotate-ccw", needsChanges, files::revert);
        commands.in(Group.FILE);
        commands.add(
                "settings", "Shortcut+COMMA", "fth-settings", () -> shell.show(Screen.SETTINGS));
        commands.add("closeDesign", "Shortcut+W", "", needsDocument, files::close);
        commands.add("quit", "Shortcut+Q", "", shell::requestClose);
        commands.in(Group.EDIT);
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
                "history",
                "Shortcut+Alt+Z",
                "fth-clock",
                needsDocument,
                () -> shell.openDrawer("history"));
        commands.in(Group.EDIT);
        commands.add(
                "addPartition",
                "Insert",
                "fth-plus",
                needsDocument,
                () -> {
                    shell.show(Screen.LAYOUT);
                    shell.layout().addPartition();
                });
        commands.add("addFolder", "", "fth-folder-plus", needsDocument, outline::addFolder);
        commands.add("addFile", "", "fth-file-plus", needsDocument, outline::addFile);
        commands.in(Group.EDIT);
        commands.add("remove", "", "fth-trash-2", needsSelection, outline::removeSelected);
    }

    /// Adds those of screens, panes and colours.
    void addPlaces(
            ShellViewModel shell,
            PanesViewModel panes,
            LayoutViewModel layout,
            ProblemsViewModel problems) {
        commands.in(Group.VIEW);
        commands.add("start", "", "fth-home", () -> shell.show(Screen.START));
        commands.add(
                "layout",
                "Shortcut+1",
                "fth-columns",
                needsDocument,
                () -> shell.show(Screen.LAYOUT));
        commands.add(
                "machine",
                "Shortcut+2",
                "fth-cpu",
                needsDocument,
                () -> shell.show(Screen.MACHINE));
        commands.add(
                "buildScreen",
                "Shortcut+3",
                "fth-package",
                needsDocument,
                () -> shell.show(Screen.BUILD));
        commands.add("inspect", "Shortcut+4", "fth-hard-drive", () -> shell.show(Screen.INSPECT));
        commands.in(Group.VIEW);
        commands.add("leftPane", "Shortcut+B", "", needsDocument, panes::toggleLeft);
        commands.add("inspector", "Shortcut+I", "", needsDocument, panes::toggleInspector);
        commands.add("drawer", "Shortcut+J", "", needsDocument, panes::toggleDrawer);
        commands.in(Group.VIEW);
        commands.add("nextProblem", "F8", "", needsDocument, () -> problems.step(1));
        commands.add("previousProblem", "Shift+F8", "", needsDocument, () -> problems.step(-1));
        commands.in(Group.VIEW);
        commands.add("themeSystem", "", "", () -> theme(Look.Theme.SYSTEM));
        commands.add("themeLight", "", "", () -> theme(Look.Theme.LIGHT));
        commands.add("themeDark", "", "", () -> theme(Look.Theme.DARK));
        commands.add("themeContrast", "", "", () -> theme(Look.Theme.HIGH_CONTRAST));
        commands.in(Group.VIEW);
        commands.add("largerText", "", "", () -> text(10));
        commands.add("smallerText", "", "", () -> text(-10));
    }

    /// Adds those of building and finding out.
    void addWork(ShellViewModel shell) {
        commands.in(Group.BUILD);
        commands.add(
                "build",
                "F9",
                "fth-package",
                needsBuild,
                () -> {
                    shell.show(Screen.BUILD);
                    build.start();
                });
        commands.add(
                "dryRun",
                "Shift+F9",
                "fth-eye",
                needsIdle,
                () -> {
                    shell.show(Screen.BUILD);
                    build.rehearse();
                });
        commands.add("cancelBuild", "Shortcut+PERIOD", "", needsRunning, this::cancel);
        commands.in(Group.BUILD);
        commands.add(
                "verifyImage",
                "Shortcut+F9",
                "fth-check-square",
                image.reasonProperty(),
                () -> {
                    shell.show(Screen.INSPECT);
                    image.startVerify();
                });
        commands.add(
                "convertImage",
                "",
                "fth-repeat",
                image.reasonProperty(),
                () -> shell.show(Screen.CONVERT));
        commands.in(Group.BUILD);
        commands.add("copyBuildCommand", "", "fth-terminal", needsSaved, build::copyCommand);
        commands.in(Group.HELP);
        commands.add(
                "shortcuts", "Shortcut+SLASH", "fth-command", () -> shell.show(Screen.SHORTCUTS));
        commands.in(Group.HELP);
        commands.add("about", "", "", shell::about);
    }

    /// Cancels what runs; of several, what takes longest to do again.
    private void cancel() {
        if (build.run().runningProperty().get()) {
            build.run().cancel();
        } else if (convert.run().runningProperty().get()) {
            convert.run().cancel();
        } else {
            image.verify().cancel();
        }
    }

    private void theme(Look.Theme theme) {
        settings.changeLook(it -> it.withTheme(theme));
    }

    private void text(int percent) {
        settings.changeLook(it -> it.withTextPercent(it.textPercent() + percent));
    }

    private void refresh() {
        boolean open = document.designProperty().get() != null;
        String noDocument = open ? "" : texts.of("reason.noDocument");
        needsDocument.set(noDocument);
        needsChanges.set(
                !open
                        ? noDocument
                        : document.fileProperty().get() == null
                                ? texts.of("reason.noFile")
                                : document.dirtyProperty().get()
                                        ? ""
                                        : texts.of("reason.notChanged"));
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
        String idle =
                noDocument.isEmpty() && build.run().runningProperty().get()
                        ? texts.of("reason.building")
                        : noDocument;
        needsIdle.set(idle);
        needsBuild.set(idle.isEmpty() ? build.blockedProperty().get() : idle);
        needsSaved.set(noDocument.isEmpty() ? build.commandReasonProperty().get() : noDocument);
        boolean runs =
                build.run().runningProperty().get()
                        || convert.run().runningProperty().get()
                        || image.verify().runningProperty().get();
        needsRunning.set(runs ? "" : texts.of("reason.notRunning"));
    }
}

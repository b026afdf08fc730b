package dev.diskwright.ui;

import static java.util.Map.entry;

import dev.diskwright.ui.boot.BootController;
import dev.diskwright.ui.build.BuildController;
import dev.diskwright.ui.build.BuildLogController;
import dev.diskwright.ui.build.ConvertController;
import dev.diskwright.ui.build.PastRunsController;
import dev.diskwright.ui.build.RecordsController;
import dev.diskwright.ui.build.RunController;
import dev.diskwright.ui.build.RunOwner;
import dev.diskwright.ui.build.RunViewModel;
import dev.diskwright.ui.contents.ContentsController;
import dev.diskwright.ui.difference.DifferencesController;
import dev.diskwright.ui.fault.FaultController;
import dev.diskwright.ui.help.Explained;
import dev.diskwright.ui.help.HelpController;
import dev.diskwright.ui.history.HistoryController;
import dev.diskwright.ui.image.ImageController;
import dev.diskwright.ui.inspector.InspectorController;
import dev.diskwright.ui.layout.LayoutController;
import dev.diskwright.ui.layout.LayoutTab;
import dev.diskwright.ui.machine.DisksController;
import dev.diskwright.ui.machine.DisplayController;
import dev.diskwright.ui.machine.ExtraController;
import dev.diskwright.ui.machine.HardwareController;
import dev.diskwright.ui.machine.MachineController;
import dev.diskwright.ui.machine.NetworkController;
import dev.diskwright.ui.machine.PreviewController;
import dev.diskwright.ui.machine.SharingController;
import dev.diskwright.ui.notice.BannersController;
import dev.diskwright.ui.notice.ToastsController;
import dev.diskwright.ui.outline.OutlineController;
import dev.diskwright.ui.palette.FindController;
import dev.diskwright.ui.palette.PaletteController;
import dev.diskwright.ui.preferences.PreferencesController;
import dev.diskwright.ui.problems.ProblemsController;
import dev.diskwright.ui.running.BootCheckController;
import dev.diskwright.ui.running.RunningController;
import dev.diskwright.ui.shell.Screen;
import dev.diskwright.ui.shell.ShellController;
import dev.diskwright.ui.shell.ShellViews;
import dev.diskwright.ui.shortcuts.ShortcutsController;
import dev.diskwright.ui.start.StartController;
import dev.diskwright.ui.table.PartitionTableController;
import dev.diskwright.ui.task.TasksController;
import dev.diskwright.ui.task.TrayController;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXMLLoader;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.TabPane;
import javafx.scene.layout.StackPane;

/// Loads `X.fxml` for an `XController`, each once, and hands every controller its view model.
final class Views implements ShellViews {
    /// Which page of the manual explains a view.
    private static final Map<Class<?>, String> TOPICS =
            Map.ofEntries(
                    entry(StartController.class, "start"),
                    entry(LayoutController.class, "strip"),
                    entry(PartitionTableController.class, "strip"),
                    entry(InspectorController.class, "sizes"),
                    entry(OutlineController.class, "contents"),
                    entry(ProblemsController.class, "problems"),
                    entry(HistoryController.class, "files"),
                    entry(MachineController.class, "machine"),
                    entry(HardwareController.class, "machine#boot-path"),
                    entry(DisksController.class, "machine#disks"),
                    entry(NetworkController.class, "machine#network"),
                    entry(DisplayController.class, "machine#display"),
                    entry(SharingController.class, "machine#sharing"),
                    entry(ExtraController.class, "machine#extra-arguments"),
                    entry(PreviewController.class, "machine#the-exact-command-line"),
                    entry(RunningController.class, "machine#running-it"),
                    entry(BootCheckController.class, "machine#boot-check"),
                    entry(BuildController.class, "building"),
                    entry(ImageController.class, "images"),
                    entry(ConvertController.class, "images#converting"),
                    entry(PreferencesController.class, "settings"),
                    entry(ShortcutsController.class, "settings"));

    private final ViewModels models;
    private final DropWiring drops;
    private final Map<Class<?>, Parent> loaded = new HashMap<>();

    Views(ViewModels models) {
        this.models = models;
        drops = new DropWiring(models);
    }

    /// {@return the frame}
    Parent shell() {
        return load(
                ShellController.class,
                () -> new ShellController(models.shell(), this, models.texts()));
    }

    @Override
    public Node screen(Screen screen) {
        return switch (screen) {
            case START ->
                    drops.start(
                            load(
                                    StartController.class,
                                    () -> new StartController(models.start(), models.texts())));
            case LAYOUT ->
                    layout(
                            load(
                                    LayoutController.class,
                                    () ->
                                            new LayoutController(
                                                    models.layout(),
                                                    models.strip(),
                                                    models.stripActions(),
                                                    models.texts(),
                                                    layoutTabs())));
            case MACHINE -> drops.viewer(new MachineViews(models, this).screen());
            case BUILD -> drops.viewer(build());
            case INSPECT ->
                    drops.viewer(
                            load(
                                    ImageController.class,
                                    () ->
                                            new ImageController(
                                                    models.image(),
                                                    models.texts(),
                                                    () -> models.shell().show(Screen.CONVERT),
                                                    models.shell().commands().get("runImage"),
                                                    () ->
                                                            models.shell()
                                                                    .commands()
                                                                    .run("runImage"))));
            case CONVERT -> drops.viewer(convert());
            case SETTINGS ->
                    load(
                            PreferencesController.class,
                            () ->
                                    new PreferencesController(
                                            models.finding().preferences(), models.texts()));
            case SHORTCUTS ->
                    load(
                            ShortcutsController.class,
                            () -> new ShortcutsController(models.finding().shortcuts()));
        };
    }

    /// Its tab is that of the frame, whoever changes it.
    private Node layout(Parent view) {
        if (view.lookup("#layout-tabs") instanceof TabPane tabs) {
            var selection = tabs.getSelectionModel();
            var shown = models.shell().layoutTabProperty();
            shown.subscribe(id ->
                    tabs.getTabs().stream()
                            .filter(tab -> ("tab-" + id).equals(tab.getId()))
                            .forEach(selection::select));
            selection
                    .selectedItemProperty()
                    .subscribe(tab -> shown.set(tab.getId().substring("tab-".length())));
        }
        return drops.layout(view);
    }

    private List<LayoutTab> layoutTabs() {
        return List.of(
                new LayoutTab(
                        "partitions",
                        () ->
                                load(
                                        PartitionTableController.class,
                                        () ->
                                                new PartitionTableController(
                                                        models.table(), models.texts()))),
                new LayoutTab(
                        "contents",
                        () ->
                                drops.contents(
                                        load(
                                                ContentsController.class,
                                                () ->
                                                        new ContentsController(
                                                                models.filling().contents(),
                                                                models.texts())))),
                new LayoutTab(
                        "boot",
                        () ->
                                load(
                                        BootController.class,
                                        () ->
                                                new BootController(
                                                        models.filling().boot(), models.texts()))));
    }

    private Parent build() {
        return load(
                BuildController.class,
                () ->
                        new BuildController(
                                models.build(),
                                models.texts(),
                                run(models.build().run(), models.build()),
                                records(models.build().run())));
    }

    private Parent convert() {
        return load(
                ConvertController.class,
                () ->
                        new ConvertController(
                                models.convert(),
                                models.texts(),
                                run(models.convert().run(), models.convert()),
                                records(models.convert().run()),
                                () -> models.shell().show(Screen.INSPECT)));
    }

    private Parent run(RunViewModel run, RunOwner owner) {
        return fresh(RunController.class, new RunController(run, owner, models.texts()));
    }

    /// {@return log and past runs, which every screen of runs has for itself}
    private Parent records(RunViewModel run) {
        Parent log = fresh(BuildLogController.class, new BuildLogController(run));
        Parent past = fresh(PastRunsController.class, new PastRunsController(run.past()));
        return fresh(RecordsController.class, new RecordsController(log, past));
    }

    @Override
    public Node outline() {
        return load(
                OutlineController.class,
                () -> new OutlineController(models.outline(), models.texts()));
    }

    @Override
    public Node inspector() {
        return load(InspectorController.class, () -> new InspectorController(models.inspector()));
    }

    @Override
    public Node problems() {
        return load(
                ProblemsController.class,
                () -> new ProblemsController(models.problems(), models.texts()));
    }

    @Override
    public Node history() {
        return load(
                HistoryController.class,
                () -> new HistoryController(models.history(), models.texts()));
    }

    @Override
    public Node find() {
        return load(FindController.class, () -> new FindController(models.finding().find()));
    }

    @Override
    public Node banners() {
        return load(
                BannersController.class,
                () -> new BannersController(models.around().notices(), models.texts()));
    }

    @Override
    public Node toasts() {
        return load(
                ToastsController.class,
                () -> new ToastsController(models.around().notices(), models.texts()));
    }

    @Override
    public List<Node> layers() {
        Around around = models.around();
        return List.of(
                whenOpen(
                        around.tasks().openProperty(),
                        TasksController.class,
                        () -> new TasksController(around.tasks(), models.texts())),
                whenOpen(
                        around.help().openProperty(),
                        HelpController.class,
                        () -> new HelpController(around.help(), models.texts())),
                load(
                        PaletteController.class,
                        () -> new PaletteController(models.finding().palette())),
                whenOpen(
                        around.differences().openProperty(),
                        DifferencesController.class,
                        () -> new DifferencesController(around.differences())),
                whenOpen(
                        around.faults().openProperty(),
                        FaultController.class,
                        () -> new FaultController(around.faults())));
    }

    /// {@return a place for a view that is loaded when it is first open}
    private <C> Node whenOpen(
            ObservableValue<Boolean> open, Class<C> type, Supplier<C> controller) {
        var place = new StackPane();
        place.setPickOnBounds(false);
        open.subscribe(isOpen -> {
            if (isOpen && place.getChildren().isEmpty()) {
                place.getChildren().add(load(type, controller));
            }
        });
        return place;
    }

    @Override
    public Node tray() {
        return load(TrayController.class, () -> new TrayController(models.around().tasks()));
    }

    <C> Parent load(Class<C> type, Supplier<C> controller) {
        Parent known = loaded.get(type);
        if (known == null) {
            known = fresh(type, controller.get());
            loaded.put(type, known);
        }
        return known;
    }

    /// {@return a view of its own for a controller}
    <C> Parent fresh(Class<C> type, C controller) {
        String name = type.getSimpleName().replace("Controller", ".fxml");
        URL address = Objects.requireNonNull(type.getResource(name), name);
        var loader = new FXMLLoader(address, models.texts().bundle());
        loader.setClassLoader(type.getClassLoader());
        loader.setController(controller);
        try {
            Parent view = loader.load();
            Labels.connect(view);
            String topic = TOPICS.get(type);
            if (topic != null) {
                Explained.by(view, topic);
            }
            return view;
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}

package dev.diskwright.ui;

import dev.diskwright.ui.build.FollowUp;
import dev.diskwright.ui.command.Command;
import dev.diskwright.ui.command.CommandRegistry;
import dev.diskwright.ui.document.DocumentViewModel;
import dev.diskwright.ui.document.PlanningViewModel;
import dev.diskwright.ui.image.ImageChoice;
import dev.diskwright.ui.image.ImageViewModel;
import dev.diskwright.ui.machine.MachineViewModel.Place;
import dev.diskwright.ui.running.BootCheckViewModel;
import dev.diskwright.ui.running.RunningViewModel;
import dev.diskwright.ui.running.RunningViewModel.Phase;
import dev.diskwright.ui.service.MachineOrigin;
import dev.diskwright.ui.shell.Screen;
import dev.diskwright.ui.shell.ShellViewModel;
import dev.diskwright.ui.text.Texts;
import java.nio.file.Path;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;

/// State of machines that run, and the commands that run them. A window has one machine at a time, be it run or checked.
///
/// @param running the machine
/// @param check the boot check
record Machines(RunningViewModel running, BootCheckViewModel check)
        implements ShellViewModel.Machines {
    /// {@return view models around `document`; their commands are added}
    static Machines wire(
            ViewModels.Outside outside,
            Texts texts,
            CommandRegistry commands,
            DocumentViewModel document,
            PlanningViewModel planning,
            ImageViewModel image) {
        var running =
                new RunningViewModel(
                        document,
                        planning,
                        outside.machines(),
                        outside.jobs(),
                        outside.desktop(),
                        texts,
                        outside.clock());
        var check =
                new BootCheckViewModel(
                        document,
                        planning,
                        outside.machines(),
                        outside.jobs(),
                        outside.desktop(),
                        texts,
                        outside.clock());
        running.blockedProperty().bind(reasonWhen(check.runningProperty(), texts, "checking"));
        check.blockedProperty().bind(reasonWhen(running.liveProperty(), texts, "machineRuns"));
        var machines = new Machines(running, check);
        machines.addCommands(commands, document, image, texts);
        return machines;
    }

    private static ObservableValue<String> reasonWhen(
            ObservableValue<Boolean> condition, Texts texts, String reason) {
        return condition.map(it -> it ? texts.of("reason." + reason) : "");
    }

    private void addCommands(
            CommandRegistry commands,
            DocumentViewModel document,
            ImageViewModel image,
            Texts texts) {
        var noDocument =
                document.designProperty().map(_ -> "").orElse(texts.of("reason.noDocument"));
        var needsRun =
                Bindings.createStringBinding(
                        () ->
                                running.liveProperty().get()
                                        ? ""
                                        : noDocument.getValue().isEmpty()
                                                ? running.blockedProperty().get()
                                                : noDocument.getValue(),
                        running.liveProperty(),
                        running.blockedProperty(),
                        noDocument);
        var needsMachine =
                running.phaseProperty()
                        .map(it -> it == Phase.RUNNING ? "" : texts.of("reason.noMachine"));
        var needsLive = running.liveProperty().map(it -> it ? "" : texts.of("reason.noMachine"));
        var needsImage =
                Bindings.createStringBinding(
                        () ->
                                image.reasonProperty().get().isEmpty()
                                        ? running.blockedProperty().get()
                                        : image.reasonProperty().get(),
                        image.reasonProperty(),
                        running.blockedProperty());
        var title =
                running.liveProperty().map(it -> texts.of(it ? "command.run.show" : "command.run"));
        commands.in(Command.Group.MACHINE);
        commands.add("run", title, "F5", "fth-play", needsRun, running::run);
        commands.add("stopMachine", "Shift+F5", "fth-square", needsLive, running::stop);
        commands.add("powerDown", "", "fth-power", needsMachine, running::powerDown);
        commands.add("resetMachine", "", "fth-refresh-cw", needsMachine, running::reset);
        commands.add("runImage", "", "fth-play", needsImage, () -> runImage(image));
    }

    private void runImage(ImageViewModel image) {
        ImageChoice choice = image.choice();
        if (choice != null) {
            running.runImage(choice);
        }
    }

    /// Connects them with the screens.
    void connect(ViewModels models) {
        var machine = models.machine();
        ShellViewModel shell = models.shell();
        Texts texts = models.texts();
        CommandRegistry commands = shell.commands();
        commands.in(Command.Group.MACHINE);
        commands.add(
                "bootCheck",
                "",
                "fth-activity",
                models.document()
                        .designProperty()
                        .map(_ -> "")
                        .orElse(texts.of("reason.noDocument")),
                () -> {
                    check.ofDesign();
                    machine.open(Place.CHECK);
                });
        shell.onMachines(this);
        running.onOpen(() -> machine.open(Place.RUNNING));
        running.onGo(path -> go(models, path));
        check.onGo(path -> go(models, path));
        running.onStarted((origin, sight) -> {
            if (!(origin instanceof MachineOrigin.Alone)) {
                machine.preview().ran(sight);
            }
        });
        var onScreen = Bindings.equal(shell.screenProperty(), Screen.MACHINE);
        running.screen()
                .seenProperty()
                .bind(onScreen.and(Bindings.equal(machine.placeProperty(), Place.RUNNING)));
        check.screen()
                .seenProperty()
                .bind(onScreen.and(Bindings.equal(machine.placeProperty(), Place.CHECK)));
        models.build().run().onRun(new FollowUp(running::runBuilt, running.blockedProperty()));
        models.build().run().onCheck(new FollowUp(this::check, check.blockedProperty()));
        models.convert()
                .run()
                .onRun(
                        new FollowUp(
                                it -> running.runImage(ImageChoice.of(it)),
                                running.blockedProperty()));
        models.around().track(running, texts, () -> machine.open(Place.RUNNING));
        models.around().track(check, texts, () -> machine.open(Place.CHECK));
        check.onOpen(() -> machine.open(Place.CHECK));
    }

    private void check(Path image) {
        check.ofImage(image);
        check.open();
    }

    private static void go(ViewModels models, String path) {
        models.build().go(path);
    }

    @Override
    public boolean isKnown() {
        return running.phaseProperty().get() != Phase.NONE;
    }

    @Override
    public boolean isLive() {
        return running.liveProperty().get() || check.runningProperty().get();
    }

    @Override
    public void endThen(Runnable next) {
        running.stopThen(() -> check.cancelThen(next));
    }
}

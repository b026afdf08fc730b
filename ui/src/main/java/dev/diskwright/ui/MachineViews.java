package dev.diskwright.ui;

import dev.diskwright.ui.machine.DisksController;
import dev.diskwright.ui.machine.DisplayController;
import dev.diskwright.ui.machine.ExtraController;
import dev.diskwright.ui.machine.HardwareController;
import dev.diskwright.ui.machine.MachineController;
import dev.diskwright.ui.machine.MachineTab;
import dev.diskwright.ui.machine.MachineViewModel;
import dev.diskwright.ui.machine.NetworkController;
import dev.diskwright.ui.machine.PreviewController;
import dev.diskwright.ui.machine.SharingController;
import dev.diskwright.ui.running.BootCheckController;
import dev.diskwright.ui.running.BootCheckViewModel;
import dev.diskwright.ui.running.ConsoleController;
import dev.diskwright.ui.running.ConsoleViewModel;
import dev.diskwright.ui.running.RunningController;
import dev.diskwright.ui.running.RunningViewModel;
import dev.diskwright.ui.text.Texts;
import javafx.scene.Node;
import javafx.scene.Parent;

/// Loads the machine's screen, and each of its tabs when it is first shown.
final class MachineViews {
    private final MachineViewModel model;
    private final Machines machines;
    private final Texts texts;
    private final Views views;

    MachineViews(ViewModels models, Views views) {
        model = models.machine();
        machines = models.machines();
        texts = models.texts();
        this.views = views;
    }

    /// {@return the screen}
    Parent screen() {
        return views.load(
                MachineController.class,
                () ->
                        new MachineController(
                                model,
                                texts,
                                model.tabs().stream()
                                        .map(it -> new MachineTab(it, () -> tab(it)))
                                        .toList(),
                                preview(),
                                this::running,
                                this::check));
    }

    private Node running() {
        RunningViewModel running = machines.running();
        return views.load(
                RunningController.class,
                () ->
                        new RunningController(
                                running,
                                model.commands(),
                                texts,
                                console(running.console(), true)));
    }

    private Node check() {
        BootCheckViewModel check = machines.check();
        return views.load(
                BootCheckController.class,
                () -> new BootCheckController(check, texts, console(check.console(), false)));
    }

    /// @param typing whether the person can type into it
    private Node console(ConsoleViewModel console, boolean typing) {
        return views.fresh(ConsoleController.class, new ConsoleController(console, typing));
    }

    private Node preview() {
        return views.load(
                PreviewController.class, () -> new PreviewController(model.preview(), texts));
    }

    private Node tab(MachineViewModel.Tab tab) {
        return switch (tab) {
            case MACHINE ->
                    views.load(
                            HardwareController.class,
                            () -> new HardwareController(model.boot(), model.hardware(), texts));
            case DISKS ->
                    views.load(
                            DisksController.class, () -> new DisksController(model.disks(), texts));
            case NETWORK ->
                    views.load(
                            NetworkController.class,
                            () -> new NetworkController(model.network(), model.wiring(), texts));
            case DISPLAY ->
                    views.load(
                            DisplayController.class, () -> new DisplayController(model.display()));
            case SHARING ->
                    views.load(
                            SharingController.class,
                            () -> new SharingController(model.sharing(), texts));
            case EXTRA ->
                    views.load(
                            ExtraController.class, () -> new ExtraController(model.extra(), texts));
        };
    }
}

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
import dev.diskwright.ui.text.Texts;
import javafx.scene.Node;
import javafx.scene.Parent;

/// Loads the machine's screen, and each of its tabs when it is first shown.
final class MachineViews {
    private final MachineViewModel model;
    private final Texts texts;
    private final Views views;

    MachineViews(ViewModels models, Views views) {
        model = models.machine();
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
                                preview()));
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

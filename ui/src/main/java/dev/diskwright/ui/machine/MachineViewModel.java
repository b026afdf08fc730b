package dev.diskwright.ui.machine;

import dev.diskwright.core.design.Design;
import dev.diskwright.ui.command.Command;
import dev.diskwright.ui.command.CommandRegistry;
import dev.diskwright.ui.document.DocumentViewModel;
import dev.diskwright.ui.document.PlanningViewModel;
import dev.diskwright.ui.document.SourcePaths;
import dev.diskwright.ui.edit.FormContext;
import dev.diskwright.ui.job.JobRunner;
import dev.diskwright.ui.network.NetworkViewModel;
import dev.diskwright.ui.service.Desktop;
import dev.diskwright.ui.service.MachineServices;
import dev.diskwright.ui.text.Texts;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;

/// The machine of the open design, a view model a tab, and the preview beside them.
public final class MachineViewModel {
    /// The tabs, in their order.
    public enum Tab {
        /// How it boots and what it is made of.
        MACHINE,
        /// Disks.
        DISKS,
        /// Interfaces and wires.
        NETWORK,
        /// Screen and consoles.
        DISPLAY,
        /// What the guest reaches.
        SHARING,
        /// Further arguments.
        EXTRA;

        /// {@return its name in the texts and in node ids}
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// {@return the tab that edits what a JSON pointer names}
        public static Tab of(String path) {
            String[] parts = path.split("/", -1);
            return switch (parts.length > 2 ? parts[2] : "") {
                case "diskInterface", "diskImage", "emptyDiskImages" -> DISKS;
                case "vlans",
                        "interfaces",
                        "networkBackend",
                        "userNetwork",
                        "restrictNetwork",
                        "networkBoot" ->
                        NETWORK;
                case "graphics", "resolution", "consoles", "virtioKeyboard" -> DISPLAY;
                case "sharedDirectories", "forwardPorts", "guestAgent", "credentials", "tpm" ->
                        SHARING;
                case "qemuOptions" -> EXTRA;
                default -> MACHINE;
            };
        }
    }

    /// What the screen shows.
    public enum Place {
        /// The tabs and the preview.
        DESIGN,
        /// The machine that runs, or ran.
        RUNNING,
        /// The check whether it boots.
        CHECK;

        /// {@return its name in the texts and in node ids}
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final DocumentViewModel document;
    private final CommandRegistry commands;
    private final ObjectProperty<Place> place = new SimpleObjectProperty<>(Place.DESIGN);
    private final ObjectProperty<Tab> tab = new SimpleObjectProperty<>(Tab.MACHINE);
    private final BootPathViewModel boot;
    private final HardwareViewModel hardware;
    private final DisksViewModel disks;
    private final NetworkViewModel network;
    private final WiringViewModel wiring;
    private final DisplayViewModel display;
    private final SharingViewModel sharing;
    private final ExtraViewModel extra;
    private final PreviewViewModel preview;
    private Runnable opener = () -> {};

    /// Edits the machine of the design of `document`.
    ///
    /// @param commands takes the screen's
    public MachineViewModel(
            DocumentViewModel document,
            PlanningViewModel planning,
            SourcePaths sources,
            MachineServices services,
            JobRunner jobs,
            Desktop desktop,
            CommandRegistry commands,
            Texts texts) {
        this.document = document;
        this.commands = commands;
        var form = new MachineForm(new FormContext(document, planning, sources, texts));
        boot = new BootPathViewModel(form);
        hardware = new HardwareViewModel(form);
        disks = new DisksViewModel(form);
        wiring = new WiringViewModel(form);
        display = new DisplayViewModel(form);
        sharing = new SharingViewModel(form);
        extra = new ExtraViewModel(form);
        commands.in(Command.Group.MACHINE);
        for (Tab it : Tab.values()) {
            commands.add("machine." + it.key(), "", "", needsDesign(texts), () -> open(it));
        }
        commands.in(Command.Group.MACHINE);
        network = new NetworkViewModel(document, planning, commands, texts);
        network.onOpen(() -> open(Tab.NETWORK));
        preview = new PreviewViewModel(document, planning, services, jobs, desktop, texts);
        commands.in(Command.Group.MACHINE);
        commands.add(
                "machine.addDisk",
                "",
                "fth-hard-drive",
                needsDesign(texts),
                () -> {
                    open(Tab.DISKS);
                    disks.disks().add();
                });
        commands.add(
                "machine.copyCommand",
                "",
                "fth-clipboard",
                needsDesign(texts),
                () -> preview.copy("command"));
        document.designProperty().subscribe(this::show);
        planning.problemsProperty().subscribe(() -> show(document.designProperty().get()));
        preview.sightProperty()
                .subscribe(sight -> {
                    boot.show(sight);
                    hardware.show(sight);
                });
        document.wantedFieldProperty()
                .subscribe(path -> {
                    if (path != null && isOn(path)) {
                        place.set(Place.DESIGN);
                        tab.set(Tab.of(path));
                    }
                });
    }

    private ObservableValue<String> needsDesign(Texts texts) {
        return document.designProperty().map(_ -> "").orElse(texts.of("reason.noDocument"));
    }

    /// {@return whether the screen edits what a JSON pointer names}
    public static boolean isOn(String path) {
        return path.equals("/vm") || path.startsWith("/vm/");
    }

    private void show(@Nullable Design design) {
        if (design == null) {
            return;
        }
        if (document.done().isEmpty() && document.undone().isEmpty()) {
            boot.reset();
        }
        boot.show(design);
        hardware.show(design);
        disks.show(design);
        wiring.show(design);
        display.show(design);
        sharing.show(design);
        extra.show(design);
    }

    /// Takes what brings the screen into view.
    public void onOpen(Runnable newOpener) {
        opener = newOpener;
    }

    /// Brings a tab into view.
    public void open(Tab next) {
        opener.run();
        place.set(Place.DESIGN);
        tab.set(next);
    }

    /// Brings another part of the screen into view.
    public void open(Place next) {
        place.set(next);
        opener.run();
    }

    /// {@return the part of the screen that is in view}
    public ObjectProperty<Place> placeProperty() {
        return place;
    }

    /// {@return whether a design is open, whose machine can be edited}
    public ObservableValue<Boolean> openProperty() {
        return document.designProperty().map(_ -> true).orElse(false);
    }

    /// {@return every command}
    public CommandRegistry commands() {
        return commands;
    }

    /// {@return the tab in view}
    public ObjectProperty<Tab> tabProperty() {
        return tab;
    }

    /// {@return the tabs, in their order}
    public List<Tab> tabs() {
        return List.of(Tab.values());
    }

    /// {@return JSON pointer of the field that should have the focus; null for none}
    public ReadOnlyObjectProperty<@Nullable String> wantedFieldProperty() {
        return document.wantedFieldProperty();
    }

    /// {@return how it boots}
    public BootPathViewModel boot() {
        return boot;
    }

    /// {@return what it is made of}
    public HardwareViewModel hardware() {
        return hardware;
    }

    /// {@return its disks}
    public DisksViewModel disks() {
        return disks;
    }

    /// {@return interfaces and wires}
    public NetworkViewModel network() {
        return network;
    }

    /// {@return what the network is made of}
    public WiringViewModel wiring() {
        return wiring;
    }

    /// {@return screen and consoles}
    public DisplayViewModel display() {
        return display;
    }

    /// {@return what the guest reaches}
    public SharingViewModel sharing() {
        return sharing;
    }

    /// {@return further arguments}
    public ExtraViewModel extra() {
        return extra;
    }

    /// {@return the exact command line}
    public PreviewViewModel preview() {
        return preview;
    }
}

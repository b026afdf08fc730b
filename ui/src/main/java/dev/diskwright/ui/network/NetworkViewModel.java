package dev.diskwright.ui.network;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.Vm;
import dev.diskwright.core.design.VmForward;
import dev.diskwright.ui.command.Command;
import dev.diskwright.ui.command.CommandRegistry;
import dev.diskwright.ui.document.DocumentViewModel;
import dev.diskwright.ui.document.PlanningViewModel;
import dev.diskwright.ui.edit.Remedies;
import dev.diskwright.ui.form.ChoiceModel;
import dev.diskwright.ui.form.FieldProblem;
import dev.diskwright.ui.form.TextFieldModel;
import dev.diskwright.ui.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// The interfaces of the machine, their wires, and what hands and keys do with them. Picture and table show the same.
public final class NetworkViewModel {
    private final DocumentViewModel document;
    private final PlanningViewModel planning;
    private final CommandRegistry commands;
    private final Texts texts;
    private final ReadOnlyObjectWrapper<NetworkScene> scene =
            new ReadOnlyObjectWrapper<>(NetworkScene.EMPTY);
    private final ObjectProperty<Spot> spot = new SimpleObjectProperty<>(new Spot.Next());
    private final ReadOnlyObjectWrapper<@Nullable Aim> aim = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable TextFieldModel> naming =
            new ReadOnlyObjectWrapper<>();
    private final ObservableList<NicRow> rows = FXCollections.observableArrayList();
    private final ObservableList<NicRow> rowsView = FXCollections.unmodifiableObservableList(rows);
    private final ReadOnlyStringWrapper needsPort = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper needsDesign = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper machine = new ReadOnlyStringWrapper("");
    private Consumer<String> teller = _ -> {};
    private Runnable opener = () -> {};

    /// Shows and edits the network of the design of `document`.
    ///
    /// @param commands takes the commands of the picture
    public NetworkViewModel(
            DocumentViewModel document,
            PlanningViewModel planning,
            CommandRegistry commands,
            Texts texts) {
        this.document = document;
        this.planning = planning;
        this.commands = commands;
        this.texts = texts;
        commands.in(Command.Group.MACHINE);
        commands.addToNetwork("network.connect", "C", "fth-link", needsPort, this::pick);
        commands.addToNetwork("network.disconnect", "D", "", needsPort, this::disconnect);
        commands.addToNetwork("network.newVlan", "V", "fth-git-branch", needsDesign, this::newVlan);
        commands.addToNetwork("network.add", "Insert", "fth-plus", needsDesign, this::add);
        commands.addToNetwork("network.rename", "F2", "", needsPort, this::rename);
        commands.addToNetwork("network.remove", "Delete", "fth-trash-2", needsDesign, this::remove);
        document.designProperty().subscribe(this::refresh);
        planning.problemsProperty().subscribe(this::refresh);
        spot.subscribe(this::judge);
    }

    /// Takes what brings the picture into view.
    public void onOpen(Runnable newOpener) {
        opener = newOpener;
    }

    /// Takes who tells the person what happens.
    public void onTell(Consumer<String> newTeller) {
        teller = newTeller;
    }

    /// Tells the person something; empty tells nothing any more.
    void tell(String words) {
        teller.accept(words);
    }

    private void refresh() {
        Design design = document.designProperty().get();
        if (design == null) {
            scene.set(NetworkScene.EMPTY);
            rows.clear();
            judge();
            return;
        }
        machine.set(design.name());
        NetworkScene next = NetworkScene.of(design.vm());
        if (!next.equals(scene.get())) {
            Spot kept = carried(spot.get(), scene.get(), next);
            aim.set(null);
            naming.set(null);
            // First, so that the picture finds what has the focus when it draws itself anew.
            spot.set(kept);
            scene.set(next);
        }
        List<NicRow> shown = next.nics().stream().map(it -> row(it, next, design.vm())).toList();
        if (!shown.equals(rows)) {
            rows.setAll(shown);
        }
        judge();
    }

    /// {@return what has the focus afterwards: the same, or what took its place}
    private static Spot carried(Spot spot, NetworkScene before, NetworkScene after) {
        var walk = new Walk(after);
        if (walk.isThere(spot) && !(spot instanceof Spot.Next && before.nics().isEmpty())) {
            return spot;
        }
        if (spot instanceof Spot.Port(String nic) && !after.nics().isEmpty()) {
            int place = Math.clamp(before.indexOf(nic), 0, after.nics().size() - 1);
            return new Spot.Port(after.nics().get(place).name());
        }
        return walk.first();
    }

    private void judge() {
        boolean open = document.designProperty().get() != null;
        String none = open ? "" : texts.of("reason.noDocument");
        needsDesign.set(none);
        needsPort.set(none.isEmpty() && nic().isEmpty() ? texts.of("network.needsPort") : none);
    }

    private NicRow row(Nic nic, NetworkScene all, Vm vm) {
        FieldProblem problem = new Remedies(document, planning, texts).at(nic.path());
        String vlan =
                nic.kind() == Nic.Kind.USER
                        ? texts.of("network.user")
                        : texts.of("network.row.vlan", nic.vlan(), nic.connected() ? 1 : 0);
        String address =
                nic.kind() == Nic.Kind.USER
                        ? texts.of("network.dhcp")
                        : nic.addressed() ? nic.ipv4() : texts.of("network.noAddress");
        String forwarding = nic.kind() == Nic.Kind.USER ? forwarding(vm) : "";
        return new NicRow(
                nic,
                vlan,
                address,
                texts.of("network.model"),
                forwarding,
                problem == null ? "" : problem.severity(),
                problem == null ? "" : problem.text(),
                texts.of(
                        "network.port.spoken",
                        nic.name(),
                        all.indexOf(nic.name()) + 1,
                        all.nics().size(),
                        vlan,
                        address,
                        nic.mac()));
    }

    private String forwarding(Vm vm) {
        var words = new ArrayList<String>();
        for (VmForward it : vm.forwardPorts()) {
            words.add(
                    texts.of(
                            "network.forward." + it.from().name().toLowerCase(Locale.ROOT),
                            it.proto().name().toLowerCase(Locale.ROOT),
                            Integer.toString(it.host().port()),
                            Integer.toString(it.guest().port())));
        }
        if (vm.restrictNetwork()) {
            words.add(texts.of("network.restricted"));
        }
        return String.join(", ", words);
    }

    // ---- What is there ----

    /// {@return what the picture shows}
    public ReadOnlyObjectProperty<NetworkScene> sceneProperty() {
        return scene.getReadOnlyProperty();
    }

    /// {@return what has the focus, the same in picture and table}
    public ObjectProperty<Spot> spotProperty() {
        return spot;
    }

    /// {@return the interface in hand; null for none}
    public ReadOnlyObjectProperty<@Nullable Aim> aimProperty() {
        return aim.getReadOnlyProperty();
    }

    /// {@return the field in which the interface with the focus gets another name; null for none}
    public ReadOnlyObjectProperty<@Nullable TextFieldModel> namingProperty() {
        return naming.getReadOnlyProperty();
    }

    /// {@return what the machine is called}
    public ReadOnlyStringProperty machineProperty() {
        return machine.getReadOnlyProperty();
    }

    /// {@return the interfaces as rows}
    public ObservableList<NicRow> rows() {
        return rowsView;
    }

    /// {@return the row of an interface}
    public Optional<NicRow> row(String nic) {
        return rows.stream().filter(it -> it.nic().name().equals(nic)).findFirst();
    }

    /// {@return every command}
    public CommandRegistry commands() {
        return commands;
    }

    private Optional<Nic> nic() {
        return spot.get() instanceof Spot.Port(String name)
                ? scene.get().nic(name)
                : Optional.empty();
    }

    /// {@return what a wire is called}
    public String heading(Spot lane) {
        return switch (lane) {
            case Spot.Wire(int vlan) -> texts.of("network.vlan", vlan);
            case Spot.Next _ ->
                    scene.get().next() < 0
                            ? texts.of("network.noNext")
                            : texts.of("network.next", scene.get().next());
            case Spot.User _ -> texts.of("network.user");
            case Spot.Port(String nic) -> nic;
        };
    }

    /// {@return the network on a wire}
    public String subheading(Spot lane) {
        return switch (lane) {
            case Spot.Wire(int vlan) when vlan > 0 && vlan < 256 ->
                    texts.of("network.subnet", Integer.toString(vlan));
            case Spot.Wire _ -> texts.of("network.noSubnet");
            case Spot.Next _, Spot.Port _ -> "";
            case Spot.User _ ->
                    scene.get().user() ? texts.of("network.nat") : texts.of("network.off");
        };
    }

    /// {@return all about a wire, for who cannot see it}
    public String spoken(Spot lane) {
        return switch (lane) {
            case Spot.Wire(int vlan) -> {
                List<String> on = scene.get().on(vlan);
                yield texts.of("network.wire.spoken", vlan, on.size(), String.join(", ", on));
            }
            case Spot.Next _ -> texts.of("network.next.spoken", Math.max(0, scene.get().next()));
            case Spot.User _ -> texts.of("network.user.spoken", scene.get().user() ? 1 : 0);
            case Spot.Port(String nic) -> row(nic).map(NicRow::spoken).orElse(nic);
        };
    }

    // ---- One edit ----

    private boolean perform(Function<NetworkEdits, Change> gesture) {
        if (document.designProperty().get() == null) {
            return false;
        }
        return take(gesture.apply(new NetworkEdits(document.require().vm())));
    }

    private boolean take(Change change) {
        return switch (change) {
            case Change.Same _ -> false;
            case Change.Refused refused -> {
                teller.accept(words(refused));
                yield false;
            }
            case Change.Done done -> {
                String label = texts.of("edit.network." + done.label(), done.arguments().toArray());
                document.apply(label, new Edit.SetVm(done.vm()));
                if (!done.focus().isEmpty()) {
                    spot.set(new Spot.Port(done.focus()));
                }
                yield true;
            }
        };
    }

    private String words(Change.Refused it) {
        return texts.of("network.refused." + it.reason(), it.arguments().toArray());
    }

    // ---- An interface in hand ----

    /// Takes an interface in hand.
    public void grab(String nic, boolean byKeys) {
        scene.get()
                .nic(nic)
                .ifPresent(it -> {
                    spot.set(new Spot.Port(nic));
                    int lane = scene.get().laneOf(it);
                    hold(nic, lane < 0 ? new Drop.Off() : new Drop.Lane(lane), byKeys);
                });
    }

    /// Takes the interface with the focus in hand, for arrows to choose its wire; one in hand is let go.
    public void pick() {
        if (aim.get() != null) {
            release();
            return;
        }
        opener.run();
        nic().ifPresent(it -> grab(it.name(), true));
    }

    /// Moves the interface in hand over something.
    public void aimAt(Drop drop) {
        Aim held = aim.get();
        if (held != null && !held.drop().equals(drop)) {
            hold(held.nic(), drop, held.byKeys());
        }
    }

    /// Moves the interface in hand from lane to lane; left of the first there is nothing to plug it into.
    ///
    /// @param step 1 to the right, -1 to the left
    public void aimBeside(int step) {
        Aim held = aim.get();
        if (held != null) {
            int lane = held.drop() instanceof Drop.Lane(int at) ? at : -1;
            int last = scene.get().vlans().size() + 1;
            int next = Math.clamp(lane + step, -1, last);
            aimAt(next < 0 ? new Drop.Off() : new Drop.Lane(next));
        }
    }

    private void hold(String nic, Drop drop, boolean byKeys) {
        Nic it = scene.get().nic(nic).orElseThrow();
        Target target = scene.get().target(drop);
        Change change = new NetworkEdits(document.require().vm()).connect(it, target);
        String words =
                switch (change) {
                    case Change.Refused refused -> words(refused);
                    case Change.Same _ -> texts.of("network.aim.same", nic);
                    case Change.Done done ->
                            texts.of("edit.network." + done.label(), done.arguments().toArray());
                };
        aim.set(new Aim(nic, drop, byKeys, words, change instanceof Change.Refused));
        teller.accept(words);
    }

    /// Lets the interface in hand go where it is: one step, or none.
    public void release() {
        Aim held = aim.get();
        aim.set(null);
        if (held != null) {
            Target target = scene.get().target(held.drop());
            scene.get()
                    .nic(held.nic())
                    .ifPresent(it -> perform(edits -> edits.connect(it, target)));
        }
    }

    /// Lets the interface in hand go back to where it was.
    public void cancel() {
        if (aim.get() != null) {
            aim.set(null);
            teller.accept("");
        }
    }

    // ---- Commands ----

    /// Plugs or unplugs the interface with the focus.
    public void disconnect() {
        cancel();
        nic().ifPresent(it ->
                perform(edits -> it.connected() ? edits.disconnect(it) : edits.reconnect(it)));
    }

    /// Makes the next vlan: of the interface with the focus if it can move, else with a new one.
    public void newVlan() {
        cancel();
        opener.run();
        Optional<Nic> held = nic().filter(it -> it.kind() != Nic.Kind.USER);
        perform(edits ->
                held.isPresent() ? edits.connect(held.get(), new Target.Next()) : edits.addVlan());
    }

    /// Brings an interface into view, with the focus on its port.
    ///
    /// @param nic its name
    public void open(String nic) {
        cancel();
        opener.run();
        spot.set(new Spot.Port(nic));
    }

    /// Makes the next vlan with an interface on it.
    public void addVlan() {
        cancel();
        perform(NetworkEdits::addVlan);
    }

    /// Adds an interface on the wire with the focus, or that of the port with the focus, or the first.
    public void add() {
        cancel();
        opener.run();
        int first = scene.get().vlans().isEmpty() ? 1 : scene.get().vlans().getFirst();
        int vlan =
                switch (spot.get()) {
                    case Spot.Wire(int number) -> number;
                    case Spot.Port _ -> nic().map(Nic::vlan).filter(it -> it >= 0).orElse(first);
                    case Spot.Next _ -> Math.max(1, scene.get().next());
                    case Spot.User _ -> first;
                };
        perform(edits -> edits.add(vlan));
    }

    /// Asks for another name of the interface with the focus.
    public void rename() {
        cancel();
        opener.run();
        nic().ifPresent(it -> naming.set(field(it, NicColumn.NAME)));
    }

    /// Stops asking for a name.
    public void endNaming() {
        naming.set(null);
    }

    /// Takes out what has the focus.
    public void remove() {
        cancel();
        switch (spot.get()) {
            case Spot.Port _ -> nic().ifPresent(it -> perform(edits -> edits.remove(it)));
            case Spot.Wire(int vlan) -> perform(edits -> edits.removeVlan(vlan));
            case Spot.User _ ->
                    scene.get().nic("eth0").ifPresent(it -> perform(edits -> edits.remove(it)));
            case Spot.Next _ -> teller.accept(texts.of("network.refused.nothing"));
        }
    }

    /// Does what Enter does: picks a port up, makes the next vlan, switches the user network.
    public void activate() {
        if (aim.get() != null) {
            release();
            return;
        }
        switch (spot.get()) {
            case Spot.Port _ -> pick();
            case Spot.Next _ -> addVlan();
            case Spot.User _ -> toggleUser();
            case Spot.Wire _ -> add();
        }
    }

    private void toggleUser() {
        Optional<Nic> user = scene.get().nic("eth0").filter(it -> it.kind() == Nic.Kind.USER);
        perform(edits -> user.isPresent() ? edits.disconnect(user.get()) : edits.joinUser());
        spot.set(new Spot.User());
    }

    // ---- Cells ----

    /// {@return whether a cell can be edited; if not, says why}
    public boolean edit(NicRow row, NicColumn column) {
        if (!column.isEditable()) {
            return false;
        }
        boolean can =
                switch (row.nic().kind()) {
                    case USER -> false;
                    case LISTED -> column == NicColumn.NAME || column == NicColumn.VLAN;
                    case NAMED -> true;
                };
        if (!can) {
            teller.accept(texts.of("network.refused.byPlace", row.nic().name()));
        }
        return can;
    }

    /// {@return a field for what is typed into a cell}
    public TextFieldModel field(Nic nic, NicColumn column) {
        var field =
                new TextFieldModel(
                        nic.path() + "/" + column.key(),
                        text -> check(nic, column, text),
                        text -> perform(edits -> change(edits, nic, column, text)));
        if (column == NicColumn.MAC) {
            field.promptProperty().set(nic.mac());
        }
        field.show(
                switch (column) {
                    case NAME -> nic.name();
                    case VLAN -> Integer.toString(nic.vlan());
                    case MAC -> nic.givenMac();
                    case ADDRESS, MODEL, FORWARDING -> "";
                });
        return field;
    }

    private Change change(NetworkEdits edits, Nic nic, NicColumn column, String text) {
        return switch (column) {
            case NAME -> edits.rename(nic, text);
            case VLAN -> edits.connect(nic, new Target.Vlan(vlan(text)));
            case MAC -> edits.address(nic, text);
            case ADDRESS, MODEL, FORWARDING -> new Change.Same();
        };
    }

    private int vlan(String text) {
        try {
            int number = Integer.parseInt(text.strip());
            if (NetworkNumbers.isByte(number)) {
                return number;
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw new IllegalArgumentException(texts.of("number.range", 0, 255));
    }

    private String check(Nic nic, NicColumn column, String text) {
        Change change = change(new NetworkEdits(document.require().vm()), nic, column, text);
        if (change instanceof Change.Refused refused) {
            throw new IllegalArgumentException(words(refused));
        }
        return column == NicColumn.NAME
                ? texts.of("network.name.left", 15 - text.strip().length())
                : "";
    }

    /// {@return a choice for a cell}
    public ChoiceModel choice(Nic nic) {
        var choice =
                new ChoiceModel(
                        nic.path() + "/assignIP",
                        List.of(
                                new ChoiceModel.Option("auto", texts.of("network.address.auto")),
                                new ChoiceModel.Option("none", texts.of("network.address.none"))),
                        key -> perform(edits -> edits.assign(nic, key.equals("auto"))));
        choice.show(nic.addressed() ? "auto" : "none", "");
        return choice;
    }
}

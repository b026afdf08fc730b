package dev.diskwright.ui.machine;

import dev.diskwright.ui.form.ChoiceRow;
import dev.diskwright.ui.form.FlagRow;
import dev.diskwright.ui.form.TextRow;
import dev.diskwright.ui.text.Texts;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Map;
import javafx.beans.value.ObservableBooleanValue;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/// Binds `Hardware.fxml`: boot path, firmware and what the machine is made of.
public final class HardwareController {
    private final BootPathViewModel boot;
    private final HardwareViewModel hardware;
    private final Texts texts;

    @FXML private VBox paths;
    @FXML private Label pathNote;
    @FXML private Label pathProblem;
    @FXML private VBox bootFields;
    @FXML private TextRow kernel;
    @FXML private TextRow initrd;
    @FXML private TextRow cmdline;
    @FXML private TextRow firmware;
    @FXML private TextRow variables;
    @FXML private ChoiceRow keep;
    @FXML private TextRow bios;
    @FXML private VBox secureBoot;
    @FXML private VBox foundBox;
    @FXML private VBox found;
    @FXML private Label looked;
    @FXML private ChoiceRow architecture;
    @FXML private TextRow machine;
    @FXML private TextRow cpu;
    @FXML private TextRow cores;
    @FXML private TextRow memory;
    @FXML private ChoiceRow acceleration;
    @FXML private TextRow node;

    /// Shows `boot` and `hardware`.
    @SuppressWarnings("NullAway.Init") // the loader fills the fields
    public HardwareController(BootPathViewModel boot, HardwareViewModel hardware, Texts texts) {
        this.boot = boot;
        this.hardware = hardware;
        this.texts = texts;
    }

    @FXML
    private void initialize() {
        fillPaths();
        words(pathNote, boot.noteProperty());
        words(pathProblem, boot.problemProperty());
        kernel.bind(boot.kernel());
        initrd.bind(boot.initrd());
        cmdline.bind(boot.cmdline());
        firmware.bind(boot.firmware());
        variables.bind(boot.variables());
        keep.bind(boot.keep());
        bios.bind(boot.bios());
        secureBoot.getChildren().add(flag(new FlagRow(boot.secureBoot()), "/vm/efi/secureBoot"));
        FieldPaths.mark(bootFields, "/vm/efi/enable");
        FieldPaths.mark(paths, "/vm/directBoot/enable");
        boot.found().addListener((ListChangeListener<MachineSight.Firmware>) _ -> fillFound());
        boot.chosenProperty().subscribe(_ -> fillFound());
        words(looked, boot.lookedProperty());
        architecture.bind(hardware.architecture());
        machine.bind(hardware.machine());
        cpu.bind(hardware.cpu());
        cores.bind(hardware.cores());
        memory.bind(hardware.memory());
        acceleration.bind(hardware.acceleration());
        hardware.accelerationNoteProperty().subscribe(acceleration::setHint);
        node.bind(hardware.node());
    }

    private static Node flag(FlagRow row, String path) {
        FieldPaths.mark(row, path);
        return row;
    }

    private static void words(Label label, javafx.beans.property.ReadOnlyStringProperty text) {
        label.textProperty().bind(text);
        shown(label, text.isNotEmpty());
    }

    private static void shown(Node node, ObservableBooleanValue when) {
        node.visibleProperty().bind(when);
        node.managedProperty().bind(when);
    }

    private void fillPaths() {
        var group = new ToggleGroup();
        Map<BootPath, RadioButton> buttons = new EnumMap<>(BootPath.class);
        for (BootPath it : BootPath.values()) {
            var button = new RadioButton(texts.of("machine.path." + it.key()));
            button.setId("path-" + it.key());
            button.setToggleGroup(group);
            button.setWrapText(true);
            button.setMinHeight(Region.USE_PREF_SIZE);
            button.setOnAction(_ -> boot.choose(it));
            paths.getChildren().add(button);
            buttons.put(it, button);
        }
        boot.pathProperty()
                .subscribe(path -> {
                    RadioButton button = buttons.get(path);
                    if (button != null) {
                        button.setSelected(true);
                    }
                });
    }

    private void fillFound() {
        var rows = new ArrayList<Node>();
        for (MachineSight.Firmware it : boot.found()) {
            rows.add(row(it));
        }
        found.getChildren().setAll(rows);
        foundBox.setVisible(!rows.isEmpty());
        foundBox.setManaged(!rows.isEmpty());
    }

    private Node row(MachineSight.Firmware it) {
        boolean used = it.code().equals(boot.chosenProperty().get());
        var name = new Label(it.code());
        name.getStyleClass().add("firmware-name");
        name.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
        name.setMinWidth(0);
        name.setTooltip(new Tooltip(it.code()));
        var about = new Label(boot.about(it));
        about.getStyleClass().add("card-note");
        about.setWrapText(true);
        about.setMinHeight(Region.USE_PREF_SIZE);
        var origin = new Label(it.origin());
        origin.getStyleClass().add("firmware-origin");
        origin.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
        origin.setMinWidth(0);
        origin.setTooltip(new Tooltip(it.origin()));
        var words = new VBox(name, about, origin);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        var row = new HBox(8, words);
        row.getStyleClass().add("firmware-row");
        if (used) {
            var mark = new Label(texts.of("machine.firmware.used"));
            mark.setGraphic(new FontIcon("fth-check"));
            mark.getStyleClass().add("firmware-used");
            mark.setMinWidth(Region.USE_PREF_SIZE);
            row.getChildren().add(mark);
        } else {
            var use = new Button(texts.of("machine.firmware.use"));
            use.getStyleClass().add("small");
            use.setMinWidth(Region.USE_PREF_SIZE);
            use.setAccessibleText(texts.of("machine.firmware.use.spoken", it.code()));
            use.setOnAction(_ -> boot.use(it));
            row.getChildren().add(use);
        }
        return row;
    }
}

package dev.diskwright.ui.boot;

import dev.diskwright.ui.form.TextRow;
import dev.diskwright.ui.text.Texts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableBooleanValue;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/// Binds `Boot.fxml`.
public final class BootController {
    private static final PseudoClass REFUSED = PseudoClass.getPseudoClass("refused");
    private static final Map<String, String> GLYPHS =
            Map.of(
                    "has", "fth-check-circle",
                    "lacks", "fth-alert-octagon",
                    "advice", "fth-alert-triangle",
                    "info", "fth-info");
    private static final double ROW = 28;

    private final BootViewModel model;
    private final Texts texts;

    @FXML private VBox loaders;
    @FXML private Label loaderNote;
    @FXML private Label verdict;
    @FXML private VBox checklist;
    @FXML private TextRow kernel;
    @FXML private VBox linuxPart;
    @FXML private InitrdRows initrds;
    @FXML private WordChips words;
    @FXML private Label effective;
    @FXML private TextRow busybox;
    @FXML private TextRow modules;
    @FXML private TextRow stub;
    @FXML private TextRow systemdBoot;
    @FXML private VBox biosLoaders;
    @FXML private CheckBox makeImages;
    @FXML private TextRow timeout;
    @FXML private TextRow defaultEntry;
    @FXML private TextRow signingKey;
    @FXML private TextRow certificate;
    @FXML private HBox policies;
    @FXML private Label policyNote;
    @FXML private TextRow seed;
    @FXML private TextRow timestamp;
    @FXML private TableView<IdentityRow> identities;
    @FXML private TableColumn<IdentityRow, String> owner;
    @FXML private TableColumn<IdentityRow, String> kind;
    @FXML private TableColumn<IdentityRow, String> value;
    @FXML private TableColumn<IdentityRow, String> origin;
    @FXML private Label copied;

    /// Shows `model`.
    @SuppressWarnings("NullAway.Init") // the loader fills the fields
    public BootController(BootViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
    }

    @FXML
    private void initialize() {
        choices(loaders, "loader", model.loaders(), model.loaderProperty(), model::choose);
        choices(biosLoaders, "bios", model.biosLoaders(), model.biosProperty(), model::chooseBios);
        makeImages.setOnAction(_ -> model.makeImages(makeImages.isSelected()));
        model.makeImagesProperty().subscribe(makeImages::setSelected);
        shown(makeImages, model.grubProperty());
        timeout.bind(model.timeout());
        defaultEntry.bind(model.defaultEntry());
        signingKey.bind(model.signingKey());
        certificate.bind(model.certificate());
        loaderNote.textProperty().bind(model.loaderNoteProperty());
        shown(loaderNote, model.loaderNoteProperty().isNotEmpty());
        verdict.textProperty().bind(model.verdictProperty());
        model.needs().addListener((ListChangeListener<NeedRow>) _ -> fillChecklist());
        fillChecklist();
        kernel.bind(model.kernel());
        busybox.bind(model.busybox());
        modules.bind(model.modules());
        stub.bind(model.stub());
        systemdBoot.bind(model.systemdBoot());
        shown(linuxPart, model.linuxProperty());
        initrds.bind(model, texts);
        words.bind(model, texts);
        effective.textProperty().bind(model.effectiveProperty());
        bindIdentity(model.identity());
        // Later, as the tab with this view may just be on its way into the window.
        model.wantedFieldProperty().subscribe(path -> Platform.runLater(() -> focus(path)));
    }

    /// Focuses what edits the field `path`, if it is one of this view and still wanted.
    private void focus(@Nullable String path) {
        if (path == null || !path.equals(model.wantedFieldProperty().get())) {
            return;
        }
        for (TextRow row :
                List.of(
                        kernel,
                        systemdBoot,
                        busybox,
                        modules,
                        stub,
                        timeout,
                        defaultEntry,
                        signingKey,
                        certificate,
                        seed,
                        timestamp)) {
            if (path.equals(row.path()) && row.isManaged()) {
                row.focus();
                return;
            }
        }
        if (path.startsWith("/boot/initramfs") && linuxPart.isManaged()) {
            busybox.focus();
        } else if (path.startsWith("/boot/bios")) {
            focusInside(biosLoaders);
        } else if (path.startsWith("/boot/initrd") && linuxPart.isManaged()) {
            focusInside(initrds);
        } else if (path.startsWith("/boot/cmdline") && linuxPart.isManaged()) {
            focusInside(words);
        } else if (path.startsWith("/boot")) {
            focusInside(loaders);
        } else if (path.startsWith("/reproducible")) {
            focusInside(policies);
        }
    }

    /// Focuses the chosen button inside `part`, or whatever comes first in it.
    private static void focusInside(Parent part) {
        Node first = null;
        for (Node it : part.lookupAll("*")) {
            boolean chosen = it instanceof RadioButton button && button.isSelected();
            if (chosen || first == null && it.isFocusTraversable() && !it.equals(part)) {
                first = it;
            }
        }
        if (first != null) {
            first.requestFocus();
        }
    }

    private static void shown(Node node, ObservableBooleanValue when) {
        node.visibleProperty().bind(when);
        node.managedProperty().bind(when);
    }

    private void choices(
            VBox box,
            String name,
            List<String> keys,
            ReadOnlyStringProperty chosen,
            Consumer<String> choose) {
        var group = new ToggleGroup();
        Map<String, RadioButton> buttons = new HashMap<>();
        for (String key : keys) {
            String text = "boot.%s.%s".formatted(name, key);
            var button = new RadioButton(texts.of(text));
            button.setId(name + "-" + key);
            button.setToggleGroup(group);
            button.setMinWidth(Region.USE_PREF_SIZE);
            button.setOnAction(_ -> choose.accept(key));
            var about = new Label(texts.of(text + ".help"));
            about.getStyleClass().add("card-note");
            about.setWrapText(true);
            about.setMinHeight(Region.USE_PREF_SIZE);
            button.setAccessibleHelp(about.getText());
            var row = new VBox(button, about);
            row.getStyleClass().add("loader-row");
            box.getChildren().add(row);
            buttons.put(key, button);
        }
        chosen.subscribe(key -> {
            RadioButton button = buttons.get(key);
            if (button != null) {
                button.setSelected(true);
            }
        });
    }

    private void fillChecklist() {
        var rows = new ArrayList<Node>();
        for (NeedRow need : model.needs()) {
            rows.add(row(need));
        }
        checklist.getChildren().setAll(rows);
    }

    private Node row(NeedRow need) {
        var glyph = new FontIcon(GLYPHS.getOrDefault(need.state(), "fth-info"));
        glyph.getStyleClass().add("glyph");
        var text = new Label(need.text());
        text.setWrapText(true);
        text.setMinHeight(Region.USE_PREF_SIZE);
        text.setAccessibleText(need.stateWord() + ": " + need.text());
        Tooltip.install(glyph, new Tooltip(need.stateWord()));
        var words = new VBox(4, text);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        var buttons = new HBox(6);
        if (!need.fix().isEmpty()) {
            buttons.getChildren()
                    .add(button("fix-" + need.id(), need.fix(), () -> model.fix(need)));
        }
        if (!need.choose().isEmpty()) {
            buttons.getChildren()
                    .add(button("choose-" + need.id(), need.choose(), () -> model.choose(need)));
        }
        if (!buttons.getChildren().isEmpty()) {
            words.getChildren().add(buttons);
        }
        var row = new HBox(8, glyph, words);
        row.setId("need-" + need.id());
        row.setAlignment(Pos.TOP_LEFT);
        row.getStyleClass().addAll("need", need.state());
        return row;
    }

    private static Button button(String id, String words, Runnable action) {
        var button = new Button(words);
        button.setId(id);
        button.getStyleClass().add("small");
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(_ -> action.run());
        return button;
    }

    private void bindIdentity(IdentityViewModel identity) {
        var group = new ToggleGroup();
        for (IdentityPolicy it : IdentityPolicy.values()) {
            var button = new RadioButton(texts.of("identity.policy." + it.key()));
            button.setId("policy-" + it.key());
            button.setToggleGroup(group);
            button.setMinWidth(Region.USE_PREF_SIZE);
            button.setOnAction(_ -> {
                identity.choose(it);
                select(group, identity.policyProperty().get());
            });
            button.setUserData(it);
            policies.getChildren().add(button);
            if (it == IdentityPolicy.NIXOS) {
                identity.nixosRefusedProperty()
                        .subscribe(reason -> {
                            button.pseudoClassStateChanged(REFUSED, !reason.isEmpty());
                            button.setTooltip(reason.isEmpty() ? null : new Tooltip(reason));
                            button.setAccessibleHelp(reason);
                        });
            }
        }
        identity.policyProperty().subscribe(policy -> select(group, policy));
        policyNote.textProperty().bind(identity.noteProperty());
        seed.bind(identity.seed());
        timestamp.bind(identity.timestamp());
        copied.textProperty().bind(identity.copiedProperty());
        identities.setItems(identity.rows());
        identities.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_NEXT_COLUMN);
        column(owner, IdentityRow::owner, false);
        column(kind, IdentityRow::kind, false);
        column(value, IdentityRow::value, true);
        column(origin, IdentityRow::origin, false);
        identity.rows().addListener((ListChangeListener<IdentityRow>) _ -> fit(identity.rows()));
        fit(identity.rows());
        identities.setOnKeyPressed(event -> copy(event, identity));
        identities.setOnMouseClicked(event -> {
            IdentityRow row = identities.getSelectionModel().getSelectedItem();
            if (event.getClickCount() == 2 && row != null) {
                identity.copy(row);
            }
        });
    }

    private static void select(ToggleGroup group, IdentityPolicy policy) {
        group.getToggles().stream()
                .filter(toggle -> toggle.getUserData() == policy)
                .forEach(toggle -> toggle.setSelected(true));
    }

    private void copy(KeyEvent event, IdentityViewModel identity) {
        IdentityRow row = identities.getSelectionModel().getSelectedItem();
        if (row != null && event.isShortcutDown() && event.getCode() == KeyCode.C) {
            identity.copy(row);
            event.consume();
        }
    }

    /// The whole table is in view; the tab scrolls, not the table.
    private void fit(List<IdentityRow> rows) {
        double height = ROW * (rows.size() + 1) + 12;
        identities.setMinHeight(height);
        identities.setPrefHeight(height);
    }

    private static void column(
            TableColumn<IdentityRow, String> column,
            Function<IdentityRow, String> of,
            boolean fixed) {
        column.setCellValueFactory(row -> new ReadOnlyStringWrapper(of.apply(row.getValue())));
        column.setCellFactory(_ ->
                new TableCell<>() {
                    private final Tooltip bubble = new Tooltip();

                    @Override
                    protected void updateItem(String item, boolean empty) {
                        super.updateItem(item, empty);
                        setText(empty ? null : item);
                        bubble.setText(empty ? "" : item);
                        setTooltip(empty ? null : bubble);
                    }
                });
        if (fixed) {
            column.getStyleClass().add("mono");
        }
    }

    @FXML
    private void addInitrd() {
        model.addInitrd();
    }

    @FXML
    private void now() {
        model.identity().now();
    }

    @FXML
    private void copyAll() {
        model.identity().copyAll();
    }
}

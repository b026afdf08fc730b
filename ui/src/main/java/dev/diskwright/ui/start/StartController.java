package dev.diskwright.ui.start;

import dev.diskwright.resources.WindowResources;
import dev.diskwright.ui.text.Texts;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import javafx.beans.InvalidationListener;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/// Binds `Start.fxml`.
public final class StartController {
    private static final PseudoClass DROPPING = PseudoClass.getPseudoClass("dropping");

    private final StartViewModel model;
    private final Texts texts;

    @FXML private FlowPane presets;
    @FXML private FlowPane others;
    @FXML private VBox unsavedSection;
    @FXML private VBox unsaved;
    @FXML private VBox recent;
    @FXML private Node dropArea;
    @FXML private ImageView logo;

    /// Shows `model`.
    @SuppressWarnings("NullAway.Init") // the loader fills the fields
    public StartController(StartViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
    }

    @FXML
    private void initialize() {
        logo.setImage(new Image(WindowResources.icon(128)));
        model.presets().forEach(card -> presets.getChildren().add(card(card)));
        model.others().forEach(card -> others.getChildren().add(small(card)));
        model.recent().addListener((InvalidationListener) _ -> showRecent());
        showRecent();
        model.unsaved().addListener((InvalidationListener) _ -> showUnsaved());
        showUnsaved();
    }

    private Button card(PresetCard card) {
        Label title = label(card.title(), "card-title");
        Label sentence = label(card.sentence(), "card-text");
        sentence.setWrapText(true);
        var content = new VBox(8, new PresetDrawing(card.parts()), title, sentence);
        content.setFillWidth(true);
        Button button = create(card);
        button.setGraphic(content);
        button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        button.getStyleClass().add("preset-card");
        return button;
    }

    private Button small(PresetCard card) {
        Button button = create(card);
        button.setText(card.title());
        button.getStyleClass().add("preset-small");
        button.setTooltip(new Tooltip(card.sentence()));
        return button;
    }

    private Button create(PresetCard card) {
        var button = new Button();
        button.setId("preset-" + card.key());
        button.setAccessibleText(card.title() + ". " + card.sentence());
        button.setOnAction(_ -> model.create(card));
        return button;
    }

    private static Label label(String text, String style) {
        var label = new Label(text);
        label.getStyleClass().add(style);
        return label;
    }

    private void showUnsaved() {
        unsaved.getChildren().setAll(model.unsaved().stream().map(this::unsavedCard).toList());
        unsavedSection.setVisible(!model.unsaved().isEmpty());
        unsavedSection.setManaged(!model.unsaved().isEmpty());
    }

    private Node unsavedCard(UnsavedCard card) {
        var glyph = new FontIcon("fth-life-buoy");
        glyph.getStyleClass().add("unsaved-glyph");
        var words = new VBox(label(card.title(), "card-title"), label(card.detail(), "card-text"));
        if (!card.warning().isEmpty()) {
            Label warning = label(card.warning(), "unsaved-warning");
            warning.setWrapText(true);
            words.getChildren().add(warning);
        }
        Button differences =
                button("start.unsaved.differences", card, () -> model.showDifferences(card));
        differences.setId("unsaved-differences");
        Button open = button("start.unsaved.open", card, () -> model.openCopy(card));
        open.setId("unsaved-open");
        open.getStyleClass().add("accent");
        Button discard = button("start.unsaved.discard", card, () -> model.discard(card));
        discard.setId("unsaved-discard");
        var buttons = new HBox(8, open, differences, discard);
        buttons.getStyleClass().add("unsaved-buttons");
        words.getChildren().add(buttons);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        var row = new HBox(12, glyph, words);
        row.getStyleClass().add("unsaved-card");
        return row;
    }

    private Button button(String key, UnsavedCard card, Runnable action) {
        var button = new Button(texts.of(key));
        button.setAccessibleText(texts.of("start.unsaved.spoken", texts.of(key), card.title()));
        button.setOnAction(_ -> action.run());
        return button;
    }

    private void showRecent() {
        recent.getChildren().clear();
        if (model.recent().isEmpty()) {
            Label none = label(texts.of("start.recent.none"), "empty-note");
            none.setWrapText(true);
            recent.getChildren().add(none);
        }
        model.recent().forEach(design -> recent.getChildren().add(row(design)));
    }

    private Node row(RecentDesign design) {
        Label name = label(design.name(), "recent-name");
        HBox.setHgrow(name, Priority.ALWAYS);
        name.setMaxWidth(Double.MAX_VALUE);
        Label when =
                design.missing()
                        ? label(texts.of("start.missing"), "missing-mark")
                        : label(design.when(), "recent-when");
        when.setMinWidth(Region.USE_PREF_SIZE);
        var first = new HBox(8, name, when);
        first.setAlignment(Pos.CENTER_LEFT);
        var words = new VBox(first, label(design.folder(), "recent-folder"));
        words.setMinWidth(0);
        var open = new Button();
        open.setGraphic(words);
        open.getStyleClass().add("recent-open");
        open.setMaxWidth(Double.MAX_VALUE);
        words.prefWidthProperty().bind(open.widthProperty().subtract(20));
        open.setAccessibleText(
                texts.of(
                        "start.recent.spoken",
                        design.name(),
                        design.folder(),
                        design.missing() ? texts.of("start.missing") : design.when()));
        open.setOnAction(_ -> model.open(design));
        open.setTooltip(new Tooltip(design.file().toString()));
        HBox.setHgrow(open, Priority.ALWAYS);
        var row = new HBox(2, open);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("recent-row");
        if (design.missing()) {
            row.getStyleClass().add("missing");
            open.setOnAction(_ -> model.locate(design));
            row.getChildren()
                    .add(
                            icon(
                                    "fth-search",
                                    texts.of("start.locate", design.name()),
                                    () -> model.locate(design)));
        }
        row.getChildren()
                .add(
                        icon(
                                "fth-x",
                                texts.of("start.forget", design.name()),
                                () -> model.forget(design)));
        return row;
    }

    private static Button icon(String literal, String words, Runnable action) {
        var button = new Button();
        button.setGraphic(new FontIcon(literal));
        button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        button.setAccessibleText(words);
        button.setTooltip(new Tooltip(words));
        button.getStyleClass().addAll("flat-icon", "recent-remove");
        button.setOnAction(_ -> action.run());
        return button;
    }

    @FXML
    private void open() {
        model.openChosen();
    }

    @FXML
    private void inspect() {
        model.inspectChosen();
    }

    @FXML
    private void dragOver(DragEvent event) {
        boolean accepted = model.accepts(paths(event));
        if (accepted) {
            event.acceptTransferModes(TransferMode.COPY);
        }
        dropArea.pseudoClassStateChanged(DROPPING, accepted);
        event.consume();
    }

    @FXML
    private void dragExited(DragEvent event) {
        dropArea.pseudoClassStateChanged(DROPPING, false);
        event.consume();
    }

    @FXML
    private void dropped(DragEvent event) {
        model.drop(paths(event));
        event.setDropCompleted(true);
        event.consume();
    }

    private static List<Path> paths(DragEvent event) {
        return event.getDragboard().getFiles().stream().map(File::toPath).toList();
    }
}

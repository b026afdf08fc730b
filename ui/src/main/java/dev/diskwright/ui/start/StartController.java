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
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
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
        model.recent().addListener((InvalidationListener) _ -> showRecent());
        showRecent();
    }

    private Button card(PresetCard card) {
        var title = new Label(card.title());
        title.getStyleClass().add("card-title");
        var sentence = new Label(card.sentence());
        sentence.getStyleClass().add("card-text");
        sentence.setWrapText(true);
        var content = new VBox(8, new PresetDrawing(card.parts()), title, sentence);
        content.setFillWidth(true);
        var button = new Button();
        button.setId("preset-" + card.key());
        button.setGraphic(content);
        button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        button.getStyleClass().add("preset-card");
        button.setAccessibleText(card.title() + ". " + card.sentence());
        button.setOnAction(_ -> model.create(card));
        return button;
    }

    private void showRecent() {
        recent.getChildren().clear();
        if (model.recent().isEmpty()) {
            var none = new Label(texts.of("start.recent.none"));
            none.getStyleClass().add("empty-note");
            none.setWrapText(true);
            recent.getChildren().add(none);
        }
        model.recent().forEach(design -> recent.getChildren().add(row(design)));
    }

    private Node row(RecentDesign design) {
        var name = new Label(design.name());
        name.getStyleClass().add("recent-name");
        var folder = new Label(design.folder());
        folder.getStyleClass().add("recent-folder");
        var words = new VBox(name, folder);
        words.setMinWidth(0);
        var open = new Button();
        open.setGraphic(words);
        open.getStyleClass().add("recent-open");
        open.setMaxWidth(Double.MAX_VALUE);
        open.setAccessibleText(design.name());
        open.setOnAction(_ -> model.open(design));
        HBox.setHgrow(open, Priority.ALWAYS);
        var row = new HBox(4, open);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("recent-row");
        if (design.missing()) {
            row.getStyleClass().add("missing");
            var mark = new Label(texts.of("start.missing"));
            mark.getStyleClass().add("missing-mark");
            mark.setMinWidth(Region.USE_PREF_SIZE);
            open.setOnAction(_ -> model.openChosen());
            row.getChildren().add(mark);
        }
        var remove = new Hyperlink();
        remove.setGraphic(new FontIcon("fth-x"));
        remove.setAccessibleText(texts.of("start.forget", design.name()));
        remove.getStyleClass().add("recent-remove");
        remove.setOnAction(_ -> model.forget(design));
        row.getChildren().add(remove);
        return row;
    }

    @FXML
    private void open() {
        model.openChosen();
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

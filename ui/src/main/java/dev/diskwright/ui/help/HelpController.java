package dev.diskwright.ui.help;

import dev.diskwright.ui.overlay.Overlay;
import dev.diskwright.ui.text.Texts;
import java.util.List;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Binds `Help.fxml`.
public final class HelpController {
    private final HelpViewModel model;
    private final Texts texts;
    private final PageNodes nodes;
    private String shownPage = "";

    @FXML private StackPane layer;
    @FXML private Button back;
    @FXML private TextField search;
    @FXML private ListView<Page> pages;
    @FXML private ScrollPane scroll;
    @FXML private VBox content;
    @FXML private ListView<Manual.Hit> hits;
    @FXML private Label noHits;

    /// Shows `model`.
    @SuppressWarnings("NullAway.Init") // the loader fills the fields
    public HelpController(HelpViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
        nodes = new PageNodes(model::follow);
    }

    @FXML
    private void initialize() {
        search.textProperty().bindBidirectional(model.queryProperty());
        back.disableProperty()
                .bind(model.canGoBackProperty().not().and(Bindings.isEmpty(model.queryProperty())));
        pages.setCellFactory(_ -> new PageCell());
        pages.setOnMouseClicked(_ -> openSelected());
        hits.setCellFactory(_ -> new HitCell());
        hits.setOnMouseClicked(_ -> openHit());
        model.hitsProperty().subscribe(this::showHits);
        model.openProperty()
                .subscribe(open -> {
                    if (open) {
                        pages.getItems().setAll(model.manual().pages());
                        showTopic(model.topicProperty().get());
                    }
                });
        model.topicProperty()
                .subscribe((_, topic) -> {
                    if (model.openProperty().get()) {
                        showTopic(topic);
                    }
                });
        Overlay.install(layer, model.openProperty(), () -> search, model::close, false);
    }

    private void showTopic(Topic topic) {
        Page page = model.manual().page(topic.page()).orElseThrow();
        if (!page.name().equals(shownPage)) {
            shownPage = page.name();
            content.getChildren().setAll(nodes.of(page));
            pages.getSelectionModel().select(page);
        }
        scroll.setVvalue(0);
        Region target = nodes.anchors().get(topic.anchor());
        nodes.anchors().values().forEach(it -> it.getStyleClass().remove("help-target"));
        if (target != null) {
            target.getStyleClass().add("help-target");
            // Where the heading lies is known once the page was laid out.
            Platform.runLater(() -> scrollTo(target));
        }
    }

    private void scrollTo(Region target) {
        content.applyCss();
        scroll.layout();
        double room = content.getHeight() - scroll.getViewportBounds().getHeight();
        if (room > 0) {
            scroll.setVvalue(Math.clamp((target.getBoundsInParent().getMinY() - 12) / room, 0, 1));
        }
    }

    private void showHits(List<Manual.Hit> found) {
        boolean searching = !model.queryProperty().get().isBlank();
        hits.getItems().setAll(found);
        hits.setVisible(searching && !found.isEmpty());
        noHits.setVisible(searching && found.isEmpty());
        noHits.setText(texts.of("help.nothing", model.queryProperty().get()));
        scroll.setVisible(!searching);
        if (!found.isEmpty()) {
            hits.getSelectionModel().select(0);
        }
    }

    private void openSelected() {
        Page page = pages.getSelectionModel().getSelectedItem();
        if (page != null) {
            model.go(new Topic(page.name(), ""));
        }
    }

    private void openHit() {
        Manual.Hit hit = hits.getSelectionModel().getSelectedItem();
        if (hit != null) {
            model.go(hit.topic());
        }
    }

    @FXML
    private void back() {
        model.back();
    }

    @FXML
    private void close() {
        model.close();
    }

    @FXML
    private void searchPressed(KeyEvent event) {
        if (event.getCode() == KeyCode.DOWN && hits.isVisible()) {
            hits.requestFocus();
            event.consume();
        } else if (event.getCode() == KeyCode.ENTER) {
            openHit();
            event.consume();
        }
    }

    @FXML
    private void pagesPressed(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER) {
            openSelected();
            event.consume();
        }
    }

    @FXML
    private void hitsPressed(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER) {
            openHit();
            event.consume();
        }
    }

    @FXML
    private void pressed(KeyEvent event) {
        if (event.isAltDown() && event.getCode() == KeyCode.LEFT) {
            model.back();
            event.consume();
        }
    }

    private static final class PageCell extends ListCell<Page> {
        PageCell() {
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(@Nullable Page item, boolean empty) {
            super.updateItem(item, empty);
            setText(empty || item == null ? null : item.title());
        }
    }

    private static final class HitCell extends ListCell<Manual.Hit> {
        private final Label title = new Label();
        private final Label excerpt = new Label();
        private final VBox box = new VBox(2, title, excerpt);

        HitCell() {
            title.getStyleClass().add("help-hit-title");
            excerpt.getStyleClass().add("help-hit-text");
            excerpt.setWrapText(true);
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(Manual.@Nullable Hit item, boolean empty) {
            super.updateItem(item, empty);
            setGraphic(empty || item == null ? null : box);
            if (!empty && item != null) {
                title.setText(
                        item.title().equals(item.page())
                                ? item.title()
                                : item.title() + " \u00b7 " + item.page());
                excerpt.setText(item.excerpt());
                setAccessibleText(title.getText() + ". " + item.excerpt());
            }
        }
    }
}

package dev.diskwright.ui.notice;

import dev.diskwright.ui.text.Texts;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.AccessibleAttribute;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// Binds `Banners.fxml`.
public final class BannersController {
    private final NoticesViewModel model;
    private final NoticeNodes nodes;

    @FXML private VBox banners;
    @FXML private Label spoken;

    /// Shows the banners of `model`.
    @SuppressWarnings("NullAway.Init") // the loader fills the fields
    public BannersController(NoticesViewModel model, Texts texts) {
        this.model = model;
        nodes = new NoticeNodes(model, texts);
    }

    @FXML
    private void initialize() {
        model.banners().addListener((ListChangeListener<Notice>) _ -> show());
        show();
        model.spokenProperty()
                .subscribe(text -> {
                    spoken.setText(text);
                    spoken.setAccessibleText(text);
                    spoken.notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
                });
    }

    private void show() {
        banners.getChildren()
                .setAll(
                        model.banners().stream()
                                .map(it -> nodes.of(it, "banner", "banner-" + it.id()))
                                .toList());
        banners.setVisible(!model.banners().isEmpty());
        banners.setManaged(!model.banners().isEmpty());
    }
}

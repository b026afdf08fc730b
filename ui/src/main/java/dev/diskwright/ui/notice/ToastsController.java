package dev.diskwright.ui.notice;

import dev.diskwright.ui.text.Texts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;

/// Binds `Toasts.fxml`.
public final class ToastsController {
    private final NoticesViewModel model;
    private final NoticeNodes nodes;
    private final Map<String, Node> shown = new HashMap<>();

    @FXML private VBox toasts;

    /// Shows the toasts of `model`.
    @SuppressWarnings("NullAway.Init") // the loader fills the fields
    public ToastsController(NoticesViewModel model, Texts texts) {
        this.model = model;
        nodes = new NoticeNodes(model, texts);
    }

    @FXML
    private void initialize() {
        model.toasts().addListener((ListChangeListener<Notice>) _ -> show());
        show();
    }

    private void show() {
        List<Notice> all = List.copyOf(model.toasts());
        Map<String, Node> next = new HashMap<>();
        for (Notice notice : all) {
            Node known = shown.get(notice.id());
            boolean same = known != null && notice.equals(known.getUserData());
            next.put(notice.id(), same ? known : node(notice));
        }
        shown.clear();
        shown.putAll(next);
        toasts.getChildren().setAll(all.stream().map(it -> next.get(it.id())).toList());
    }

    private Node node(Notice notice) {
        Node node = nodes.of(notice, "toast", "toast-" + notice.id());
        node.hoverProperty().subscribe((_, _) -> look(node, notice));
        node.focusWithinProperty().subscribe((_, _) -> look(node, notice));
        return node;
    }

    private void look(Node node, Notice notice) {
        if (node.isHover() || node.isFocusWithin()) {
            model.hold(notice);
        } else {
            model.release(notice);
        }
    }

    @FXML
    private void pressed(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE && !model.toasts().isEmpty()) {
            model.withdraw(model.toasts().getLast().id());
            event.consume();
        }
    }
}

package dev.diskwright.ui.notice;

import dev.diskwright.ui.text.Texts;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;

/// Makes a row of a notice: glyph, sentence, buttons; a toast also has a button that closes it.
final class NoticeNodes {
    private final NoticesViewModel model;
    private final Texts texts;

    NoticeNodes(NoticesViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
    }

    HBox of(Notice notice, String style, String id) {
        var glyph = new FontIcon(icon(notice.kind()));
        glyph.getStyleClass().add("notice-glyph");
        var text = new Label(notice.text(), glyph);
        text.getStyleClass().add("notice-text");
        text.setWrapText(true);
        text.setMinHeight(Region.USE_PREF_SIZE);
        HBox.setHgrow(text, Priority.ALWAYS);
        text.setMaxWidth(Double.MAX_VALUE);
        var row = new HBox(text);
        row.setId(id);
        row.setUserData(notice);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().addAll(style, notice.kind().name().toLowerCase(Locale.ROOT));
        row.setAccessibleRole(AccessibleRole.PARENT);
        row.setAccessibleText(notice.text());
        for (Notice.Action action : notice.actions()) {
            var button = new Button(action.label());
            button.setId(id + "-" + action.id());
            button.setMinWidth(Region.USE_PREF_SIZE);
            button.getStyleClass().add("notice-action");
            button.setAccessibleHelp(notice.text());
            button.setOnAction(_ -> model.choose(notice, action));
            row.getChildren().add(button);
        }
        if (style.equals("toast")) {
            var close = new Button();
            close.setId(id + "-close");
            close.setGraphic(new FontIcon("fth-x"));
            close.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
            close.getStyleClass().addAll("flat-icon", "notice-close");
            close.setAccessibleText(texts.of("notice.close", notice.text()));
            close.setOnAction(_ -> model.withdraw(notice.id()));
            row.getChildren().add(close);
        }
        return row;
    }

    private static String icon(Notice.Kind kind) {
        return switch (kind) {
            case DONE -> "fth-check";
            case INFO -> "fth-info";
            case WARNING -> "fth-alert-triangle";
            case ERROR -> "fth-alert-octagon";
        };
    }
}

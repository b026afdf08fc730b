package dev.diskwright.ui.build;

import dev.diskwright.ui.text.Texts;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/// What a dry run found: the output, the sources with their sizes, the problems.
final class RehearsalView extends VBox {
    /// @param go shows the place that a JSON path names
    RehearsalView(Rehearsal found, Texts texts, Consumer<String> go) {
        getStyleClass().setAll("outcome", found.kind());
        var glyph = new FontIcon(Glyphs.ofKind(found.kind()));
        glyph.getStyleClass().add("outcome-glyph");
        var headline = new Label(found.headline());
        headline.setId("rehearsal-headline");
        headline.getStyleClass().add("verdict");
        headline.setWrapText(true);
        var note = new Label(texts.of("dry.note"));
        note.getStyleClass().add("outcome-next");
        note.setWrapText(true);
        var head = new HBox(12, glyph, headline);
        head.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(head, note, ErrorCardView.facts(found.facts()));
        if (!found.problems().isEmpty()) {
            getChildren().add(title(texts.of("dry.problems")));
            found.problems().forEach(it -> getChildren().add(problem(it, texts, go)));
        }
        getChildren().add(title(texts.of("dry.sources")));
        getChildren().add(sources(found, texts));
        setAccessibleText(found.headline());
    }

    private static Label title(String text) {
        var label = new Label(text);
        label.getStyleClass().add("section-title");
        return label;
    }

    private static HBox problem(Rehearsal.Problem it, Texts texts, Consumer<String> go) {
        var glyph =
                new FontIcon(
                        it.severity().equals("error") ? "fth-alert-octagon" : "fth-alert-triangle");
        glyph.getStyleClass().add("glyph");
        var code = new Label(it.code());
        code.getStyleClass().add("fact-label");
        code.setMinWidth(Region.USE_PREF_SIZE);
        var sentence = new Label(it.sentence());
        sentence.setWrapText(true);
        HBox.setHgrow(sentence, Priority.ALWAYS);
        var show = new Button(texts.of("dry.show"));
        show.setAccessibleText(texts.of("dry.show.what", it.code()));
        show.getStyleClass().add("flat-action");
        show.setMinWidth(Region.USE_PREF_SIZE);
        show.setOnAction(_ -> go.accept(it.path()));
        var line = new HBox(10, glyph, code, sentence, show);
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().addAll("rehearsal-problem", it.severity());
        return line;
    }

    private static Region sources(Rehearsal found, Texts texts) {
        if (found.sources().isEmpty()) {
            var none = new Label(texts.of("dry.noSources"));
            none.getStyleClass().add("outcome-next");
            return none;
        }
        var grid = new GridPane();
        grid.setId("rehearsal-sources");
        grid.getStyleClass().addAll("facts", "sources");
        int row = 0;
        for (Rehearsal.Source it : found.sources()) {
            var name = new Label(it.name());
            name.getStyleClass().add("fact-value");
            var use = new Label(it.use());
            use.getStyleClass().add("fact-label");
            var size = new Label(it.size());
            size.getStyleClass().add(it.missing() ? "source-missing" : "fact-label");
            size.setMinWidth(Region.USE_PREF_SIZE);
            grid.addRow(row++, name, use, size);
        }
        return grid;
    }
}

package dev.diskwright.ui.machine;

import dev.diskwright.ui.form.ChoiceRow;
import dev.diskwright.ui.form.FlagRow;
import dev.diskwright.ui.form.TextRow;
import dev.diskwright.ui.text.Texts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/// The entries of a list below one another, each a form with a way to take it out, and a button that adds one.
public final class EntryCards extends VBox {
    private final Map<EntryModel, Node> nodes = new HashMap<>();

    /// For the loader.
    public EntryCards() {
        getStyleClass().add("vm-entries");
    }

    /// Shows and edits `model` from now on.
    void bind(EntriesModel model, Texts texts) {
        String key = "machine." + model.name();
        var none = new Label(texts.of(key + ".none"));
        none.getStyleClass().add("card-note");
        none.setWrapText(true);
        none.setMinHeight(USE_PREF_SIZE);
        var add = new Button(texts.of(key + ".add"));
        add.setId(model.name() + "-add");
        add.getStyleClass().add("small");
        add.setGraphic(new FontIcon("fth-plus"));
        add.setMinWidth(USE_PREF_SIZE);
        add.setOnAction(_ -> add(model));
        model.entries()
                .addListener((ListChangeListener<EntryModel>) _ -> show(model, texts, none, add));
        show(model, texts, none, add);
    }

    /// Adds an entry and goes to its first field.
    private void add(EntriesModel model) {
        List<EntryModel> before = List.copyOf(model.entries());
        model.add();
        for (EntryModel it : model.entries()) {
            Node node = nodes.get(it);
            if (!before.contains(it) && node != null) {
                FieldPaths.focus(firstField(node));
            }
        }
    }

    private static Node firstField(Node card) {
        var fields = new ArrayList<Node>();
        FieldPaths.each(card, (node, _) -> fields.add(node));
        return fields.size() > 1 ? fields.get(1) : card;
    }

    private void show(EntriesModel model, Texts texts, Label none, Button add) {
        nodes.keySet().retainAll(model.entries());
        var all = new ArrayList<Node>();
        for (EntryModel it : model.entries()) {
            all.add(nodes.computeIfAbsent(it, entry -> card(model, entry, texts)));
        }
        if (all.isEmpty()) {
            all.add(none);
        }
        var foot = new HBox(add);
        all.add(foot);
        getChildren().setAll(all);
    }

    private static Node card(EntriesModel model, EntryModel entry, Texts texts) {
        var buttons = new HBox(2);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        String name = model.name() + "-" + entry.key();
        String spoken = texts.of("machine." + model.name() + ".spoken", spoken(entry));
        if (model.isOrdered()) {
            buttons.getChildren()
                    .addAll(
                            button(
                                    "fth-arrow-up",
                                    texts.of("machine.entry.up", spoken),
                                    () -> model.move(entry, -1)),
                            button(
                                    "fth-arrow-down",
                                    texts.of("machine.entry.down", spoken),
                                    () -> model.move(entry, 1)));
        }
        Button remove = button("fth-x", texts.of("machine.entry.remove", spoken), entry::remove);
        remove.setId(name + "-remove");
        buttons.getChildren().add(remove);
        List<Node> rows = entry.fields().stream().map(EntryCards::row).toList();
        boolean plain = entry.titleProperty().get().isEmpty() && rows.size() == 1;
        Node card = plain ? line(rows.getFirst(), buttons) : form(entry, rows, buttons);
        card.setId(name);
        FieldPaths.mark(card, entry.path());
        return card;
    }

    /// Entries of lists are told by their number, others by their name.
    private static String spoken(EntryModel entry) {
        return entry.key().matches("[0-9]+")
                ? Integer.toString(Integer.parseInt(entry.key()) + 1)
                : entry.key();
    }

    private static Node line(Node row, HBox buttons) {
        HBox.setHgrow(row, Priority.ALWAYS);
        var line = new HBox(4, row, buttons);
        line.setAlignment(Pos.TOP_LEFT);
        buttons.setAlignment(Pos.TOP_RIGHT);
        line.getStyleClass().add("vm-token");
        return line;
    }

    private static Node form(EntryModel entry, List<Node> rows, HBox buttons) {
        var title = new Label();
        title.textProperty().bind(entry.titleProperty());
        title.getStyleClass().add("vm-entry-title");
        title.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        title.setMinWidth(0);
        title.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(title, Priority.ALWAYS);
        buttons.setMinWidth(USE_PREF_SIZE);
        var head = new HBox(6, title, buttons);
        head.setAlignment(Pos.CENTER_LEFT);
        var form = new VBox(head);
        form.getStyleClass().add("vm-entry");
        form.getChildren().add(words(entry.noteProperty(), "vm-entry-note"));
        form.getChildren().add(words(entry.problemProperty(), "vm-entry-problem"));
        form.getChildren().addAll(rows);
        return form;
    }

    private static Label words(ReadOnlyStringProperty text, String style) {
        var label = new Label();
        label.textProperty().bind(text);
        label.getStyleClass().add(style);
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        label.visibleProperty().bind(text.isNotEmpty());
        label.managedProperty().bind(label.visibleProperty());
        return label;
    }

    private static Node row(EntryField field) {
        return switch (field) {
            case EntryField.Line(String label, var model) -> {
                var row = new TextRow();
                row.setLabel(label);
                row.bind(model);
                yield row;
            }
            case EntryField.Choice(String label, var model) -> {
                var row = new ChoiceRow();
                row.setLabel(label);
                row.bind(model);
                yield row;
            }
            case EntryField.Flag(String path, var model) -> {
                var row = new FlagRow(model);
                FieldPaths.mark(row, path);
                yield row;
            }
        };
    }

    private static Button button(String icon, String words, Runnable action) {
        var button = new Button();
        button.setGraphic(new FontIcon(icon));
        button.getStyleClass().addAll("flat-icon", "row-button");
        button.setAccessibleText(words);
        button.setTooltip(new Tooltip(words));
        button.setOnAction(_ -> action.run());
        return button;
    }
}

package dev.diskwright.ui.contents;

import dev.diskwright.ui.layout.RoleGlyph;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/// A line of the list of contents: a partition, or an entry whose fields are edited in place.
final class ContentCell extends ListCell<ContentRow> {
    static final double MODE_WIDTH = 56;
    static final double OWNER_WIDTH = 92;
    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");
    private static final PseudoClass DROP_BEFORE = PseudoClass.getPseudoClass("drop-before");
    private static final PseudoClass DROP_AFTER = PseudoClass.getPseudoClass("drop-after");
    private static final PseudoClass DROP_INTO = PseudoClass.getPseudoClass("drop-into");

    private final ContentsViewModel model;
    private final FontIcon icon = new FontIcon("fth-file");
    private final FontIcon problem = new FontIcon("fth-alert-octagon");
    private final FontIcon arrow = new FontIcon("fth-arrow-right");
    private final Map<EntryField, Label> words = new EnumMap<>(EntryField.class);
    private final HBox entry = new HBox(8);
    private final Button disclose = new Button();
    private final RoleGlyph glyph = new RoleGlyph();
    private final Label title = new Label();
    private final Label mount = new Label();
    private final Label detail = new Label();
    private final FontIcon homeProblem = new FontIcon("fth-alert-octagon");
    private final HBox home =
            new HBox(8, disclose, glyph, title, mount, homeProblem, spring(), detail);
    private final CheckBox wanted = new CheckBox();
    private final Label derivedPath = new Label();
    private final Label derivedWords = new Label();
    private final HBox derived = new HBox(8, wanted, derivedPath, spring(), derivedWords);
    private final Tooltip bubble = new Tooltip();
    private final TextField editor = new TextField();
    private @Nullable EntryField editing;

    /// Where something that is dragged would go.
    enum Site {
        NONE,
        BEFORE,
        AFTER,
        INTO
    }

    ContentCell(ContentsViewModel model) {
        this.model = model;
        getStyleClass().add("content-cell");
        setPrefWidth(0);
        for (EntryField field : EntryField.values()) {
            var word = new Label();
            word.getStyleClass().addAll("entry-word", field.key());
            word.setTextOverrun(
                    field == EntryField.SOURCE
                            ? OverrunStyle.CENTER_ELLIPSIS
                            : OverrunStyle.ELLIPSIS);
            place(word, field);
            word.setOnMouseClicked(event -> {
                if (event.getClickCount() == 2) {
                    edit(field);
                    event.consume();
                }
            });
            words.put(field, word);
        }
        derived.setAlignment(Pos.CENTER_LEFT);
        derived.getStyleClass().add("entry-line");
        derivedPath.getStyleClass().addAll("entry-word", "derived-path");
        derivedPath.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        derivedPath.setMinWidth(60);
        derivedWords.getStyleClass().add("home-detail");
        derivedWords.setMinWidth(0);
        wanted.setFocusTraversable(false);
        wanted.setMinWidth(Region.USE_PREF_SIZE);
        wanted.setOnAction(_ -> switchDerived());
        problem.getStyleClass().add("glyph");
        arrow.getStyleClass().add("aside");
        entry.setAlignment(Pos.CENTER_LEFT);
        entry.getStyleClass().add("entry-line");
        home.setAlignment(Pos.CENTER_LEFT);
        home.getStyleClass().add("home-line");
        title.getStyleClass().add("home-title");
        title.setMinWidth(30);
        mount.getStyleClass().add("home-mount");
        mount.setMinWidth(Region.USE_PREF_SIZE);
        detail.getStyleClass().add("home-detail");
        detail.setMinWidth(0);
        homeProblem.getStyleClass().add("glyph");
        disclose.getStyleClass().add("disclose");
        disclose.setFocusTraversable(false);
        disclose.setOnAction(_ -> toggle());
        editor.getStyleClass().add("entry-editor");
        editor.textProperty().subscribe(this::drafted);
        editor.addEventFilter(KeyEvent.KEY_PRESSED, this::typed);
        editor.focusedProperty()
                .subscribe((before, after) -> {
                    if (before && !after) {
                        commit();
                    }
                });
    }

    private static Region spring() {
        var spring = new Region();
        HBox.setHgrow(spring, Priority.ALWAYS);
        return spring;
    }

    private static void place(Region node, EntryField field) {
        node.setMinWidth(30);
        switch (field) {
            case SOURCE, TARGET -> {
                node.setPrefWidth(120);
                node.setMaxWidth(Double.MAX_VALUE);
                HBox.setHgrow(node, Priority.ALWAYS);
            }
            case MODE -> fix(node, MODE_WIDTH);
            case OWNER -> fix(node, OWNER_WIDTH);
        }
    }

    private static void fix(Region node, double width) {
        node.setMinWidth(width);
        node.setPrefWidth(width);
        node.setMaxWidth(width);
        HBox.setHgrow(node, Priority.NEVER);
    }

    private Node word(EntryField field) {
        return java.util.Objects.requireNonNull(words.get(field));
    }

    private void toggle() {
        if (getItem() instanceof ContentRow.Home it) {
            model.toggle(it);
        }
    }

    private void switchDerived() {
        if (getItem() instanceof ContentRow.Derived it) {
            model.toggle(it);
        }
    }

    @Override
    protected void updateItem(@Nullable ContentRow item, boolean empty) {
        super.updateItem(item, empty);
        getStyleClass().removeAll("error", "warning", "hint", "home", "entry", "derived");
        mark(Site.NONE);
        editing = null;
        setTooltip(null);
        setAccessibleText(null);
        switch (empty ? null : item) {
            case null -> setGraphic(null);
            case ContentRow.Home it -> show(it);
            case ContentRow.Entry it -> show(it);
            case ContentRow.Derived it -> show(it);
        }
    }

    private void show(ContentRow.Home it) {
        getStyleClass().addAll("home", it.problem());
        disclose.setGraphic(new FontIcon(it.open() ? "fth-chevron-down" : "fth-chevron-right"));
        glyph.show(it.role());
        title.setText(it.title());
        mount.setText(it.mount());
        shown(mount, !it.mount().isEmpty());
        detail.setText(it.detail());
        shown(homeProblem, !it.problem().isEmpty());
        homeProblem.setIconLiteral(glyph(it.problem()));
        setAccessibleText(String.join(", ", it.title(), it.mount(), it.detail()));
        setGraphic(home);
    }

    private void show(ContentRow.Derived it) {
        getStyleClass().addAll("derived", it.problem());
        wanted.setSelected(it.wanted());
        derivedPath.setText(it.path());
        derivedWords.setText(it.note().isEmpty() ? it.reason() : it.note());
        wanted.setAccessibleText(it.path());
        bubble.setText(
                it.path() + "\n" + it.reason() + (it.note().isEmpty() ? "" : "\n" + it.note()));
        setTooltip(bubble);
        setAccessibleText(String.join(", ", it.path(), it.reason(), it.note()));
        setGraphic(derived);
    }

    private void show(ContentRow.Entry it) {
        getStyleClass().addAll("entry", it.problem());
        icon.setIconLiteral(it.icon());
        words.forEach((field, word) -> word.setText(it.text(field)));
        problem.setVisible(!it.problem().isEmpty());
        problem.setIconLiteral(glyph(it.problem()));
        line();
        String about =
                it.problemText().isEmpty()
                        ? it.source() + " \u2192 " + it.target()
                        : it.source() + " \u2192 " + it.target() + "\n" + it.problemText();
        bubble.setText(about);
        setTooltip(bubble);
        setAccessibleText(
                String.join(
                        ", ", it.source(), it.target(), it.mode(), it.owner(), it.problemText()));
        setGraphic(entry);
    }

    private void line() {
        entry.getChildren()
                .setAll(
                        icon,
                        part(EntryField.SOURCE),
                        problem,
                        arrow,
                        part(EntryField.TARGET),
                        part(EntryField.MODE),
                        part(EntryField.OWNER));
    }

    private Node part(EntryField field) {
        return editing == field ? editor : word(field);
    }

    private static String glyph(String problem) {
        return problem.equals("error") ? "fth-alert-octagon" : "fth-alert-triangle";
    }

    private static void shown(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    /// Shows where what is dragged over it would go.
    void mark(Site site) {
        pseudoClassStateChanged(DROP_BEFORE, site == Site.BEFORE);
        pseudoClassStateChanged(DROP_AFTER, site == Site.AFTER);
        pseudoClassStateChanged(DROP_INTO, site == Site.INTO);
    }

    /// Turns a field into a text field.
    void edit(EntryField field) {
        if (getItem() instanceof ContentRow.Entry it) {
            editing = null;
            place(editor, field);
            editor.setId("entry-" + field.key());
            editor.setText(it.text(field));
            editing = field;
            line();
            drafted(it.text(field));
            editor.requestFocus();
            editor.selectAll();
        }
    }

    private void drafted(String text) {
        if (editing != null) {
            editor.pseudoClassStateChanged(INVALID, !model.draft(editing, text));
        }
    }

    private void typed(KeyEvent event) {
        switch (event.getCode()) {
            case ENTER -> {
                EntryField field = editing;
                if (field != null && model.draft(field, editor.getText())) {
                    commit();
                    getListView().requestFocus();
                }
            }
            case ESCAPE -> {
                cancel();
                getListView().requestFocus();
            }
            case TAB -> next(event.isShiftDown());
            default -> {
                if (event.getCode() != KeyCode.F1) {
                    return;
                }
            }
        }
        event.consume();
    }

    /// Tab goes through the fields of the entry; the last one leaves it.
    private void next(boolean back) {
        EntryField field = editing;
        int row = getIndex();
        if (field == null || !model.draft(field, editor.getText())) {
            return;
        }
        List<EntryField> order = List.of(EntryField.values());
        int to = order.indexOf(field) + (back ? -1 : 1);
        commit();
        getListView().requestFocus();
        if (to >= 0 && to < order.size() && row == getIndex()) {
            edit(order.get(to));
        }
    }

    private void commit() {
        EntryField field = editing;
        if (field != null && getItem() instanceof ContentRow.Entry it) {
            editing = null;
            line();
            if (editor.getText().equals(it.text(field))) {
                model.endDraft();
            } else {
                model.commit(it.index(), field, editor.getText());
            }
        }
    }

    private void cancel() {
        editing = null;
        model.endDraft();
        if (getItem() instanceof ContentRow.Entry) {
            line();
        }
    }
}

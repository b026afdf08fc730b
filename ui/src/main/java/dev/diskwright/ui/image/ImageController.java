package dev.diskwright.ui.image;

import dev.diskwright.ui.build.ErrorCard;
import dev.diskwright.ui.build.ErrorCardView;
import dev.diskwright.ui.build.RunHead;
import dev.diskwright.ui.command.Command;
import dev.diskwright.ui.form.ChoiceRow;
import dev.diskwright.ui.layout.DiskStrip;
import dev.diskwright.ui.text.Texts;
import java.util.List;
import javafx.beans.InvalidationListener;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/// Binds `Image.fxml`.
public final class ImageController {
    private static final PseudoClass UNAVAILABLE = PseudoClass.getPseudoClass("unavailable");
    private static final String BLOCK = "image-";

    private final ImageViewModel model;
    private final Texts texts;
    private final Runnable converter;
    private final Command machine;
    private final Runnable runner;
    private boolean following;

    @FXML private Node empty;
    @FXML private Label formats;
    @FXML private Node opened;
    @FXML private Label title;
    @FXML private Label subtitle;
    @FXML private Label path;
    @FXML private ChoiceRow disk;
    @FXML private Button verify;
    @FXML private Button run;
    @FXML private Button convert;
    @FXML private Node verifying;
    @FXML private ProgressBar progress;
    @FXML private Label step;
    @FXML private Button cancel;
    @FXML private VBox judgement;
    @FXML private FontIcon judgementGlyph;
    @FXML private Label judgementHeadline;
    @FXML private Label judgementText;
    @FXML private ListView<FindingRow> findings;
    @FXML private Button copyFindings;
    @FXML private StackPane faultSlot;
    @FXML private Node levels;
    @FXML private Node stripCard;
    @FXML private DiskStrip strip;
    @FXML private TreeView<ImageNode> tree;
    @FXML private ScrollPane detailsScroll;
    @FXML private Label detailsTitle;
    @FXML private Label detailsProblem;
    @FXML private GridPane detailsFacts;
    @FXML private TableView<PartRow> parts;

    /// Shows `model`.
    ///
    /// @param converter goes to where the image is converted
    /// @param machine the command that starts a machine with the image
    /// @param runner does it
    @SuppressWarnings("NullAway.Init") // the loader fills the fields
    public ImageController(
            ImageViewModel model,
            Texts texts,
            Runnable converter,
            Command machine,
            Runnable runner) {
        this.model = model;
        this.texts = texts;
        this.converter = converter;
        this.machine = machine;
        this.runner = runner;
    }

    @FXML
    private void initialize() {
        var none = model.titleProperty().isEmpty();
        shownWhen(empty, none);
        shownWhen(opened, none.not());
        formats.setText(texts.of("image.formats", model.formats()));
        bindHead();
        bindVerify();
        bindLevels();
        model.faultProperty().subscribe(this::showFault);
    }

    private static void shownWhen(Node node, ObservableBooleanValue condition) {
        node.visibleProperty().bind(condition);
        node.managedProperty().bind(condition);
    }

    private void bindHead() {
        title.textProperty().bind(model.titleProperty());
        subtitle.textProperty()
                .bind(
                        Bindings.when(model.busyProperty())
                                .then(texts.of("image.reading"))
                                .otherwise(model.subtitleProperty()));
        shownWhen(subtitle, subtitle.textProperty().isNotEmpty());
        path.textProperty().bind(model.pathProperty());
        disk.bind(model.disk());
        RunHead.explain(run, machine.reason());
        var why = new Tooltip();
        why.textProperty().bind(model.reasonProperty());
        model.reasonProperty()
                .subscribe(reason -> {
                    for (Button it : List.of(verify, convert)) {
                        it.pseudoClassStateChanged(UNAVAILABLE, !reason.isEmpty());
                        it.setTooltip(reason.isEmpty() ? null : why);
                        it.setAccessibleHelp(reason);
                    }
                });
    }

    @FXML
    private void runMachine() {
        runner.run();
    }

    private void bindVerify() {
        VerifyViewModel check = model.verify();
        shownWhen(verify, check.runningProperty().not());
        shownWhen(verifying, check.runningProperty());
        progress.progressProperty().bind(check.fractionProperty());
        step.textProperty().bind(check.stepProperty());
        cancel.textProperty()
                .bind(
                        Bindings.when(check.cancellingProperty())
                                .then(texts.of("build.cancelling"))
                                .otherwise(texts.of("build.cancel")));
        check.judgementProperty().subscribe(this::showJudgement);
        findings.setItems(check.findings());
        findings.setCellFactory(_ -> new FindingCell());
        shownWhen(findings, Bindings.isNotEmpty(check.findings()));
        shownWhen(copyFindings, Bindings.isNotEmpty(check.findings()));
    }

    private void showJudgement(@Nullable Judgement end) {
        judgement.setVisible(end != null);
        judgement.setManaged(end != null);
        if (end != null) {
            judgement.getStyleClass().setAll("outcome", end.kind());
            judgementGlyph.setIconLiteral(dev.diskwright.ui.build.Glyphs.ofKind(end.kind()));
            judgementHeadline.setText(end.headline());
            judgementText.setText(end.text());
            judgement.setAccessibleText(end.headline());
        }
    }

    private void showFault(@Nullable ErrorCard card) {
        faultSlot.getChildren().clear();
        faultSlot.setVisible(card != null);
        faultSlot.setManaged(card != null);
        if (card != null) {
            faultSlot
                    .getChildren()
                    .setAll(new ErrorCardView(card, texts, model::act, model::copyFault));
        }
    }

    private void bindLevels() {
        shownWhen(levels, model.rootProperty().isNotNull());
        shownWhen(
                stripCard,
                Bindings.createBooleanBinding(
                        () -> !model.stripProperty().get().isEmpty(), model.stripProperty()));
        model.stripProperty().subscribe(items -> strip.show(items, model.diskEndProperty().get()));
        strip.onChoose(id -> model.show(id.substring(BLOCK.length())));
        tree.setCellFactory(_ -> new ImageTreeCell());
        model.rootProperty().subscribe(this::showTree);
        model.shownProperty().subscribe(this::showDetails);
        tree.getSelectionModel()
                .selectedItemProperty()
                .subscribe(item -> {
                    if (item != null && !following) {
                        model.show(item.getValue().id());
                    }
                });
        tree.addEventHandler(KeyEvent.KEY_PRESSED, this::enterByKey);
        tree.setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
                enter();
            }
        });
        bindParts();
    }

    private void enterByKey(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER) {
            enter();
            event.consume();
        }
    }

    private void enter() {
        TreeItem<ImageNode> item = tree.getSelectionModel().getSelectedItem();
        if (item != null) {
            model.enter(item.getValue());
        }
    }

    private void showTree(@Nullable ImageNode root) {
        following = true;
        tree.setRoot(root == null ? null : item(root));
        following = false;
    }

    private static TreeItem<ImageNode> item(ImageNode node) {
        var item = new TreeItem<>(node);
        item.setExpanded(true);
        node.children().forEach(it -> item.getChildren().add(item(it)));
        return item;
    }

    private void showDetails(@Nullable ImageNode node) {
        if (node == null) {
            return;
        }
        following = true;
        TreeItem<ImageNode> root = tree.getRoot();
        TreeItem<ImageNode> item = root == null ? null : find(root, node.id());
        if (item != null) {
            tree.getSelectionModel().select(item);
        }
        following = false;
        strip.select(BLOCK + node.id());
        detailsTitle.setText(node.title());
        detailsProblem.setText(node.problem());
        detailsProblem.setVisible(!node.problem().isEmpty());
        detailsProblem.setManaged(!node.problem().isEmpty());
        ErrorCardView.fill(detailsFacts, node.facts());
        boolean listed = node.listed() && !model.parts().isEmpty();
        parts.setVisible(listed);
        parts.setManaged(listed);
        detailsScroll.setVvalue(0);
    }

    private static @Nullable TreeItem<ImageNode> find(TreeItem<ImageNode> from, String id) {
        if (from.getValue().id().equals(id)) {
            return from;
        }
        for (TreeItem<ImageNode> it : from.getChildren()) {
            TreeItem<ImageNode> found = find(it, id);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private void bindParts() {
        parts.setItems(model.parts());
        model.parts().addListener((InvalidationListener) _ -> fitParts());
        List<TableColumn<PartRow, PartRow>> columns =
                List.of(
                        PartColumns.of(texts, "number", 2.4, PartRow::number),
                        PartColumns.name(texts, 8.5),
                        PartColumns.of(texts, "fileSystem", 9.6, PartRow::fileSystem),
                        PartColumns.of(texts, "label", 7, PartRow::label),
                        PartColumns.of(texts, "size", 6, PartRow::size),
                        PartColumns.of(texts, "start", 6, PartRow::start),
                        PartColumns.of(texts, "identifier", 9, PartRow::identifier));
        parts.getColumns().setAll(columns);
        Runnable scale =
                () -> PartColumns.scale(parts, columns, detailsProblem.getFont().getSize());
        parts.widthProperty().subscribe(scale);
        detailsProblem.fontProperty().subscribe(scale);
        parts.fixedCellSizeProperty().subscribe(this::fitParts);
        parts.addEventHandler(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (event.getCode() == KeyCode.ENTER) {
                        showPart();
                        event.consume();
                    }
                });
        parts.setRowFactory(_ -> PartColumns.row(this::showPart));
        parts.getSelectionModel()
                .selectedItemProperty()
                .subscribe(row -> {
                    if (row != null) {
                        strip.select(BLOCK + row.id());
                    }
                });
    }

    private void fitParts() {
        double rows = Math.max(1, model.parts().size());
        parts.setPrefHeight(PartColumns.height(parts, rows));
    }

    private void showPart() {
        PartRow row = parts.getSelectionModel().getSelectedItem();
        if (row != null) {
            model.show(row.id());
            tree.requestFocus();
        }
    }

    @FXML
    private void open() {
        model.openChosen();
    }

    @FXML
    private void refresh() {
        model.refresh();
    }

    @FXML
    private void verify() {
        model.startVerify();
    }

    @FXML
    private void cancel() {
        model.verify().cancel();
    }

    @FXML
    private void copyFindings() {
        model.copyFindings();
    }

    @FXML
    private void convert() {
        if (model.reasonProperty().get().isEmpty()) {
            converter.run();
        }
    }
}

package dev.diskwright.ui.contents;

import dev.diskwright.ui.document.Selected;
import dev.diskwright.ui.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableBooleanValue;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.Toggle;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Binds `Contents.fxml`. Where there is room the entries and the files stand side by side, otherwise one of them is
/// shown.
public final class ContentsController {
    private static final double BOTH_FROM = 700;
    private static final double ALL_COLUMNS_FROM = 400;
    private static final PseudoClass REFUSED = PseudoClass.getPseudoClass("refused");

    private final ContentsViewModel model;
    private final Texts texts;
    private boolean syncing;
    private boolean filesFirst;

    @FXML private HBox root;
    @FXML private VBox entriesPane;
    @FXML private VBox filesPane;
    @FXML private TextField filter;
    @FXML private VBox listed;
    @FXML private HBox heads;
    @FXML private ListView<ContentRow> list;
    @FXML private VBox nothing;
    @FXML private Label status;
    @FXML private Button toFiles;
    @FXML private Button toEntries;
    @FXML private TextField search;
    @FXML private ToggleGroup views;
    @FXML private ToggleButton treeView;
    @FXML private ToggleButton mapView;
    @FXML private TableView<FileRow> files;
    @FXML private TableColumn<FileRow, FileRow> name;
    @FXML private TableColumn<FileRow, String> size;
    @FXML private TableColumn<FileRow, String> mode;
    @FXML private TableColumn<FileRow, String> owner;
    @FXML private Node map;
    @FXML private HBox crumbs;
    @FXML private Treemap treemap;
    @FXML private FillLine fillLine;
    @FXML private Label fillText;
    @FXML private Label filesSummary;
    @FXML private Label detail;

    /// Shows `model`.
    @SuppressWarnings("NullAway.Init") // the loader fills the fields
    public ContentsController(ContentsViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
    }

    @FXML
    private void initialize() {
        bindEntries();
        bindFiles(model.resolved());
        bindMap(model.resolved());
        root.widthProperty().subscribe(this::arrange);
        arrange();
    }

    private void bindEntries() {
        fillHeads();
        list.setItems(model.rows());
        var drag = new EntryDrag(model, list);
        list.setCellFactory(_ -> {
            var cell = new ContentCell(model);
            drag.install(cell);
            return cell;
        });
        list.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        list.getSelectionModel()
                .getSelectedItems()
                .addListener(
                        (ListChangeListener<ContentRow>)
                                _ -> {
                                    if (!syncing) {
                                        model.select(
                                                list.getSelectionModel().getSelectedItems().stream()
                                                        .filter(java.util.Objects::nonNull)
                                                        .toList());
                                    }
                                });
        model.selectionProperty().subscribe(this::showSelection);
        model.rows()
                .addListener(
                        (ListChangeListener<ContentRow>)
                                _ -> showSelection(model.selectionProperty().get()));
        list.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        filter.textProperty().bindBidirectional(model.filterProperty());
        shown(nothing, model.emptyProperty());
        shown(listed, model.emptyProperty().not());
        model.statusProperty().subscribe(this::showStatus);
        model.editNoteProperty().subscribe(this::showStatus);
        model.editRefusedProperty().subscribe(this::showStatus);
    }

    private void showStatus() {
        String note = model.editNoteProperty().get();
        status.setText(note.isEmpty() ? model.statusProperty().get() : note);
        status.pseudoClassStateChanged(REFUSED, model.editRefusedProperty().get());
    }

    private void fillHeads() {
        for (EntryField field : EntryField.values()) {
            var head = new Label(texts.of("contents.head." + field.key()));
            head.getStyleClass().addAll("entry-head", field.key());
            head.setMinWidth(30);
            head.setPrefWidth(120);
            switch (field) {
                case SOURCE, TARGET -> {
                    head.setMaxWidth(Double.MAX_VALUE);
                    HBox.setHgrow(head, Priority.ALWAYS);
                }
                case MODE -> head.setMaxWidth(ContentCell.MODE_WIDTH);
                case OWNER -> head.setMaxWidth(ContentCell.OWNER_WIDTH);
            }
            if (head.getMaxWidth() < Double.MAX_VALUE) {
                head.setMinWidth(head.getMaxWidth());
                head.setPrefWidth(head.getMaxWidth());
            }
            heads.getChildren().add(head);
        }
    }

    private static void shown(Node node, ObservableBooleanValue when) {
        node.visibleProperty().bind(when);
        node.managedProperty().bind(when);
    }

    private void showSelection(List<Selected> selection) {
        syncing = true;
        List<Integer> rows = new ArrayList<>();
        for (int i = 0; i < list.getItems().size(); i++) {
            @Nullable Selected target =
                    switch (list.getItems().get(i)) {
                        case ContentRow.Home it -> new Selected.Partition(it.partition());
                        case ContentRow.Entry it -> new Selected.Entry(it.index());
                        case ContentRow.Derived _ -> null;
                    };
            if (target != null && selection.contains(target)) {
                rows.add(i);
            }
        }
        if (!rows.equals(List.copyOf(list.getSelectionModel().getSelectedIndices()))) {
            list.getSelectionModel().clearSelection();
            rows.forEach(list.getSelectionModel()::select);
            if (!rows.isEmpty() && !list.isFocused()) {
                list.scrollTo(Math.max(0, rows.getFirst() - 3));
            }
        }
        syncing = false;
    }

    private void pressed(KeyEvent event) {
        if (list.getSelectionModel().getSelectedItem() instanceof ContentRow.Derived it) {
            boolean out = event.getCode() == KeyCode.DELETE && it.wanted();
            if (out || event.getCode() == KeyCode.SPACE) {
                model.toggle(it);
                event.consume();
                return;
            }
        }
        switch (event.getCode()) {
            case UP, DOWN -> {
                if (!event.isAltDown()) {
                    return;
                }
                model.moveSelected(event.getCode() == KeyCode.UP ? -1 : 1);
            }
            case D -> {
                if (!event.isShortcutDown()) {
                    return;
                }
                model.duplicateSelected();
            }
            case DELETE -> model.removeSelected();
            case INSERT -> model.addFolder();
            case F2 -> edit(EntryField.TARGET);
            case ENTER -> edit(EntryField.SOURCE);
            case LEFT, RIGHT -> fold(event.getCode() == KeyCode.RIGHT);
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void fold(boolean open) {
        if (list.getSelectionModel().getSelectedItem() instanceof ContentRow.Home it
                && it.open() != open) {
            model.toggle(it);
        }
    }

    private void edit(EntryField field) {
        int chosen = list.getSelectionModel().getSelectedIndex();
        list.lookupAll(".content-cell").stream()
                .map(ContentCell.class::cast)
                .filter(cell -> cell.getIndex() == chosen && !cell.isEmpty())
                .findFirst()
                .ifPresent(cell -> cell.edit(field));
    }

    private void bindFiles(ResolvedViewModel resolved) {
        files.setItems(resolved.rows());
        name.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        name.setCellFactory(_ -> new FileNameCell(resolved));
        column(size, FileRow::size);
        column(mode, FileRow::mode);
        column(owner, FileRow::owner);
        size.getStyleClass().add("numeric");
        files.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_NEXT_COLUMN);
        var none = new Label();
        none.getStyleClass().add("empty-note");
        none.setWrapText(true);
        none.textProperty().bind(resolved.noteProperty());
        files.setPlaceholder(none);
        files.addEventFilter(KeyEvent.KEY_PRESSED, event -> fileKey(event, resolved));
        files.getSelectionModel().selectedItemProperty().subscribe(this::showDetail);
        resolved.noteProperty().subscribe(this::showDetail);
        files.widthProperty()
                .subscribe(width -> {
                    boolean all = width.doubleValue() >= ALL_COLUMNS_FROM;
                    mode.setVisible(all);
                    owner.setVisible(all);
                });
        search.textProperty().bindBidirectional(resolved.filterProperty());
        resolved.fillTextProperty().subscribe(fillText::setText);
        resolved.summaryProperty().subscribe(filesSummary::setText);
        resolved.fillProperty().subscribe(fill -> fillLine.setFill(fill.doubleValue()));
        views.selectedToggleProperty().subscribe(this::showView);
    }

    private static void column(TableColumn<FileRow, String> column, Function<FileRow, String> of) {
        column.setCellValueFactory(row -> new ReadOnlyStringWrapper(of.apply(row.getValue())));
    }

    private void fileKey(KeyEvent event, ResolvedViewModel resolved) {
        FileRow row = files.getSelectionModel().getSelectedItem();
        if (row == null) {
            return;
        }
        switch (event.getCode()) {
            case RIGHT -> {
                if (!row.isOpen()) {
                    resolved.toggle(row);
                }
            }
            case LEFT -> {
                FileRow parent = row.parent();
                if (row.isOpen()) {
                    resolved.toggle(row);
                } else if (parent != null) {
                    files.getSelectionModel().select(parent);
                    files.scrollTo(parent);
                }
            }
            case ENTER -> resolved.goToEntry(row);
            default -> {
                return;
            }
        }
        int index = resolved.rows().indexOf(files.getSelectionModel().getSelectedItem());
        files.getSelectionModel().clearAndSelect(Math.max(0, index));
        event.consume();
    }

    private void showDetail() {
        FileRow row = files.getSelectionModel().getSelectedItem();
        String note = model.resolved().noteProperty().get();
        detail.setText(
                row == null
                        ? files.getItems().isEmpty() ? "" : note
                        : texts.of(
                                "contents.files.detail",
                                row.mode(),
                                row.owner(),
                                model.resolved().origin(row),
                                model.resolved().origin(row).isEmpty() ? 0 : 1));
        detail.setVisible(!detail.getText().isEmpty());
        detail.setManaged(!detail.getText().isEmpty());
    }

    private void showView(Toggle toggle) {
        if (toggle == null) {
            treeView.setSelected(true);
            return;
        }
        boolean asMap = toggle.equals(mapView);
        model.resolved().bySizeProperty().set(!toggle.equals(treeView));
        map.setVisible(asMap);
        files.setVisible(!asMap);
        search.setDisable(asMap);
    }

    private void bindMap(ResolvedViewModel resolved) {
        treemap.cellsProperty().bind(resolved.cellsProperty());
        treemap.onInto(cell -> {
            if (cell.folder()) {
                resolved.showFolder(cell.path());
            }
        });
        treemap.onOut(resolved::showFolderAbove);
        resolved.folderProperty().subscribe(path -> fillCrumbs(resolved, path));
    }

    private void fillCrumbs(ResolvedViewModel resolved, String path) {
        var parts = new ArrayList<Node>();
        parts.add(crumb(resolved, texts.of("contents.treemap.top"), "/"));
        var at = new StringBuilder();
        for (String part : path.split("/", -1)) {
            if (!part.isEmpty()) {
                at.append('/').append(part);
                var separator = new Label("/");
                separator.getStyleClass().add("crumb-mark");
                parts.add(separator);
                parts.add(crumb(resolved, part, at.toString()));
            }
        }
        crumbs.getChildren().setAll(parts);
    }

    private static Hyperlink crumb(ResolvedViewModel resolved, String word, String path) {
        var crumb = new Hyperlink(word);
        crumb.getStyleClass().add("crumb");
        crumb.setOnAction(_ -> resolved.showFolder(path));
        return crumb;
    }

    private void arrange() {
        boolean both = root.getWidth() >= BOTH_FROM;
        shown(entriesPane, both || !filesFirst);
        shown(filesPane, both || filesFirst);
        shown(toFiles, !both);
        shown(toEntries, !both);
        entriesPane.setPrefWidth(100);
        filesPane.setPrefWidth(100);
    }

    private static void shown(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    @FXML
    private void showFiles() {
        filesFirst = true;
        arrange();
        files.requestFocus();
    }

    @FXML
    private void showEntries() {
        filesFirst = false;
        arrange();
        list.requestFocus();
    }

    @FXML
    private void addFolder() {
        model.addFolder();
    }

    @FXML
    private void addFile() {
        model.addFile();
    }

    @FXML
    private void addMachineId() {
        model.addMachineId();
    }

    @FXML
    private void addHostname() {
        model.addHostname();
    }

    @FXML
    private void addGrowth() {
        model.addGrowth(false);
    }

    @FXML
    private void addRepart() {
        model.addGrowth(true);
    }

    @FXML
    private void addText() {
        model.addText();
    }

    @FXML
    private void addFstab() {
        model.addFstab();
    }

    @FXML
    private void duplicate() {
        model.duplicateSelected();
    }

    @FXML
    private void remove() {
        model.removeSelected();
    }

    @FXML
    private void up() {
        model.moveSelected(-1);
    }

    @FXML
    private void down() {
        model.moveSelected(1);
    }
}

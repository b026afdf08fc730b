package dev.diskwright.ui.inspector;

import dev.diskwright.ui.edit.PartitionFields;
import dev.diskwright.ui.form.ChoiceRow;
import dev.diskwright.ui.form.FieldFrame;
import dev.diskwright.ui.form.FlagRow;
import dev.diskwright.ui.form.Fold;
import dev.diskwright.ui.form.InfoRow;
import dev.diskwright.ui.form.TextRow;
import dev.diskwright.ui.layout.Role;
import dev.diskwright.ui.layout.RoleGlyph;
import java.util.List;
import javafx.beans.InvalidationListener;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Binds `Inspector.fxml`.
public final class InspectorController {
    /// Room above a row that was scrolled to, in pixels.
    private static final double MARGIN = 60;

    /// Padding of a form on each side, in pixels.
    private static final double SIDE = 16;

    private static final PseudoClass NARROW = PseudoClass.getPseudoClass("narrow");

    private final InspectorViewModel model;

    @FXML private ScrollPane scroll;
    @FXML private VBox diskForm;
    @FXML private VBox partitionForm;
    @FXML private VBox contentForm;
    @FXML private VBox segmentForm;

    @FXML private TextRow diskName;
    @FXML private ChoiceRow sizeMode;
    @FXML private TextRow diskSize;
    @FXML private TextRow additionalSpace;
    @FXML private ChoiceRow sectorSize;
    @FXML private ChoiceRow diskFormat;
    @FXML private ChoiceRow compress;
    @FXML private ChoiceRow preset;
    @FXML private ChoiceRow table;
    @FXML private TextRow bootSize;
    @FXML private ChoiceRow rootFilesystem;
    @FXML private TextRow rootLabel;
    @FXML private TextRow align;
    @FXML private TextRow diskId;
    @FXML private InfoRow boot;

    @FXML private RoleGlyph glyph;
    @FXML private Label partitionTitle;
    @FXML private Label partitionSubtitle;
    @FXML private Label presetNote;
    @FXML private TextRow name;
    @FXML private TextRow type;
    @FXML private TextRow size;
    @FXML private ChoiceRow format;
    @FXML private TextRow label;
    @FXML private ChoiceRow blockSize;
    @FXML private TextRow reserved;
    @FXML private ChoiceRow fatBits;
    @FXML private TextRow filesystemId;
    @FXML private TextRow mount;
    @FXML private TextRow start;
    @FXML private TextRow end;
    @FXML private TextRow number;
    @FXML private TextRow uuid;
    @FXML private ChoiceRow role;
    @FXML private InfoRow contents;
    @FXML private VBox pinBox;
    @FXML private InfoRow alignment;
    @FXML private VBox flagBox;
    @FXML private InfoRow device;
    @FXML private ChoiceRow clusterSize;
    @FXML private ChoiceRow compression;
    @FXML private ChoiceRow packedBlockSize;
    @FXML private ChoiceRow erofsCompression;
    @FXML private TextRow proved;
    @FXML private Fold advanced;

    @FXML private Label contentTitle;
    @FXML private TextRow source;
    @FXML private TextRow text;
    @FXML private TextRow exclude;
    @FXML private TextRow sourcePartition;
    @FXML private TextRow sourcePath;
    @FXML private TextRow reference;
    @FXML private TextRow platform;
    @FXML private TextRow target;
    @FXML private TextRow mode;
    @FXML private TextRow user;
    @FXML private TextRow group;

    @FXML private Label segmentTitle;
    @FXML private Label segmentText;

    /// Shows `model`.
    @SuppressWarnings("NullAway.Init") // the loader fills the fields
    public InspectorController(InspectorViewModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        bindDisk(model.disk());
        bindPartition(model.partition());
        bindContent(model.content());
        segmentTitle.textProperty().bind(model.segmentTitleProperty());
        segmentText.textProperty().bind(model.segmentTextProperty());
        InvalidationListener reflow = _ -> markNarrow();
        scroll.viewportBoundsProperty().addListener(reflow);
        partitionTitle.fontProperty().addListener(reflow);
        model.formProperty().subscribe(this::show);
        model.wantedFieldProperty().subscribe(this::focus);
    }

    private void bindDisk(DiskFormViewModel disk) {
        diskName.bind(disk.name());
        sizeMode.bind(disk.sizeMode());
        diskSize.bind(disk.size());
        additionalSpace.bind(disk.additionalSpace());
        sectorSize.bind(disk.sectorSize());
        diskFormat.bind(disk.format());
        compress.bind(disk.compress());
        LayoutFormViewModel layout = disk.layout();
        preset.bind(layout.preset());
        table.bind(layout.table());
        bootSize.bind(layout.bootSize());
        rootFilesystem.bind(layout.rootFilesystem());
        rootLabel.bind(layout.rootLabel());
        align.bind(layout.align());
        diskId.bind(layout.diskId());
        boot.bind(disk.bootProperty());
        boot.onLink(disk::openBoot);
    }

    private void bindPartition(PartitionFormViewModel partition) {
        partitionTitle.textProperty().bind(partition.titleProperty());
        partitionSubtitle.textProperty().bind(partition.subtitleProperty());
        presetNote.visibleProperty().bind(partition.fromPresetProperty());
        presetNote.managedProperty().bind(partition.fromPresetProperty());
        partition
                .roleProperty()
                .subscribe(it -> {
                    if (it == null) {
                        glyph.showMixed();
                    } else {
                        glyph.show(it);
                    }
                });
        PartitionFields fields = partition.fields();
        name.bind(fields.name());
        role.setGlyphs(InspectorController::glyphOf);
        role.bind(fields.role());
        size.bind(fields.size());
        format.bind(fields.format());
        mount.bind(fields.mount());
        type.bind(fields.type());
        label.bind(partition.filesystem().label());
        contents.bind(partition.contentsProperty());
        contents.onLink(partition::openContents);
        start.bind(partition.place().start());
        end.bind(partition.place().end());
        pinBox.getChildren().add(new FlagRow(partition.place().pin()));
        alignment.bind(partition.place().alignmentProperty());
        number.bind(partition.entry().number());
        uuid.bind(partition.entry().uuid());
        partition.entry().flags().forEach(flag -> flagBox.getChildren().add(new FlagRow(flag)));
        filesystemId.bind(partition.filesystem().id());
        device.bind(partition.deviceProperty());
        blockSize.bind(partition.filesystem().blockSize());
        reserved.bind(partition.filesystem().reserved());
        fatBits.bind(partition.filesystem().fatBits());
        clusterSize.bind(partition.filesystem().clusterSize());
        compression.bind(partition.filesystem().compression());
        packedBlockSize.bind(partition.filesystem().packedBlockSize());
        erofsCompression.bind(partition.filesystem().erofsCompression());
        proved.bind(partition.filesystem().proved());
    }

    private static @Nullable Node glyphOf(String role) {
        for (Role it : Role.values()) {
            if (it.name().equalsIgnoreCase(role)) {
                var glyph = new RoleGlyph();
                glyph.show(it);
                return glyph;
            }
        }
        return null;
    }

    private void bindContent(ContentFormViewModel content) {
        contentTitle.textProperty().bind(content.titleProperty());
        source.bind(content.source());
        text.bind(content.text());
        exclude.bind(content.exclude());
        sourcePartition.bind(content.partition());
        sourcePath.bind(content.path());
        reference.bind(content.reference());
        platform.bind(content.platform());
        target.bind(content.target());
        mode.bind(content.mode());
        user.bind(content.user());
        group.bind(content.group());
    }

    private void show(InspectorViewModel.Form form) {
        show(diskForm, form == InspectorViewModel.Form.DISK);
        show(partitionForm, form == InspectorViewModel.Form.PARTITION);
        show(contentForm, form == InspectorViewModel.Form.CONTENT);
        show(segmentForm, form == InspectorViewModel.Form.SEGMENT);
        scroll.setVvalue(0);
    }

    /// Labels are above their fields where there is no room beside these; what stood below the fields follows.
    private void markNarrow() {
        double em = number.labelSize();
        double width = scroll.getViewportBounds().getWidth() - 2 * SIDE;
        scroll.pseudoClassStateChanged(NARROW, FieldFrame.isNarrow(width, em));
    }

    private static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    /// Focuses the row that edits what `path` names, or the nearest above it.
    private void focus(@Nullable String path) {
        if (path == null || path.startsWith("/boot") || path.startsWith("/reproducible")) {
            return; // edited elsewhere
        }
        VBox form =
                switch (model.formProperty().get()) {
                    case DISK -> diskForm;
                    case PARTITION -> partitionForm;
                    case CONTENT -> contentForm;
                    case SEGMENT -> segmentForm;
                };
        FieldFrame row = row(form.getChildren(), path);
        if (row == null && form.equals(partitionForm)) {
            row = row(advanced.getRows(), path);
            if (row != null) {
                advanced.open();
            }
        }
        if (row == null) {
            row = first(form.getChildren());
        }
        if (row != null) {
            row.focus();
            reveal(row);
        }
    }

    private static @Nullable FieldFrame row(List<Node> nodes, String path) {
        for (Node node : nodes) {
            if (node instanceof FieldFrame row
                    && row.isManaged()
                    && !row.path().isEmpty()
                    && (path.endsWith("/" + row.path()) || path.endsWith(row.path()))) {
                return row;
            }
        }
        return null;
    }

    private static @Nullable FieldFrame first(List<Node> nodes) {
        for (Node node : nodes) {
            if (node instanceof FieldFrame row && row.isManaged()) {
                return row;
            }
        }
        return null;
    }

    /// Scrolls until the row is in view, once the form has its new size.
    private void reveal(Node row) {
        scroll.applyCss();
        scroll.layout();
        double height = scroll.getContent().getBoundsInLocal().getHeight();
        double room = height - scroll.getViewportBounds().getHeight();
        double top =
                scroll.getContent()
                        .sceneToLocal(row.localToScene(row.getBoundsInLocal()))
                        .getMinY();
        scroll.setVvalue(room <= 0 ? 0 : Math.clamp((top - MARGIN) / room, 0, 1));
    }

    @FXML
    private void removePartition() {
        model.partition().remove();
    }

    @FXML
    private void removeContent() {
        model.content().remove();
    }
}

package dev.diskwright.ui.inspector;

import dev.diskwright.ui.form.ChoiceRow;
import dev.diskwright.ui.form.FieldFrame;
import dev.diskwright.ui.form.FlagModel;
import dev.diskwright.ui.form.TextRow;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Binds `Inspector.fxml`.
public final class InspectorController {
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
    @FXML private ChoiceRow preset;
    @FXML private ChoiceRow table;
    @FXML private TextRow bootSize;
    @FXML private ChoiceRow rootFilesystem;
    @FXML private TextRow rootLabel;
    @FXML private TextRow align;
    @FXML private ChoiceRow identifiers;
    @FXML private TextRow seed;
    @FXML private TextRow timestamp;
    @FXML private TextRow diskId;

    @FXML private ChoiceRow loader;
    @FXML private TextRow kernel;
    @FXML private TextRow initrd;
    @FXML private TextRow cmdline;
    @FXML private TextRow stub;
    @FXML private TextRow systemdBoot;

    @FXML private Region swatch;
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
    @FXML private VBox flagBox;
    @FXML private Label facts;

    @FXML private Label contentTitle;
    @FXML private TextRow source;
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
        bindBoot(model.boot());
        bindPartition(model.partition());
        bindContent(model.content());
        segmentTitle.textProperty().bind(model.segmentTitleProperty());
        segmentText.textProperty().bind(model.segmentTextProperty());
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
        preset.bind(disk.preset());
        table.bind(disk.table());
        bootSize.bind(disk.bootSize());
        rootFilesystem.bind(disk.rootFilesystem());
        rootLabel.bind(disk.rootLabel());
        align.bind(disk.align());
        identifiers.bind(disk.identifiers());
        seed.bind(disk.seed());
        timestamp.bind(disk.timestamp());
        diskId.bind(disk.diskId());
    }

    private void bindBoot(BootFormViewModel boot) {
        loader.bind(boot.loader());
        kernel.bind(boot.kernel());
        initrd.bind(boot.initrd());
        cmdline.bind(boot.cmdline());
        stub.bind(boot.stub());
        systemdBoot.bind(boot.systemdBoot());
    }

    private void bindPartition(PartitionFormViewModel partition) {
        partitionTitle.textProperty().bind(partition.titleProperty());
        partitionSubtitle.textProperty().bind(partition.subtitleProperty());
        presetNote.visibleProperty().bind(partition.fromPresetProperty());
        presetNote.managedProperty().bind(partition.fromPresetProperty());
        partition
                .roleProperty()
                .subscribe(role -> swatch.getStyleClass().setAll("swatch", role.styleClass()));
        name.bind(partition.name());
        type.bind(partition.type());
        size.bind(partition.size());
        format.bind(partition.format());
        label.bind(partition.filesystem().label());
        blockSize.bind(partition.filesystem().blockSize());
        reserved.bind(partition.filesystem().reserved());
        fatBits.bind(partition.filesystem().fatBits());
        filesystemId.bind(partition.filesystem().id());
        mount.bind(partition.mount());
        start.bind(partition.start());
        end.bind(partition.end());
        number.bind(partition.number());
        uuid.bind(partition.uuid());
        partition.flags().forEach(flag -> flagBox.getChildren().add(flag(flag)));
        facts.textProperty().bind(partition.factsProperty());
        facts.managedProperty().bind(partition.factsProperty().isNotEmpty());
        facts.visibleProperty().bind(partition.factsProperty().isNotEmpty());
    }

    private static CheckBox flag(FlagModel flag) {
        var box = new CheckBox(flag.label());
        box.setId("flag-" + flag.key());
        box.selectedProperty().bindBidirectional(flag.onProperty());
        box.visibleProperty().bind(flag.shownProperty());
        box.managedProperty().bind(flag.shownProperty());
        return box;
    }

    private void bindContent(ContentFormViewModel content) {
        contentTitle.textProperty().bind(content.titleProperty());
        source.bind(content.source());
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

    private static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    /// Focuses the row that edits what `path` names, or the nearest above it.
    private void focus(@Nullable String path) {
        if (path == null) {
            return;
        }
        VBox form =
                switch (model.formProperty().get()) {
                    case DISK -> diskForm;
                    case PARTITION -> partitionForm;
                    case CONTENT -> contentForm;
                    case SEGMENT -> segmentForm;
                };
        for (Node node : form.getChildren()) {
            if (node instanceof FieldFrame row
                    && row.isVisible()
                    && !row.path().isEmpty()
                    && (path.endsWith("/" + row.path()) || path.endsWith(row.path()))) {
                row.focus();
                return;
            }
        }
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

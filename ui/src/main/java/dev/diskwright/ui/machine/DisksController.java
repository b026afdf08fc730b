package dev.diskwright.ui.machine;

import dev.diskwright.ui.form.ChoiceRow;
import dev.diskwright.ui.form.FlagRow;
import dev.diskwright.ui.text.Texts;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// Binds `Disks.fxml`.
public final class DisksController {
    private final DisksViewModel model;
    private final Texts texts;

    @FXML private ChoiceRow diskInterface;
    @FXML private VBox inMemory;
    @FXML private Label rootNote;
    @FXML private EntryCards disks;

    /// Shows `model`.
    @SuppressWarnings("NullAway.Init") // the loader fills the fields
    public DisksController(DisksViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
    }

    @FXML
    private void initialize() {
        diskInterface.bind(model.diskInterface());
        inMemory.getChildren().add(new FlagRow(model.inMemory()));
        FieldPaths.mark(inMemory, "/vm/diskImage");
        rootNote.textProperty().bind(model.rootNoteProperty());
        disks.bind(model.disks(), texts);
        FieldPaths.mark(disks, "/vm/emptyDiskImages");
    }
}

package dev.diskwright.ui.machine;

import dev.diskwright.ui.form.FlagRow;
import dev.diskwright.ui.form.TextRow;
import dev.diskwright.ui.text.Texts;
import javafx.fxml.FXML;
import javafx.scene.layout.VBox;

/// Binds `Sharing.fxml`.
public final class SharingController {
    private final SharingViewModel model;
    private final Texts texts;

    @FXML private EntryCards shares;
    @FXML private EntryCards forwards;
    @FXML private EntryCards credentials;
    @FXML private VBox guestAgent;
    @FXML private VBox tpm;
    @FXML private TextRow tpmModel;

    /// Shows `model`.
    @SuppressWarnings("NullAway.Init") // the loader fills the fields
    public SharingController(SharingViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
    }

    @FXML
    private void initialize() {
        shares.bind(model.shares(), texts);
        FieldPaths.mark(shares, "/vm/sharedDirectories");
        forwards.bind(model.forwards(), texts);
        FieldPaths.mark(forwards, "/vm/forwardPorts");
        credentials.bind(model.credentials(), texts);
        FieldPaths.mark(credentials, "/vm/credentials");
        guestAgent.getChildren().add(new FlagRow(model.guestAgent()));
        FieldPaths.mark(guestAgent, "/vm/guestAgent");
        tpm.getChildren().add(new FlagRow(model.tpm()));
        FieldPaths.mark(tpm, "/vm/tpm/enable");
        tpmModel.bind(model.tpmModel());
    }
}

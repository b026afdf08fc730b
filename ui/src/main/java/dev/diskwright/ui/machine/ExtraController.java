package dev.diskwright.ui.machine;

import dev.diskwright.ui.text.Texts;
import javafx.fxml.FXML;

/// Binds `Extra.fxml`.
public final class ExtraController {
    private final ExtraViewModel model;
    private final Texts texts;

    @FXML private EntryCards tokens;

    /// Shows `model`.
    @SuppressWarnings("NullAway.Init") // the loader fills the fields
    public ExtraController(ExtraViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
    }

    @FXML
    private void initialize() {
        tokens.bind(model.tokens(), texts);
        FieldPaths.mark(tokens, "/vm/qemuOptions");
    }
}

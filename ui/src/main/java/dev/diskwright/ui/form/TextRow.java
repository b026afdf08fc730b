package dev.diskwright.ui.form;

/// A line of text that commits on Enter and when it loses the focus; Escape drops the draft.
public final class TextRow extends FieldFrame {
    private final TextEditor editor = new TextEditor();
    private String path = "";

    /// For the loader.
    public TextRow() {
        setControl(editor, editor.control());
    }

    /// Shows and edits `model` from now on.
    public void bind(TextFieldModel model) {
        path = model.path();
        editor.bind(model);
        bindShown(model.shownProperty());
        model.echoProperty().subscribe(() -> note(model));
        model.problemProperty().subscribe(() -> note(model));
        note(model);
    }

    private void note(TextFieldModel model) {
        setNote(model.echoProperty().get(), model.problemProperty().get());
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public void focus() {
        editor.focus();
    }
}

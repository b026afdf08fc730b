package dev.diskwright.ui.form;

import javafx.beans.property.StringProperty;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// Something to read in a form, with a way to where it is edited.
public final class InfoRow extends FieldFrame {
    private final Label text = new Label();
    private final Hyperlink link = new Hyperlink();

    /// For the loader.
    public InfoRow() {
        text.getStyleClass().add("field-info");
        text.setWrapText(true);
        text.setMinHeight(USE_PREF_SIZE);
        link.getStyleClass().add("field-remedy");
        link.visibleProperty().bind(link.textProperty().isNotEmpty());
        link.managedProperty().bind(link.visibleProperty());
        setControl(new VBox(2, text, link), text);
        setNote("", null);
    }

    /// Shows `model` from now on; the row is there while it says something.
    public void bind(javafx.beans.value.ObservableValue<String> model) {
        text.textProperty().bind(model);
        visibleProperty().bind(text.textProperty().isNotEmpty());
        managedProperty().bind(visibleProperty());
    }

    /// Takes what the link below the text does.
    public void onLink(Runnable action) {
        link.setOnAction(_ -> action.run());
    }

    /// {@return the link's words}
    public StringProperty linkProperty() {
        return link.textProperty();
    }

    /// {@return the link's words}
    public String getLink() {
        return link.getText();
    }

    /// Takes the link's words.
    public void setLink(String words) {
        link.setText(words);
    }

    @Override
    public String path() {
        return "";
    }

    @Override
    public void focus() {
        link.requestFocus();
    }
}

package dev.diskwright.ui.notice;

import dev.diskwright.ui.document.DocumentViewModel;
import dev.diskwright.ui.document.Step;
import dev.diskwright.ui.text.Texts;
import java.util.List;
import javafx.beans.InvalidationListener;
import org.jspecify.annotations.Nullable;

/// A toast with Undo after each step that was made by something else than typing into a form. It is the last such step
/// that is shown, and only as long as it is the one that Undo takes back.
public final class EditToasts {
    private static final String ID = "edit";

    private final DocumentViewModel document;
    private final NoticesViewModel notices;
    private final Texts texts;
    private @Nullable Step shown;

    /// Shows the steps of `document`.
    public EditToasts(DocumentViewModel document, NoticesViewModel notices, Texts texts) {
        this.document = document;
        this.notices = notices;
        this.texts = texts;
        document.onAnnounced(this::show);
        document.done().addListener((InvalidationListener) _ -> check());
    }

    /// {@return labels of the steps that a toast can undo: none or one}
    List<String> shown() {
        return shown == null ? List.of() : List.of(shown.label());
    }

    private void show(Step step) {
        shown = step;
        notices.toast(
                new Notice(
                        ID,
                        Notice.Kind.DONE,
                        step.label(),
                        List.of(
                                new Notice.Action(
                                        "undo", texts.of("notice.undo"), document::undo))));
    }

    /// A step that is no longer the last one cannot be undone by its toast.
    private void check() {
        Step step = shown;
        if (step != null
                && (document.done().isEmpty() || !document.done().getLast().equals(step))) {
            shown = null;
            notices.withdraw(ID);
        }
    }
}

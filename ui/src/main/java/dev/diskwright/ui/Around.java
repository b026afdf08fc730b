package dev.diskwright.ui;

import dev.diskwright.ui.document.DocumentViewModel;
import dev.diskwright.ui.notice.EditToasts;
import dev.diskwright.ui.notice.NoticesViewModel;

/// State of what surrounds the work on a design: what is told, kept, watched and explained.
///
/// @param notices toasts and banners
/// @param editToasts which steps get a toast
record Around(NoticesViewModel notices, EditToasts editToasts) {
    /// {@return view models around `document`}
    static Around wire(ViewModels.Outside outside, DocumentViewModel document) {
        var notices = new NoticesViewModel(outside.jobs());
        return new Around(notices, new EditToasts(document, notices, outside.texts()));
    }
}

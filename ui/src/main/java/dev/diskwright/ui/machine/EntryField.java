package dev.diskwright.ui.machine;

import dev.diskwright.ui.form.ChoiceModel;
import dev.diskwright.ui.form.FlagModel;
import dev.diskwright.ui.form.TextFieldModel;

/// A field of an entry.
public sealed interface EntryField {
    /// A line of text.
    ///
    /// @param label what it is to people
    record Line(String label, TextFieldModel model) implements EntryField {}

    /// One of several values.
    ///
    /// @param label what it is to people
    record Choice(String label, ChoiceModel model) implements EntryField {}

    /// On or off.
    ///
    /// @param path JSON pointer of what it edits
    record Flag(String path, FlagModel model) implements EntryField {}
}

package dev.diskwright.ui.start;

import dev.diskwright.ui.journal.JournalViewModel;

/// Unsaved work of an earlier run, in words.
///
/// @param found the work itself
/// @param title what it is work on
/// @param detail where its file lies and when it was edited last
/// @param warning what else should be known; empty for nothing
public record UnsavedCard(
        JournalViewModel.Found found, String title, String detail, String warning) {}

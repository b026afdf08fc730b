package dev.diskwright.ui.running;

/// A stage of a boot, as a check shows it.
///
/// @param id of the stage
/// @param title in a few words
/// @param state `waits`, `running`, `passed`, `skipped`, or `missed` where the check ended before it
/// @param time when it was reached, from the start of the machine; empty if it was not
/// @param spoken the same in a sentence
public record CheckStage(String id, String title, String state, String time, String spoken) {}

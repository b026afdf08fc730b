package dev.diskwright.ui.build;

/// A stage as the list shows it.
///
/// @param id of the stage
/// @param title for people
/// @param state `waits`, `running`, `passed`, `warned`, `failed`, `skipped`, `cancelled`
/// @param stateWord the same for people; while it runs, its share
/// @param fraction 0 to 1; negative while it runs for an unknown time
/// @param time how long it took so far
/// @param amount bytes of bytes
/// @param speed bytes a second
/// @param left time it will still take; empty where that cannot be told
/// @param note one clause on how it went, or that nothing moves
/// @param spoken the row as one sentence
public record StageRow(
        String id,
        String title,
        String state,
        String stateWord,
        double fraction,
        String time,
        String amount,
        String speed,
        String left,
        String note,
        String spoken) {}

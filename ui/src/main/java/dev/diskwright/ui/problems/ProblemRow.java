package dev.diskwright.ui.problems;

/// A problem as the list shows it.
///
/// @param severity `error`, `warning` or `hint`
/// @param code family and number
/// @param sentence what is wrong
/// @param remedy what would be right; may be empty
/// @param place what it is about, for people
/// @param path JSON path of what it is about
/// @param fixable whether a single edit mends it
public record ProblemRow(
        String severity,
        String code,
        String sentence,
        String remedy,
        String place,
        String path,
        boolean fixable) {}

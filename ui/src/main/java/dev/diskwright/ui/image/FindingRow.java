package dev.diskwright.ui.image;

/// Something that verification found.
///
/// @param severity `error`, `warning` or `hint`
/// @param sentence what is wrong, and what would be right
/// @param place where, down to the field and its offset
public record FindingRow(String severity, String sentence, String place) {}

package dev.diskwright.ui.build;

/// One line of a panel.
///
/// @param label what it is
/// @param value what it comes to
public record Fact(String label, String value) {}

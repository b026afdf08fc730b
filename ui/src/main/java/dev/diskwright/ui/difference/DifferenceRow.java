package dev.diskwright.ui.difference;

/// One difference in words.
///
/// @param kind `added`, `removed`, `changed` or `moved`
/// @param place what it belongs to
/// @param field what of it
/// @param before the earlier value; empty for none
/// @param after the later value; empty for none
/// @param sentence all of it for assistive technology
public record DifferenceRow(
        String kind, String place, String field, String before, String after, String sentence) {}

package dev.diskwright.ui.boot;

/// A line of the checklist.
///
/// @param id of what is needed
/// @param state `has`, `lacks`, `advice` or `info`, which are style classes too
/// @param stateWord the same for people
/// @param text how it stands, a whole sentence
/// @param fix words on the button that mends it; empty for none
/// @param choose words on the button that asks for a file; empty for none
public record NeedRow(
        String id, String state, String stateWord, String text, String fix, String choose) {}

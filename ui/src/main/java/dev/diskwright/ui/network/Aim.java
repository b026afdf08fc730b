package dev.diskwright.ui.network;

/// An interface in hand, and where it would go.
///
/// @param nic its name
/// @param drop what it is over
/// @param byKeys whether keys move it
/// @param words what letting it go would do, or why it cannot
/// @param refused whether it cannot
public record Aim(String nic, Drop drop, boolean byKeys, String words, boolean refused) {}

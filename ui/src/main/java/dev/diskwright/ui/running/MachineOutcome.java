package dev.diskwright.ui.running;

/// How a machine ended.
///
/// @param kind `good`, `bad` or `cancelled`
/// @param headline in a sentence
/// @param words the emulator's last words; may be empty
public record MachineOutcome(String kind, String headline, String words) {}

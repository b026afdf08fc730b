package dev.diskwright.core.vm.run;

/// What a machine does.
///
/// @param isRunning whether the guest's processors run
/// @param name the emulator's word, such as `running`, `paused`, `io-error`, `guest-panicked`
public record RunState(boolean isRunning, String name) {}

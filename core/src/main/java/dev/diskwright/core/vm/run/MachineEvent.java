package dev.diskwright.core.vm.run;

/// Something that happened to a machine while it ran.
///
/// @param detail what the emulator says of it: a device, a reason; may be empty
public record MachineEvent(Kind kind, String detail) {
    /// What happened.
    public enum Kind {
        /// The guest, or we, restarted it.
        RESET,
        /// It stands still.
        PAUSED,
        /// It goes on.
        RESUMED,
        /// The guest told of a panic.
        PANICKED,
        /// A disk could not be read or written.
        DISK_ERROR,
        /// It is about to end.
        SHUTDOWN,
        /// A program that should run beside it has ended.
        COMPANION_ENDED,
        /// More happened than could be told; `detail` is how much.
        SKIPPED
    }
}

package dev.diskwright.core.vm.run;

/// Why a machine runs no more.
public sealed interface MachineEnd {
    /// The guest switched it off.
    record PoweredOff() implements MachineEnd {}

    /// The guest restarted it, and its arguments say not to (`-no-reboot`).
    record Restarted() implements MachineEnd {}

    /// The guest told of a panic, and its arguments say to end then.
    record Panicked() implements MachineEnd {}

    /// It was ended from outside: by us, by its window, or by a signal that it obeyed.
    record Closed() implements MachineEnd {}

    /// The emulator gave up.
    ///
    /// @param status exit status
    /// @param message its last words; may be empty
    record Failed(int status, String message) implements MachineEnd {}

    /// The emulator was killed by a signal, such as 11 after a fault of its own or 9 where memory ran out.
    ///
    /// @param message its last words; may be empty
    record Crashed(int signal, String message) implements MachineEnd {}

    /// {@return one clause, lower case}
    default String sentence() {
        return switch (this) {
            case PoweredOff _ -> "the guest switched the machine off";
            case Restarted _ -> "the guest restarted the machine";
            case Panicked _ -> "the guest told of a panic";
            case Closed _ -> "the machine was closed";
            case Failed(int status, String message) ->
                    "the emulator ended with status %d%s".formatted(status, said(message));
            case Crashed(int signal, String message) ->
                    "the emulator was killed by signal %d%s".formatted(signal, said(message));
        };
    }

    private static String said(String message) {
        return message.isEmpty() ? "" : ": " + message;
    }
}

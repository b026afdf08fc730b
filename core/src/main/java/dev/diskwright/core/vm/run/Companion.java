package dev.diskwright.core.vm.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A program that runs beside the emulator, from before its start to after its end: an emulated TPM, a file server, a
/// network switch.
///
/// @param name for messages
/// @param command the program and its arguments; it must stay in the foreground
/// @param ready the socket, or other file, that appears when it is ready; empty if it need not be waited for
/// @param patience how long that may take
public record Companion(
        String name, List<String> command, Optional<Path> ready, Duration patience) {
    /// Refuses an empty command.
    public Companion {
        command = List.copyOf(command);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("no command");
        }
    }
}

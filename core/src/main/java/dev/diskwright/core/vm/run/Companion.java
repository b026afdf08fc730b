package dev.diskwright.core.vm.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A program that runs beside the emulator, from before its start to after its end: an emulated TPM, a file server, a
/// network switch. Its standard input stays open as long as it is to run.
///
/// @param name for messages
/// @param command the program and its arguments; it must stay in the foreground
/// @param ready the socket, or other file, that appears when it is ready; empty if it need not be waited for
/// @param patience how long that may take
/// @param lifeline for a program that machines share, those of other processes too: a FIFO, made if it is missing, that
///     becomes its standard input, at whose end it must end by itself. Whoever uses the program holds the FIFO open, so that it lives as long
///     as one of them does, whichever has started it. `ready` is then a socket, in a directory that is the program's own
public record Companion(
        String name,
        List<String> command,
        Optional<Path> ready,
        Duration patience,
        Optional<Path> lifeline) {
    /// Refuses an empty command, and a shared program of which nobody can tell whether it runs.
    public Companion {
        command = List.copyOf(command);
        if (command.isEmpty() || lifeline.isPresent() && ready.isEmpty()) {
            throw new IllegalArgumentException("no command, or no socket");
        }
    }

    /// One that ends with the machine.
    public Companion(String name, List<String> command, Optional<Path> ready, Duration patience) {
        this(name, command, ready, patience, Optional.empty());
    }
}

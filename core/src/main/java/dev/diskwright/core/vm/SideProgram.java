package dev.diskwright.core.vm;

import java.nio.file.Path;
import java.util.List;

/// A program that must run beside QEMU, from before its start to after its end.
///
/// @param id stable: `tpm`, `share-TAG`, `vlan-1`
/// @param command program and arguments; it stays in the foreground. Its standard input is a pipe that stays open as long
///     as it is to run: a switch ends when it is closed
/// @param ready socket that appears when it is ready
/// @param shared whether all machines of the user share it: it is started if nobody answers at `ready`, and left running
///     while another machine uses it
public record SideProgram(String id, List<String> command, Path ready, boolean shared) {
    /// Copies the list.
    public SideProgram {
        command = List.copyOf(command);
    }
}

package dev.diskwright.core.vm;

import java.util.ArrayList;
import java.util.List;

/// How QEMU is called. Where the control socket and the serial ports lead is not part of it: whoever starts it decides
/// that and adds it behind the tokens.
///
/// @param program path of the program; its name alone where it was not found
/// @param groups of arguments, in order
public record QemuCommand(String program, List<ArgumentGroup> groups) {
    /// Copies the list.
    public QemuCommand {
        groups = List.copyOf(groups);
    }

    /// {@return the arguments, without the program}
    public List<String> tokens() {
        return groups.stream().flatMap(it -> it.tokens().stream()).toList();
    }

    /// {@return the program and its arguments}
    public List<String> line() {
        var all = new ArrayList<String>();
        all.add(program);
        all.addAll(tokens());
        return List.copyOf(all);
    }
}

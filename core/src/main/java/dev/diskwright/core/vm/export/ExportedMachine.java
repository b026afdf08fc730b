package dev.diskwright.core.vm.export;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.vm.Machine;
import dev.diskwright.core.vm.Preparation;
import dev.diskwright.core.vm.SideProgram;
import java.nio.file.Path;
import java.util.List;

/// What is exported.
///
/// @param design that the machine follows from
/// @param base directory that relative paths start from, absolute
/// @param program emulator
/// @param tokens its arguments
/// @param disk file of the disk that the design describes
/// @param preparations files that must be there before it starts
/// @param sidePrograms what must run beside it
public record ExportedMachine(
        Design design,
        Path base,
        String program,
        List<String> tokens,
        Path disk,
        List<Preparation> preparations,
        List<SideProgram> sidePrograms) {
    /// Copies the lists.
    public ExportedMachine {
        tokens = List.copyOf(tokens);
        preparations = List.copyOf(preparations);
        sidePrograms = List.copyOf(sidePrograms);
    }

    /// {@return what is exported of a machine}
    public static ExportedMachine of(Design design, Path base, Machine machine, Path disk) {
        return new ExportedMachine(
                design,
                base,
                machine.command().program(),
                machine.command().tokens(),
                disk,
                machine.preparations(),
                machine.sidePrograms());
    }

    /// {@return the tokens as arguments}
    List<Argument> arguments() {
        return Argument.of(tokens);
    }

    /// {@return the path as one that starts from the root}
    String absolute(String path) {
        return base.resolve(path).normalize().toString();
    }
}

package dev.diskwright.core.vm;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.DesignChecks;
import dev.diskwright.core.design.Diagnostic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A design's virtual machine on a host, ready to be started.
///
/// @param command what is started
/// @param preparations files that must be made first, in order
/// @param sidePrograms what must run beside it, in order
/// @param firmware which it starts by
/// @param acceleration what executes its instructions
/// @param needs what the host lacks: with an error among them the machine will not start
public record Machine(
        QemuCommand command,
        List<Preparation> preparations,
        List<SideProgram> sidePrograms,
        FirmwareChoice firmware,
        Acceleration acceleration,
        List<Diagnostic> needs) {
    /// Copies the lists.
    public Machine {
        preparations = List.copyOf(preparations);
        sidePrograms = List.copyOf(sidePrograms);
        needs = List.copyOf(needs);
    }

    /// {@return the machine of a design}
    ///
    /// @param disk what its first drive is; not used if the design has none
    /// @param kernel what QEMU loads if the design asks for it; null takes the files that the design names
    /// @throws IllegalArgumentException if [#problems] finds an error in the design
    public static Machine of(
            Design design,
            MachineDisk disk,
            MachinePaths paths,
            @Nullable DirectKernel kernel,
            VmHost host) {
        List<Diagnostic> errors = problems(design).stream().filter(Diagnostic::isError).toList();
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException(errors.toString());
        }
        return new Assembly(design, disk, paths, kernel, host).machine();
    }

    /// {@return what is wrong in the machine that a design describes, and in what it follows from}
    public static List<Diagnostic> problems(Design design) {
        return DesignChecks.check(design).stream()
                .filter(it -> it.code().startsWith("VM-") || it.code().startsWith("NET-"))
                .toList();
    }
}

package dev.diskwright.core.vm.run;

import java.io.IOException;

/// Why a machine could not be started. Not one of the four kinds of [dev.diskwright.core.bytes.ImageException], which are
/// about places in files.
public final class MachineException extends IOException {
    /// @param problem one clause, lower case, without advice; the words of a program are quoted as they are
    public MachineException(String problem) {
        super(problem);
    }

    /// @param problem one clause, lower case, without advice
    public MachineException(String problem, Throwable cause) {
        super(problem, cause);
    }
}

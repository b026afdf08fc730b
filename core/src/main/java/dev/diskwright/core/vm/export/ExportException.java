package dev.diskwright.core.vm.export;

import java.io.IOException;

/// Something of a machine that a language has no way to write down. Not one of the four kinds of
/// [dev.diskwright.core.bytes.ImageException], which are about places in files.
public final class ExportException extends IOException {
    /// @param problem one clause, lower case, without advice
    public ExportException(String problem) {
        super(problem);
    }
}

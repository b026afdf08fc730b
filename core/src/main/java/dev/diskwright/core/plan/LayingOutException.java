package dev.diskwright.core.plan;

import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.design.Diagnostic;
import java.io.IOException;

/// A disk could not be laid out though its plan is right: a file system cannot hold what is in its contents, or a source
/// is not what it was. Nothing was written.
public final class LayingOutException extends IOException {
    private final transient Diagnostic diagnostic;

    LayingOutException(Diagnostic diagnostic, Exception cause) {
        super(diagnostic.problem(), cause);
        this.diagnostic = diagnostic;
    }

    /// @param name of the partition
    /// @param path JSON path of the partition
    static LayingOutException of(String name, String path, Exception cause) {
        String problem = "%s: %s".formatted(name, cause.getMessage());
        String code =
                switch (cause) {
                    case ImageException _ -> "FS-022";
                    case IOException _ -> "SRC-030";
                    default -> "LAY-051";
                };
        return new LayingOutException(Diagnostic.error(code, path, problem, ""), cause);
    }

    /// {@return the same for the list of a design's problems}
    public Diagnostic diagnostic() {
        return diagnostic;
    }
}

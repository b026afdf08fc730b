package dev.diskwright.core.build;

import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.design.Diagnostic;
import java.nio.file.Path;
import java.util.List;

/// How a build or a conversion ended.
///
/// @param verdict in one word
/// @param outputs what was written, one file or more
/// @param diskSize size of the disk in bytes; of all disks together if there are several
/// @param fingerprint hash tree of the disk's bytes, the same in every container; empty if it was not computed
/// @param stages in order, with the time each took
/// @param diagnostics what there was to say of the design
/// @param findings what verification found
/// @param checks what verification compared; empty if the image was not read again
public record BuildReport(
        Verdict verdict,
        List<Written> outputs,
        long diskSize,
        String fingerprint,
        List<StageReport> stages,
        List<Diagnostic> diagnostics,
        List<Finding> findings,
        List<Check> checks) {
    /// How it ended.
    public enum Verdict {
        /// Read again and found right.
        VERIFIED,
        /// Read again; works, with something to know.
        VERIFIED_WITH_WARNINGS,
        /// Written, but not read again.
        NOT_VERIFIED,
        /// What was written is wrong.
        FAILED
    }

    /// One stage.
    ///
    /// @param millis how long it took
    /// @param bytes that it handled
    public record StageReport(
            Stage stage, Stage.State state, long millis, long bytes, String note) {}

    /// One image that was written.
    ///
    /// @param format container format by name
    /// @param fileSize in bytes, holes included
    public record Written(Path file, String format, long fileSize) {}

    /// Copies the lists.
    public BuildReport {
        outputs = List.copyOf(outputs);
        stages = List.copyOf(stages);
        diagnostics = List.copyOf(diagnostics);
        findings = List.copyOf(findings);
        checks = List.copyOf(checks);
    }

    /// {@return the first image}
    public Path file() {
        return outputs.getFirst().file();
    }

    /// {@return the format of the first image}
    public String format() {
        return outputs.getFirst().format();
    }

    /// {@return the size of the first image in bytes, holes included}
    public long fileSize() {
        return outputs.getFirst().fileSize();
    }

    /// {@return how long all stages took together, in milliseconds}
    public long millis() {
        return stages.stream().mapToLong(StageReport::millis).sum();
    }
}

package dev.diskwright.core.build;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What a build or a conversion is to write.
///
/// @param outputs the image files, one or more; all are written from one read
/// @param replace whether existing files may be replaced
/// @param verify whether what was written is read again and checked
/// @param keepPartial whether what was written stays when the job ends early, as `.NAME.diskwright-part`
public record BuildOptions(
        List<OutputFile> outputs, boolean replace, boolean verify, boolean keepPartial) {
    /// Refuses to write nothing.
    public BuildOptions {
        outputs = List.copyOf(outputs);
        if (outputs.isEmpty()) {
            throw new IllegalArgumentException("no output");
        }
    }

    /// One image file, no partial files kept.
    public BuildOptions(
            Path target,
            String format,
            Map<String, String> options,
            boolean replace,
            boolean verify) {
        this(List.of(new OutputFile(target, format, options)), replace, verify, false);
    }

    /// {@return the first image file}
    public Path target() {
        return outputs.getFirst().target();
    }

    /// {@return the format of the first image file}
    public String format() {
        return outputs.getFirst().format();
    }
}

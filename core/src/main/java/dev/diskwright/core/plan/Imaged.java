package dev.diskwright.core.plan;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.fs.VolumeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The bytes that a partition is filled from, and what they are.
///
/// @param bytes empty if they cannot be had
/// @param info what the file system in them says of itself; null if none is known
/// @param problems with them
record Imaged(BlockSource bytes, @Nullable VolumeInfo info, List<Problem> problems) {
    /// Of a source that nobody has looked at.
    static final Imaged UNKNOWN = new Imaged(BlockSource.zeros(0), null, List.of());

    /// Copies the list.
    Imaged {
        problems = List.copyOf(problems);
    }

    /// Something wrong with a source, wherever the design names it.
    ///
    /// @param field `source` or `partition`
    record Problem(
            Diagnostic.Severity severity,
            String code,
            String field,
            String sentence,
            String remedy) {
        /// {@return it as the design's}
        ///
        /// @param path JSON path of the partition's content
        Diagnostic at(String path) {
            String place = path + "/" + field;
            return switch (severity) {
                case ERROR -> Diagnostic.error(code, place, sentence, remedy);
                case WARNING -> Diagnostic.warning(code, place, sentence, remedy);
                case HINT -> Diagnostic.hint(code, place, sentence, remedy);
            };
        }
    }

    /// {@return it as what is in a partition}
    ///
    /// @param empty the tree of partitions without contents
    Volume volume(FileTree empty) {
        return info == null
                ? new Volume(Volume.RAW, "", "", "", bytes.size(), 0, empty)
                : new Volume(
                        info.type(),
                        info.variant(),
                        info.label(),
                        info.uuid(),
                        bytes.size(),
                        0,
                        empty);
    }
}

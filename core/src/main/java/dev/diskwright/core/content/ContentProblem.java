package dev.diskwright.core.content;

import dev.diskwright.core.bytes.ImageException;
import org.jspecify.annotations.Nullable;

/// What is wrong with one entry of a list of contents.
///
/// @param entry its index in the list
/// @param field of the entry, as the design calls it: `source`, `target`, `mode` …
/// @param sentence what is wrong, without a full stop
/// @param cause the failure behind it, null if the entry itself is wrong
public record ContentProblem(
        int entry, String field, String sentence, @Nullable ImageException cause) {
    /// {@return the same of another entry}
    ContentProblem of(int otherEntry) {
        return new ContentProblem(otherEntry, field, sentence, cause);
    }
}

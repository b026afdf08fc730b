package dev.diskwright.core.vm.boottest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something that is written during a boot and tells where it is.
///
/// @param parts texts in lower case that one line holds in this order
/// @param not texts in lower case of which it holds none; known only when the line is complete
/// @param at where in the line the first part is
/// @param stage that is reached then; null if it says nothing of that
/// @param outcome that it points to; null if all is well
/// @param isFinal whether nothing but silence can be expected after it
record Sign(
        List<String> parts,
        List<String> not,
        At at,
        @Nullable BootStage stage,
        @Nullable BootOutcome outcome,
        boolean isFinal) {
    /// Where a sign is looked for.
    enum At {
        /// Anywhere in a line.
        ANYWHERE,
        /// At the end of what was written last: something that waits for input.
        PROMPT
    }

    static Sign reaches(BootStage stage, String... parts) {
        return new Sign(List.of(parts), List.of(), At.ANYWHERE, stage, null, false);
    }

    /// Points to an outcome, and the boot goes on.
    static Sign hints(BootOutcome outcome, String... parts) {
        return new Sign(List.of(parts), List.of(), At.ANYWHERE, null, outcome, false);
    }

    static Sign ends(BootOutcome outcome, String... parts) {
        return new Sign(List.of(parts), List.of(), At.ANYWHERE, null, outcome, true);
    }

    static Sign prompt(@Nullable BootStage stage, @Nullable BootOutcome outcome, String part) {
        return new Sign(List.of(part), List.of(), At.PROMPT, stage, outcome, outcome != null);
    }

    Sign at(BootStage reached) {
        return new Sign(parts, not, at, reached, outcome, isFinal);
    }

    Sign without(String... texts) {
        return new Sign(parts, List.of(texts), at, stage, outcome, isFinal);
    }

    /// {@return whether a line shows it}
    ///
    /// @param line in lower case
    /// @param isLast whether nothing follows it yet, not even its end
    boolean isIn(String line, boolean isLast) {
        if (at == At.PROMPT) {
            return isLast && line.stripTrailing().endsWith(parts.getFirst());
        }
        if (isLast && !not.isEmpty()) {
            return false;
        }
        int from = 0;
        for (String part : parts) {
            int found = line.indexOf(part, from);
            if (found < 0) {
                return false;
            }
            from = found + part.length();
        }
        for (String other : not) {
            if (line.contains(other)) {
                return false;
            }
        }
        return true;
    }
}

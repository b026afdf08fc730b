package dev.diskwright.ui.machine;

import dev.diskwright.core.vm.ShellText;
import java.util.List;

/// A group of arguments in the preview, beside what it was.
///
/// @param id of the group
/// @param title what the arguments are, for people
/// @param tokens as they are executed
/// @param mark how it stands to the base
/// @param was the words before; empty unless changed or removed
/// @param paths JSON pointers of what it follows from
public record PreviewRow(
        String id, String title, List<String> tokens, Mark mark, String was, List<String> paths) {
    /// How a group stands to the base of comparison.
    public enum Mark {
        /// As it was.
        SAME,
        /// It was not there.
        ADDED,
        /// Its tokens were others.
        CHANGED,
        /// It is not there any more.
        REMOVED
    }

    /// Copies the lists.
    public PreviewRow {
        tokens = List.copyOf(tokens);
        paths = List.copyOf(paths);
    }

    /// {@return the arguments in one line, as they would be typed into a shell}
    public String text() {
        return ShellText.posix(tokens);
    }

    /// {@return whether it follows from what `path` names, or a part of it, or what it is a part of}
    public boolean follows(String path) {
        return !path.isEmpty()
                && paths.stream().anyMatch(it -> within(path, it) || within(it, path));
    }

    private static boolean within(String inner, String outer) {
        return inner.equals(outer) || inner.startsWith(outer + "/");
    }
}

package dev.diskwright.core.content;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One entry of a list of contents, as a person wrote it; see [Contents] for what it means.
///
/// @param source of the host, relative to the list's own folder; may be a [Glob]; does not count where there is a text
/// @param text of a file that is written here, in place of a source; null for none
/// @param selection what of the source is meant
/// @param target absolute path in the image
/// @param exclude patterns of paths below the target that are left out, `usr/share/doc/**`
/// @param mode octal digits for every file and directory of this entry; null keeps theirs
/// @param user name in the image's passwd, or a number; null, like `group`, keeps theirs
/// @param group name in the image's group file, or a number
public record ContentSpec(
        String source,
        @Nullable String text,
        Selection selection,
        String target,
        List<String> exclude,
        @Nullable String mode,
        @Nullable String user,
        @Nullable String group) {
    /// Copies the list.
    public ContentSpec {
        exclude = List.copyOf(exclude);
    }

    /// An entry of all that its source holds.
    public ContentSpec(
            String source,
            String target,
            @Nullable String mode,
            @Nullable String user,
            @Nullable String group) {
        this(source, null, Selection.ONLY, target, List.of(), mode, user, group);
    }

    /// {@return what messages call it}
    String name() {
        return text == null ? source : "the text for " + target;
    }

    /// {@return what of this the files that its source holds depend on}
    public Object reading() {
        return new Reading(source, text, selection, isFolder());
    }

    private record Reading(
            String source, @Nullable String text, Selection selection, boolean folder) {}

    /// {@return whether the target can only be a directory}
    boolean isFolder() {
        return target.endsWith("/");
    }
}

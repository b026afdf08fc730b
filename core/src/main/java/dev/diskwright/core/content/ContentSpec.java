package dev.diskwright.core.content;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One entry of a list of contents, as a person wrote it; see [Contents] for what it means.
///
/// @param source of the host, relative to the list's own folder; may be a [Glob]
/// @param target absolute path in the image
/// @param mode octal digits for every file and directory of this entry; null keeps theirs
/// @param user name in the image's passwd, or a number; null, like `group`, keeps theirs
/// @param group name in the image's group file, or a number
/// @param selection what of the source is meant
public record ContentSpec(
        String source,
        String target,
        @Nullable String mode,
        @Nullable String user,
        @Nullable String group,
        Selection selection) {
    /// An entry whose source holds one thing.
    public ContentSpec(
            String source,
            String target,
            @Nullable String mode,
            @Nullable String user,
            @Nullable String group) {
        this(source, target, mode, user, group, Selection.ONLY);
    }

    /// {@return what of this the files that its source holds depend on}
    public Object reading() {
        return List.of(source, selection);
    }
}

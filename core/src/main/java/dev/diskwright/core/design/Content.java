package dev.diskwright.core.design;

import org.jspecify.annotations.Nullable;

/// One thing that goes into the image.
///
/// @param source path of a directory, an archive or a file, relative to the design; may hold `*`, `?` and `[…]`
/// @param target absolute path in the image
/// @param mode octal, applied to every file and directory below; null keeps the source's
/// @param user name in the image's own passwd, or a number; given together with `group`
/// @param group name in the image's own group file, or a number
public record Content(
        @Explain("Directory, archive or file, relative to the design; may hold * ? [].")
                String source,
        @Default("\"/\"") @Explain("Absolute path in the image.") String target,
        @Default("null") @Explain("Octal mode for every file and directory below.")
                @Nullable String mode,
        @Default("null") @Explain("Owner: a name in the image's passwd, or a number.")
                @Nullable String user,
        @Default("null") @Explain("Group: a name in the image's group file, or a number.")
                @Nullable String group) {}

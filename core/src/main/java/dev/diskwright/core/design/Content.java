package dev.diskwright.core.design;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One thing that goes into the image.
///
/// @param source path of a directory, an archive or a file, relative to the design; may hold `*`, `?` and `[…]`; empty if
///     there is a text
/// @param text of a file that the design itself brings, in place of a source; null for none
/// @param partition of a source that is a disk image: the number of the one that is meant, 0 for the whole disk
/// @param path of what is meant of a source that holds files: absolute in that; null for all of it
/// @param reference of a source that holds images of containers: name, tag or digest of the one that is meant
/// @param platform that such an image must be for, as `linux/arm64`; null takes what fits the machine
/// @param target absolute path in the image
/// @param exclude patterns of what of the source is left out, by its path below the target
/// @param mode octal, applied to every file and directory below; null keeps the source's
/// @param user name in the image's own passwd, or a number; given together with `group`
/// @param group name in the image's own group file, or a number
public record Content(
        @Default("\"\"")
                @Explain("Directory, archive or file, relative to the design; may hold * ? [].")
                String source,
        @Default("null") @Explain("Text of a file that is written here, in place of a source.")
                @Nullable String text,
        @Default("null")
                @Explain(
                        "Number of a partition, where the source is a disk image; 0 is the whole disk.")
                @Nullable Integer partition,
        @Default("null")
                @Explain(
                        "File or folder that is meant, where the source is an archive, an image or a folder.")
                @Nullable String path,
        @Default("null")
                @Explain("Name, tag or digest, where the source holds several container images.")
                @Nullable String reference,
        @Default("null")
                @Explain(
                        "Platform of a container image, such as linux/arm64; the machine's if left out.")
                @Nullable String platform,
        @Default("\"/\"") @Explain("Absolute path in the image.") String target,
        @Default("[]")
                @Explain(
                        "Patterns of what is left out, by paths below the target, such as usr/share/doc/**.")
                List<String> exclude,
        @Default("null") @Explain("Octal mode for every file and directory below.")
                @Nullable String mode,
        @Default("null") @Explain("Owner: a name in the image's passwd, or a number.")
                @Nullable String user,
        @Default("null") @Explain("Group: a name in the image's group file, or a number.")
                @Nullable String group) {
    /// Copies the list.
    public Content {
        exclude = List.copyOf(exclude);
    }

    /// All of a source that holds one thing.
    public Content(
            String source,
            String target,
            @Nullable String mode,
            @Nullable String user,
            @Nullable String group) {
        this(source, null, null, null, null, null, target, List.of(), mode, user, group);
    }

    /// {@return what a person knows it by: its source, or where its text goes}
    public String name() {
        return text == null ? source : target;
    }

    /// {@return the same with a text, and without a source if that is one}
    public Content withText(@Nullable String newText) {
        Content it = newText == null ? this : withSource("");
        return Shape.with(it, "text", newText);
    }

    /// {@return the same with other files left out}
    public Content withExclude(List<String> newExclude) {
        return Shape.with(this, "exclude", newExclude);
    }

    /// {@return the same from another source}
    public Content withSource(String newSource) {
        return Shape.with(this, "source", newSource);
    }

    /// {@return the same from another partition of its source}
    public Content withPartition(@Nullable Integer newPartition) {
        return Shape.with(this, "partition", newPartition);
    }

    /// {@return the same from another path in its source}
    public Content withPath(@Nullable String newPath) {
        return Shape.with(this, "path", newPath);
    }

    /// {@return the same with another image of those that the source holds}
    public Content withReference(@Nullable String newReference) {
        return Shape.with(this, "reference", newReference);
    }

    /// {@return the same for another platform}
    public Content withPlatform(@Nullable String newPlatform) {
        return Shape.with(this, "platform", newPlatform);
    }

    /// {@return the same at another place in the image}
    public Content withTarget(String newTarget) {
        return Shape.with(this, "target", newTarget);
    }

    /// {@return the same with another mode}
    public Content withMode(@Nullable String newMode) {
        return Shape.with(this, "mode", newMode);
    }

    /// {@return the same with other owners}
    public Content withOwner(@Nullable String newUser, @Nullable String newGroup) {
        return Shape.with(Shape.with(this, "user", newUser), "group", newGroup);
    }
}

package dev.diskwright.core.container;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.util.Optional;

/// Companions of a companion: names are relative to its folder, and the chain is bounded, as it may lead in a circle.
///
/// @param first what the image at the chain's start was given
/// @param name of the companion that asks
/// @param length how many companions led to it, itself included
record Chain(Companions first, String name, int length) implements Companions {
    private static final int LONGEST = 64;

    @Override
    public BlockSource open(Where where, String other) throws IOException {
        return first.open(where, resolve(other));
    }

    @Override
    public BlockSource disk(Where where, String other, Optional<String> format) throws IOException {
        return disk(first, where, resolve(other), format, length + 1);
    }

    private String resolve(String other) {
        int folder = name.lastIndexOf('/') + 1;
        return other.startsWith("/") ? other : name.substring(0, folder) + other;
    }

    /// {@return the disk in the named file, the `length`th companion}
    static BlockSource disk(
            Companions first, Where where, String name, Optional<String> format, int length)
            throws IOException {
        if (length > LONGEST) {
            throw new UnsupportedImageException(
                    where, "a chain of more than %d files".formatted(LONGEST));
        }
        BlockSource file = first.open(where, name);
        ContainerFormat found =
                format.isEmpty()
                        ? Containers.recognise(file)
                        : Containers.named(format.get())
                                .orElseThrow(() ->
                                        new UnsupportedImageException(
                                                where, "the format " + format.get()));
        return found.decode(Where.file(name), file, new Chain(first, name, length)).disk();
    }
}

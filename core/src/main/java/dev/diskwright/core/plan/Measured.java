package dev.diskwright.core.plan;

import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.fs.VolumeMeasure;

import org.jspecify.annotations.Nullable;

/// What a tree asks of a volume, or why no volume holds it.
///
/// @param measure null if none does
/// @param problem in a sentence; empty if one does
record Measured(@Nullable VolumeMeasure measure, String problem) {
    /// What the answer depends on.
    record Key(VolumeCache.Same tree, Volumes.Shape shape) {}

    static Key key(Volumes formats, Filesystem.Formatted filesystem, FileTree tree) {
        return new Key(VolumeCache.Same.of(tree), formats.shape(filesystem));
    }

    /// {@return the measure, taken now}
    ///
    /// @throws IllegalArgumentException for what the format cannot be made with; a sentence for the person
    static Measured of(
            Volumes formats, Filesystem.Formatted filesystem, int number, FileTree tree) {
        try {
            return new Measured(formats.make(filesystem, number, 0).writer().measure(tree), "");
        } catch (ImageException e) {
            return new Measured(null, String.valueOf(e.getMessage()));
        }
    }

    /// {@return what bytes that are there already ask of a partition}
    static Measured of(long size) {
        return new Measured(new Exactly(size), "");
    }

    /// The size of bytes that are there already.
    private record Exactly(long minimumSize) implements VolumeMeasure {
        @Override
        public String variant(long size) {
            return "";
        }
    }

    /// {@return the least size in bytes; 0 if there is none}
    long minimumSize() {
        return measure == null ? 0 : measure.minimumSize();
    }

    /// {@return the variant at that size; empty for none}
    String variant(long size) {
        return measure == null ? "" : measure.variant(size);
    }
}

package dev.diskwright.core.plan;

import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.fs.Lost;
import dev.diskwright.core.fs.Refused;
import dev.diskwright.core.fs.VolumeMeasure;
import dev.diskwright.core.fs.erofs.Erofs;
import dev.diskwright.core.fs.fat.Fat;
import dev.diskwright.core.fs.squashfs.Squashfs;
import org.jspecify.annotations.Nullable;

/// What a tree asks of a volume, or why no volume holds it.
///
/// @param measure null if none does
/// @param problem in a sentence; empty if one does
/// @param lost what of the tree is not kept
/// @param refused which files it is that no volume holds, if it is about files
record Measured(@Nullable VolumeMeasure measure, String problem, Lost lost, Refused refused) {
    /// How many of the things that get lost are named.
    private static final int EXAMPLES = 3;

    /// How many of the files that cannot be held are told one by one.
    private static final int REFUSALS = 20;

    private Measured(@Nullable VolumeMeasure measure, String problem, Lost lost) {
        this(measure, problem, lost, Refused.NOTHING);
    }

    /// A measure of what loses nothing.
    Measured(@Nullable VolumeMeasure measure, String problem) {
        this(measure, problem, Lost.NOTHING);
    }

    /// What the answer depends on.
    record Key(VolumeCache.Same tree, Volumes.Shape shape) {}

    static Key key(Volumes formats, Filesystem.Formatted filesystem, FileTree tree) {
        return new Key(VolumeCache.Same.of(tree), formats.shape(filesystem));
    }

    /// {@return the measure, taken now}
    ///
    /// @throws IllegalArgumentException for what the format cannot be made with; a sentence for the person
    static Measured of(Volumes formats, Filesystem.Writable filesystem, int number, FileTree tree) {
        try {
            VolumeMeasure measure = formats.make(filesystem, number, 0).writer().measure(tree);
            return new Measured(measure, "", lost(filesystem, tree));
        } catch (ImageException e) {
            Refused refused =
                    filesystem instanceof Filesystem.Vfat
                            ? Fat.refused(tree, REFUSALS)
                            : Refused.NOTHING;
            return new Measured(null, String.valueOf(e.getMessage()), Lost.NOTHING, refused);
        }
    }

    private static Lost lost(Filesystem.Formatted filesystem, FileTree tree) {
        return switch (filesystem) {
            case Filesystem.Vfat _ -> Fat.lost(tree, EXAMPLES);
            case Filesystem.Ext4 _, Filesystem.Swap _ -> Lost.NOTHING;
            case Filesystem.Squashfs _ -> Squashfs.lost(tree, EXAMPLES);
            case Filesystem.Erofs _ -> Erofs.lost(tree, EXAMPLES);
        };
    }

    /// {@return what bytes that are there already ask of a partition}
    static Measured of(long size) {
        return new Measured(new Exactly(size), "");
    }

    /// {@return what a tree asks of a partition that was packed already}
    ///
    /// @param size of the volume, in bytes
    static Measured packed(Filesystem.Packed filesystem, FileTree tree, long size) {
        return new Measured(new Exactly(size), "", lost(filesystem, tree));
    }

    /// The size of bytes that are there already.
    private record Exactly(long minimumSize) implements VolumeMeasure {
        @Override
        public String variant(long size) {
            return "";
        }
    }

    /// {@return the same for another file system, of which it is not known what it loses}
    Measured withoutLosses() {
        return new Measured(measure, problem);
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

package dev.diskwright.core.plan;

import dev.diskwright.core.bytes.Guids;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.fs.VolumeInfo;
import dev.diskwright.core.fs.fat.FatParameters;
import dev.diskwright.core.verify.DiskImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A file system to be made like one that exists: empty, with its label and identifier.
final class Likeness {
    private static final Set<Long> EXT4_BLOCKS = Set.of(1024L, 2048L, 4096L);
    private static final int BLOCK = 4096;
    private static final int RESERVED = 5; // per cent

    private Likeness() {}

    /// {@return the like of what is in `part`; null for nothing that can be made}
    ///
    /// @param name of the partition, to begin a sentence with
    /// @param lost takes what it will not have
    static @Nullable Filesystem of(DiskImage.Part part, String name, Consumer<String> lost)
            throws IOException {
        VolumeInfo info;
        try {
            info = part.volume().orElse(null);
        } catch (ImageException e) {
            lost.accept("%s stays blank: %s.".formatted(name, e.getMessage()));
            return null;
        }
        if (info == null) {
            return null;
        }
        return switch (info.type()) {
            case "ext4" -> ext4(info, name, lost);
            case "vfat" -> vfat(info, name, lost);
            case "squashfs" -> squashfs(info, name, lost);
            case "swap" -> new Filesystem.Swap(info.label(), Guids.parse(info.uuid()).orElse(null));
            case "erofs" ->
                    new Filesystem.Erofs(
                            info.label(),
                            Guids.parse(info.uuid()).orElse(null),
                            Filesystem.Erofs.Compression.LZ4);
            default -> {
                lost.accept("%s stays blank: it holds %s.".formatted(name, info.type()));
                yield null;
            }
        };
    }

    private static Filesystem ext4(VolumeInfo info, String name, Consumer<String> lost) {
        boolean possible = EXT4_BLOCKS.contains(info.blockSize());
        if (!possible) {
            lost.accept(
                    "%s has blocks of %d bytes; it gets blocks of %d."
                            .formatted(name, info.blockSize(), BLOCK));
        }
        return new Filesystem.Ext4(
                info.label(),
                Guids.parse(info.uuid()).orElse(null),
                possible ? (int) info.blockSize() : BLOCK,
                RESERVED);
    }

    private static Filesystem squashfs(VolumeInfo info, String name, Consumer<String> lost) {
        Filesystem.Squashfs.Compression compression =
                Arrays.stream(Filesystem.Squashfs.Compression.values())
                        .filter(it -> it.name().equalsIgnoreCase(info.variant()))
                        .findFirst()
                        .orElse(null);
        if (compression == null) {
            lost.accept("%s is compressed by %s; it gets gzip.".formatted(name, info.variant()));
            compression = Filesystem.Squashfs.Compression.GZIP;
        }
        return new Filesystem.Squashfs(compression, (int) info.blockSize(), true);
    }

    private static Filesystem vfat(VolumeInfo info, String name, Consumer<String> lost) {
        var problem = FatParameters.labelProblem(info.label());
        problem.ifPresent(it -> lost.accept("%s loses its label: %s.".formatted(name, it)));
        return new Filesystem.Vfat(
                problem.isEmpty() ? info.label() : "",
                info.uuid().isEmpty() ? null : info.uuid(),
                null,
                null);
    }
}

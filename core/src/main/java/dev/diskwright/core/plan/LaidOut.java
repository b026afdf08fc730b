package dev.diskwright.core.plan;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Scattered;
import dev.diskwright.core.boot.BootDisk;
import dev.diskwright.core.boot.BootFile;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.design.TableKind;
import dev.diskwright.core.fs.FileSystemFormat;
import dev.diskwright.core.fs.FileSystems;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A disk with its table and file systems, on which boot loaders look for where things lie. File systems are read back
/// for that, at most once each.
final class LaidOut implements BootDisk {
    private final Resolution resolution;
    private final List<Segment.Partition> partitions;
    private final Map<Integer, BlockSource> volumes;
    private final BlockSource disk;
    private final Map<Integer, FileTree> trees = new HashMap<>();

    /// @param partitions by ascending index
    /// @param volumes by index of their partition
    LaidOut(
            Resolution resolution,
            List<Segment.Partition> partitions,
            Map<Integer, BlockSource> volumes,
            BlockSource disk) {
        this.resolution = resolution;
        this.partitions = partitions;
        this.volumes = volumes;
        this.disk = disk;
    }

    @Override
    public int sectorSize() {
        return resolution.design().disk().sectorSize();
    }

    @Override
    public boolean isPartitioned() {
        return resolution.table().kind() != TableKind.NONE;
    }

    @Override
    public BlockSource bytes() {
        return disk;
    }

    @Override
    public Area embedding() {
        return resolution.table().embedding(partitions);
    }

    @Override
    public Area partition(BootFile.Place place, String path) {
        Segment.Partition it = home(place, path);
        return new Area(it.start(), it.size(), it.number());
    }

    @Override
    public List<Scattered.Stretch> stretches(BootFile.Place place, String path) throws IOException {
        Segment.Partition home = home(place, path);
        String below =
                switch (place) {
                    case ESP -> path;
                    case SYSTEM ->
                            ImageContents.below(
                                    Objects.requireNonNullElse(home.spec().mount(), "/"), path);
                };
        if (!(tree(home).find(below) instanceof RegularFile file)) {
            throw new IllegalArgumentException("there is no file " + path);
        }
        if (!(file.origin() instanceof Scattered scattered)) {
            throw new UnsupportedImageException(
                    where(home),
                    "boot code that reads %s, which the file system does not keep as it is"
                            .formatted(path));
        }
        return scattered.stretches().stream()
                .map(it ->
                        new Scattered.Stretch(it.offset(), home.start() + it.place(), it.length()))
                .toList();
    }

    private Segment.Partition home(BootFile.Place place, String path) {
        int index = resolution.home(place, path);
        if (index < 0) {
            throw new IllegalArgumentException("no partition takes " + path);
        }
        return partitions.get(index);
    }

    private FileTree tree(Segment.Partition it) throws IOException {
        FileTree known = trees.get(it.index());
        if (known == null) {
            BlockSource volume = volumes.getOrDefault(it.index(), BlockSource.zeros(it.size()));
            FileSystemFormat format =
                    FileSystems.recognise(where(it), volume)
                            .orElseThrow(() ->
                                    new UnsupportedImageException(
                                            where(it), "boot code that reads its files"));
            known = format.read(where(it), volume);
            trees.put(it.index(), known);
        }
        return known;
    }

    private static Where where(Segment.Partition it) {
        return Where.file(PlacementChecks.name(it));
    }
}

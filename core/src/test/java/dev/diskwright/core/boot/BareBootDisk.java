package dev.diskwright.core.boot;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.block.Scattered;
import java.io.IOException;
import java.util.List;

/// A disk without a partition table, and without files that boot code could read.
record BareBootDisk(BlockSource bytes) implements BootDisk {
    /// {@return the disk with boot code}
    static BlockSource with(BlockSource disk, BootSectors sectors) throws IOException {
        return Composition.over(disk, sectors.on(new BareBootDisk(disk)));
    }

    @Override
    public int sectorSize() {
        return 512;
    }

    @Override
    public boolean isPartitioned() {
        return false;
    }

    @Override
    public Area embedding() {
        return Area.NONE;
    }

    @Override
    public Area partition(BootFile.Place place, String path) {
        return new Area(0, bytes.size(), 0);
    }

    @Override
    public List<Scattered.Stretch> stretches(BootFile.Place place, String path) {
        throw new IllegalArgumentException("there is no file " + path);
    }
}

package dev.diskwright.core.fs.ext4;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.fs.VolumeMeasure;
import dev.diskwright.core.fs.VolumeWriter;

/// Makes ext4 volumes. [#write] succeeds for every size from [#minimumSize] on, which is a multiple of the block size;
/// a size that is none leaves its last bytes unused. Takes some 150 bytes of memory a file beside the tree and 40 a
/// hole; metadata are made as they are read.
record Ext4Writer(Ext4Parameters parameters) implements VolumeWriter {
    /// Every volume is of the one variant.
    private record Measure(long minimumSize) implements VolumeMeasure {
        @Override
        public String variant(long size) {
            return "";
        }
    }

    @Override
    public VolumeMeasure measure(FileTree tree) throws ImageException {
        return new Measure(size(new Sizing(Inventory.of(tree, parameters), parameters).smallest()));
    }

    @Override
    public BlockSource write(FileTree tree, long size) throws ImageException {
        var sizing = new Sizing(Inventory.of(tree, parameters), parameters);
        Placement smallest = sizing.smallest();
        if (size < size(smallest)) {
            throw new DoesNotFitException(Where.file("ext4 file system"), size(smallest), size);
        }
        Placement placement = sizing.of(size / parameters.blockSize(), smallest);
        return Ext4Volume.of(placement, parameters, size);
    }

    private static long size(Placement placement) {
        return placement.geometry().blocks() * placement.geometry().blockSize();
    }
}

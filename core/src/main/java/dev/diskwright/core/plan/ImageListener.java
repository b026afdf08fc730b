package dev.diskwright.core.plan;

/// Told how laying out a disk goes, from the thread that does it.
public interface ImageListener {
    /// Listens to nothing.
    ImageListener NONE =
            new ImageListener() {
                @Override
                public void filesystem(Segment.Partition partition) {}

                @Override
                public void table() {}
            };

    /// The file system of a partition is laid out next.
    void filesystem(Segment.Partition partition);

    /// The table is put together next, and the disk with it.
    void table();
}

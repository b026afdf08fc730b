package dev.diskwright.core.fs.ext4;

/// Hands out the blocks that are not reserved for metadata, in ascending order and without a gap, so that whatever lies
/// before [#end()] is in use.
final class FreeSpace {
    private final Geometry geometry;
    private FlexGroup flex;
    private int flexIndex;
    private int nextRun;
    private long position;
    private long limit; // of the free run that position lies in
    private long length;

    FreeSpace(Geometry geometry) {
        this.geometry = geometry;
        flex = new FlexGroup(geometry, 0);
        enter();
    }

    private void enter() {
        nextRun = 0;
        position = flex.start();
        limit = flex.runStart(0);
    }

    /// Takes the next run of free blocks.
    ///
    /// @param most blocks wanted, 1 or more
    /// @return its first block, -1 if the volume is full; [#length()] tells how many blocks it has
    long take(long most) {
        while (position == limit) {
            if (nextRun < flex.runCount()) {
                position = flex.runEnd(nextRun++);
                limit = nextRun < flex.runCount() ? flex.runStart(nextRun) : flex.limit();
            } else if (++flexIndex < geometry.flexGroups()) {
                flex = new FlexGroup(geometry, flexIndex);
                enter();
            } else {
                flexIndex--;
                return -1;
            }
        }
        long start = position;
        length = Math.min(most, limit - position);
        position += length;
        return start;
    }

    /// {@return length of the run taken last, in blocks}
    long length() {
        return length;
    }

    /// {@return block behind the last one taken}
    long end() {
        return position;
    }
}

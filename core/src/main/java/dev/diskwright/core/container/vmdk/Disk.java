package dev.diskwright.core.container.vmdk;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Extent;
import dev.diskwright.core.container.Container.Fact;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// The disk of an image, with what the image says of it, which a child compares.
///
/// @param bytes the disk
/// @param descriptor without values if the image has none
/// @param facts for people
record Disk(BlockSource bytes, Descriptor descriptor, List<Fact> facts) implements BlockSource {
    Disk {
        facts = List.copyOf(facts);
    }

    @Override
    public long size() {
        return bytes.size();
    }

    @Override
    public Extent extentAt(long offset) throws IOException {
        return bytes.extentAt(offset);
    }

    @Override
    public void read(long offset, MemorySegment target) throws IOException {
        bytes.read(offset, target);
    }
}

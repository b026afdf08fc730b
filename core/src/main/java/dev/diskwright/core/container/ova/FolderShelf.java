package dev.diskwright.core.container.ova;

import dev.diskwright.core.block.Target;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// A package as files beside each other; the output itself is the descriptor.
///
/// @param target of the descriptor
record FolderShelf(Target target, PackageNames names) implements Shelf {
    @Override
    public void reserve(int descriptor, int manifest) {}

    @Override
    public Target begin(String name) throws IOException {
        return target.companion(name);
    }

    @Override
    public void end(long size) {}

    @Override
    public void finish(MemorySegment descriptor, MemorySegment manifest) throws IOException {
        target.companion(names.manifest()).write(0, manifest);
        target.write(0, descriptor);
        target.truncate(descriptor.byteSize());
    }
}

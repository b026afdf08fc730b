package dev.diskwright.core.container.ova;

import dev.diskwright.core.block.Target;
import dev.diskwright.core.bytes.Units;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Instant;

/// A package in one tar archive: descriptor, manifest, disks.
final class TarShelf implements Shelf {
    private static final int BLOCK = TarHeader.SIZE;

    private final Target target;
    private final PackageNames names;
    private final Instant time;
    private long manifest; // offset of its header
    private long next; // offset of the next header
    private String name = ""; // of the disk's file begun

    TarShelf(Target target, PackageNames names, Instant time) {
        this.target = target;
        this.names = names;
        this.time = time;
    }

    @Override
    public void reserve(int descriptorLength, int manifestLength) {
        manifest = BLOCK + Units.roundUp(descriptorLength, BLOCK);
        next = manifest + BLOCK + Units.roundUp(manifestLength, BLOCK);
    }

    @Override
    public Target begin(String file) {
        name = file;
        long start = next + BLOCK;
        return new Target() {
            @Override
            public String name() {
                return file;
            }

            @Override
            public void write(long offset, MemorySegment bytes) throws IOException {
                target.write(start + offset, bytes);
            }

            @Override
            public void truncate(long size) {}

            @Override
            public Target companion(String other) {
                throw new IllegalStateException("a disk of one file has no " + other);
            }
        };
    }

    @Override
    public void end(long size) throws IOException {
        target.write(next, TarHeader.of(name, size, time));
        next += BLOCK + Units.roundUp(size, BLOCK);
    }

    @Override
    public void finish(MemorySegment descriptor, MemorySegment digests) throws IOException {
        target.write(next, MemorySegment.ofArray(new byte[2 * BLOCK]));
        target.truncate(next + 2 * BLOCK);
        target.write(0, TarHeader.of(names.descriptor(), descriptor.byteSize(), time));
        target.write(BLOCK, descriptor);
        target.write(manifest, TarHeader.of(names.manifest(), digests.byteSize(), time));
        target.write(manifest + BLOCK, digests);
    }
}

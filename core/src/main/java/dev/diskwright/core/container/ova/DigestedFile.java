package dev.diskwright.core.container.ova;

import dev.diskwright.core.block.Target;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/// A file that is written from its beginning to its end, and digested on the way.
final class DigestedFile implements Target {
    private final String name;
    private final MessageDigest digest;
    private @Nullable Target target;
    private long size;

    DigestedFile(String name, MessageDigest digest) {
        this.name = name;
        this.digest = digest;
    }

    /// Says where it goes.
    void begin(Target there) {
        target = there;
    }

    /// {@return the digest of all that was written}
    byte[] end() throws IOException {
        if (target != null) {
            target.truncate(size);
        }
        return digest.digest();
    }

    /// {@return bytes written}
    long size() {
        return size;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void write(long offset, MemorySegment bytes) throws IOException {
        if (target == null || offset != size) {
            throw new IllegalStateException(
                    "%s is written at %d, not at its end %d".formatted(name, offset, size));
        }
        digest.update(bytes.asByteBuffer());
        target.write(offset, bytes);
        size += bytes.byteSize();
    }

    @Override
    public void truncate(long newSize) {
        if (newSize != size) {
            throw new IllegalStateException(
                    "%s is cut to %d, not to its end %d".formatted(name, newSize, size));
        }
    }

    @Override
    public Target companion(String other) {
        throw new IllegalStateException("a disk of one file has no " + other);
    }
}

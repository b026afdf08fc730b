package dev.diskwright.core.block;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes that need not happen in order. While a chunk's step runs, whatever it writes of the chunk's own bytes is
/// collected; the threads of the [CopyPipeline] write it afterwards, several chunks at once. Everything else is written at
/// once.
public final class Deferred {
    private final List<Write> writes = new ArrayList<>();
    private @Nullable MemorySegment chunk;

    /// Nothing waits.
    public Deferred() {}

    /// A write that waits.
    record Write(Target target, long offset, MemorySegment bytes) {
        void run() throws IOException {
            target.write(offset, bytes);
        }
    }

    /// {@return the target, with writes deferred if it takes them from several threads}
    public Target target(Target target) {
        return target.isParallel() ? new Late(target, this) : target;
    }

    void begin(MemorySegment current) {
        chunk = current;
    }

    /// {@return what the step has left to do}
    List<Write> end() {
        chunk = null;
        List<Write> all = List.copyOf(writes);
        writes.clear();
        return all;
    }

    private boolean isOfChunk(MemorySegment bytes) {
        MemorySegment current = chunk;
        return current != null
                && bytes.isNative()
                && bytes.address() >= current.address()
                && bytes.address() + bytes.byteSize() <= current.address() + current.byteSize();
    }

    private record Late(Target target, Deferred deferred) implements Target {
        @Override
        public String name() {
            return target.name();
        }

        @Override
        public boolean isParallel() {
            return true;
        }

        @Override
        public void write(long offset, MemorySegment bytes) throws IOException {
            if (deferred.isOfChunk(bytes)) {
                deferred.writes.add(new Write(target, offset, bytes));
            } else {
                target.write(offset, bytes);
            }
        }

        @Override
        public void truncate(long size) throws IOException {
            target.truncate(size);
        }

        @Override
        public Target companion(String name) throws IOException {
            return deferred.target(target.companion(name));
        }
    }
}

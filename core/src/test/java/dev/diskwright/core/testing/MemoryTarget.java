package dev.diskwright.core.testing;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Target;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// Output in memory, for what fits there. Companions are kept by name.
public final class MemoryTarget implements Target {
    private final String name;
    private final Map<String, MemoryTarget> companions = new TreeMap<>();
    private byte[] bytes = new byte[0];
    private int size;

    public MemoryTarget(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void write(long offset, MemorySegment data) {
        int end = Math.toIntExact(offset + data.byteSize());
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(end, 2 * bytes.length));
        }
        size = Math.max(size, end);
        MemorySegment.copy(data, 0, MemorySegment.ofArray(bytes), offset, data.byteSize());
    }

    @Override
    public void truncate(long newSize) {
        int length = Math.toIntExact(newSize);
        bytes = Arrays.copyOf(Arrays.copyOf(bytes, Math.min(size, length)), length);
        size = length;
    }

    @Override
    public MemoryTarget companion(String companionName) {
        return companions.computeIfAbsent(companionName, MemoryTarget::new);
    }

    /// {@return a copy of what was written}
    public byte[] bytes() {
        return Arrays.copyOf(bytes, size);
    }

    /// {@return what was written, as a source}
    public BlockSource source() {
        return BlockSource.of(bytes());
    }

    /// {@return the other files of this output}
    public Map<String, MemoryTarget> companions() {
        return companions;
    }
}

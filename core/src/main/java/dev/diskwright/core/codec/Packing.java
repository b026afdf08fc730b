package dev.diskwright.core.codec;

import java.lang.foreign.MemorySegment;

/// Compresses pieces, each to a member of its own; members one behind the other are a compressed file. The bytes depend
/// on what is compressed alone. May be used by several threads at once.
public interface Packing {
    /// {@return the bytes, compressed} They may take somewhat more room than before.
    ///
    /// @param bytes at most 16 MiB
    MemorySegment pack(MemorySegment bytes);

    /// {@return the bytes in a member, but not compressed} How long that is depends on how many they are.
    MemorySegment store(MemorySegment bytes);

    /// {@return how long a member of `length` bytes is that are not compressed}
    long storedSize(long length);
}

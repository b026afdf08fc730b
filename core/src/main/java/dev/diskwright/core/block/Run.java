package dev.diskwright.core.block;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Bytes that are not all zero, and where they go.
///
/// @param offset of the first one, in bytes
/// @param data the bytes, 1 or more
public record Run(long offset, MemorySegment data) {
    /// {@return `data` without its zeros, in ascending order}
    ///
    /// @param offset of `data`, in bytes
    /// @param grain in bytes; zeros are left out by whole grains, counted from the start of `data`
    public static List<Run> of(long offset, MemorySegment data, int grain) {
        var runs = new ArrayList<Run>();
        long start = 0; // of the run that is not zero
        for (long at = 0; at < data.byteSize(); at += grain) {
            long end = Math.min(at + grain, data.byteSize());
            if (ZeroBytes.isZero(data.asSlice(at, end - at))) {
                if (start < at) {
                    runs.add(new Run(offset + start, data.asSlice(start, at - start)));
                }
                start = end;
            }
        }
        if (start < data.byteSize()) {
            runs.add(new Run(offset + start, data.asSlice(start)));
        }
        return runs;
    }

    /// {@return this run in pieces that do not cross a multiple of `size`}
    public List<Run> split(long size) {
        if (offset / size == (offset + data.byteSize() - 1) / size) {
            return List.of(this);
        }
        var pieces = new ArrayList<Run>();
        for (long at = 0; at < data.byteSize(); ) {
            long length = Math.min(data.byteSize() - at, size - (offset + at) % size);
            pieces.add(new Run(offset + at, data.asSlice(at, length)));
            at += length;
        }
        return pieces;
    }
}

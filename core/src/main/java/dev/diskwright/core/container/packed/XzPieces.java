package dev.diskwright.core.container.packed;

import dev.diskwright.core.codec.XzPacking;
import java.lang.foreign.MemorySegment;

/// Blocks of one xz stream.
final class XzPieces implements Pieces<XzPacking.Block> {
    static final int SIZE = 2 << 20; // bytes

    private final XzPacking packing;
    private final MemorySegment head;

    XzPieces(int level) {
        packing = new XzPacking(level, SIZE);
        head = packing.head();
    }

    @Override
    public MemorySegment head() {
        return head;
    }

    @Override
    public XzPacking.Block pack(MemorySegment bytes) {
        return packing.pack(bytes);
    }

    @Override
    public MemorySegment bytes(XzPacking.Block piece) {
        return piece.bytes();
    }

    @Override
    public void added(XzPacking.Block piece, long times) {
        for (long i = 0; i < times; i++) {
            packing.added(piece);
        }
    }

    @Override
    public MemorySegment end() {
        return packing.end(head);
    }
}

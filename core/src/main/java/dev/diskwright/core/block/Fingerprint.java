package dev.diskwright.core.block;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Computes the fingerprint of a disk, a [HashTree], from the chunks that a [CopyPipeline] hands on: by itself, or beside
/// whatever else is done with them. Chunks are a multiple of [#UNIT].
public final class Fingerprint implements CopyPipeline.Sink {
    /// What a chunk's size must be a multiple of, in bytes.
    public static final int UNIT = HashTree.LEAF;

    private final HashTree tree = new HashTree();
    private final long size;

    /// @param size of the disk, in bytes
    public Fingerprint(long size) {
        this.size = size;
    }

    @Override
    public CopyPipeline.Step prepare(long offset, MemorySegment data) {
        List<byte[]> hashes = new ArrayList<>();
        for (long at = 0; at < data.byteSize(); at += HashTree.LEAF) {
            hashes.add(hash(data.asSlice(at, Math.min(HashTree.LEAF, data.byteSize() - at))));
        }
        return () -> {
            tree.addZerosUpTo(offset / HashTree.LEAF);
            hashes.forEach(tree::add);
        };
    }

    private static byte[] hash(MemorySegment data) {
        return ZeroBytes.isZero(data)
                ? HashTree.zeroLeaf()
                : HashTree.leafHash(Digests.newSha256(), data);
    }

    /// {@return 64 lower-case hexadecimal digits} To be called once, when all chunks have come.
    public String value() {
        return HexFormat.of().formatHex(tree.root(size));
    }
}

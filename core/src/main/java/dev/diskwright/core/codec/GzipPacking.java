package dev.diskwright.core.codec;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Members of gzip (RFC 1952).
public final class GzipPacking implements Packing {
    private static final int WINDOW_BITS = 15;
    private static final int HEADER = 10; // bytes
    private static final int TRAILER = 8;
    private static final int BLOCK_HEADER = 5; // of a stored block
    private static final int BLOCK = 0xffff; // bytes; the most there may be

    private final ConcurrentLinkedQueue<DeflateEncoder> free = new ConcurrentLinkedQueue<>();

    /// Makes encoders when they are needed, one for each thread that packs.
    public GzipPacking() {}

    /// {@return the bytes as a part of a DEFLATE stream; see [DeflateEncoder#deflatePart]}
    public MemorySegment packPart(MemorySegment bytes) {
        DeflateEncoder known = free.poll();
        DeflateEncoder encoder = known == null ? new DeflateEncoder(WINDOW_BITS) : known;
        int limit = DeflateEncoder.bound(Math.toIntExact(bytes.byteSize()));
        byte[] out = new byte[limit + DeflateEncoder.SLACK];
        int length = encoder.deflatePart(bytes, out, 0, limit);
        free.add(encoder);
        if (length < 0) {
            throw new IllegalStateException("the bound of DEFLATE was exceeded");
        }
        return MemorySegment.ofArray(out).asSlice(0, length);
    }

    @Override
    public MemorySegment pack(MemorySegment bytes) {
        byte[] part = packPart(bytes).toArray(JAVA_BYTE);
        var out = new ByteArrayOutputStream(part.length + 2 * HEADER);
        out.writeBytes(Gzip.header());
        out.writeBytes(part);
        out.writeBytes(Gzip.end(Gzip.crc(bytes), bytes.byteSize()));
        return MemorySegment.ofArray(out.toByteArray());
    }

    @Override
    public MemorySegment store(MemorySegment bytes) {
        long length = bytes.byteSize();
        var out = new ByteArrayOutputStream(Math.toIntExact(storedSize(length)));
        out.writeBytes(Gzip.header());
        long done = 0;
        do {
            int size = (int) Math.min(BLOCK, length - done);
            out.write(done + size == length ? 1 : 0); // the last one, of the stored kind
            out.write(size);
            out.write(size >>> 8);
            out.write(~size);
            out.write(~size >>> 8);
            out.writeBytes(bytes.asSlice(done, size).toArray(JAVA_BYTE));
            done += size;
        } while (done < length);
        byte[] end = Gzip.end(Gzip.crc(bytes), length);
        out.write(end, end.length - TRAILER, TRAILER);
        return MemorySegment.ofArray(out.toByteArray());
    }

    @Override
    public long storedSize(long length) {
        return HEADER + BLOCK_HEADER * Math.max(1, Math.ceilDiv(length, BLOCK)) + length + TRAILER;
    }
}

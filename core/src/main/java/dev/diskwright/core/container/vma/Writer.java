package dev.diskwright.core.container.vma;

import dev.diskwright.core.block.CopyPipeline;
import dev.diskwright.core.block.Target;
import dev.diskwright.core.block.ZeroBytes;
import dev.diskwright.core.codec.Packing;
import dev.diskwright.core.container.Encoder;
import dev.diskwright.core.container.Identity;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Writes an archive. Keeps one extent in memory, and, as long as the identity is not known, the masks of those that are
/// not all zero: their headers and the archive's are then written at the end.
final class Writer implements Encoder {
    /// Clusters in an extent, as many as Proxmox's own writer puts there.
    static final int CLUSTERS = 58;

    private static final int PIECE = 1 << 20; // bytes compressed together
    private static final int BATCH = 1024; // headers of zero extents that are written at once
    private static final Masks ALL_ZERO = new Masks(CLUSTERS);
    private static final Masks ALL_FULL = Masks.full(CLUSTERS);

    private final Target target;
    private final HeaderWriter header;
    private final Devices devices;
    private final Optional<Packing> packing;
    private final Optional<Identity> identity; // if it is known from the start
    private final MessageDigest md5 = Fields.newMd5();
    private final int headerRoom; // of an extent's header in the file
    private final List<Kept> kept = new ArrayList<>();

    private final MemorySegment buffer; // room for a header, then what follows it
    private long filled;
    private long current; // the extent in the buffer
    private Masks masks = new Masks(CLUSTERS);
    private long written; // bytes of the file that are done or left out

    /// An extent whose header is still to be written.
    ///
    /// @param size of what follows the header, in bytes
    private record Kept(long extent, Masks masks, int size) {}

    /// Some clusters of one extent.
    ///
    /// @param masks one for each
    /// @param payload what is to be stored of them
    private record Piece(long number, Masks masks, List<MemorySegment> payload) {}

    Writer(
            Target target,
            HeaderWriter header,
            Devices devices,
            Optional<Packing> packing,
            Optional<Identity> identity)
            throws IOException {
        this.target = target;
        this.header = header;
        this.devices = devices;
        this.packing = packing;
        this.identity = identity;
        headerRoom = (int) stored(ExtentHeader.SIZE);
        // what cannot be compressed grows by some bytes in each member
        long room = headerRoom + CLUSTERS * (long) Fields.CLUSTER;
        buffer = Arena.ofAuto().allocate(packing.isEmpty() ? room : room + room / 64 + PIECE);
        filled = headerRoom;
        written = stored(header.size());
        if (identity.isPresent()) {
            target.write(0, store(header.complete(identity.get())));
        }
    }

    private long stored(long length) {
        return packing.map(it -> it.storedSize(length)).orElse(length);
    }

    private MemorySegment store(MemorySegment bytes) {
        return packing.map(it -> it.store(bytes)).orElse(bytes);
    }

    @Override
    public int unit() {
        return packing.isEmpty() ? Fields.CLUSTER : PIECE;
    }

    @Override
    public CopyPipeline.Step prepare(long offset, MemorySegment data) {
        var pieces = new ArrayList<Piece>();
        int device = devices.at(offset);
        long end = Math.min(offset + data.byteSize(), devices.end(device));
        for (long at = offset; at < end; ) {
            long number = devices.number(device, at);
            long inExtent = CLUSTERS - number % CLUSTERS;
            long next = Math.min(end, at + inExtent * Fields.CLUSTER);
            next = Math.min(next, at / PIECE * PIECE + PIECE);
            pieces.add(piece(number, data.asSlice(at - offset, next - at)));
            at = next;
        }
        return () -> {
            for (Piece piece : pieces) {
                put(piece);
            }
        };
    }

    private Piece piece(long number, MemorySegment data) {
        var stored = new Masks((int) Fields.clusters(data.byteSize()));
        var blocks = new ArrayList<MemorySegment>();
        long size = data.byteSize();
        long start = 0; // of blocks that are not zero
        for (long at = 0; at < size; at += Fields.BLOCK) {
            long end = Math.min(size, at + Fields.BLOCK);
            if (ZeroBytes.isZero(data.asSlice(at, end - at))) {
                add(blocks, data, start, at);
                start = end;
            } else {
                stored.setBlock((int) (at / Fields.BLOCK));
            }
        }
        add(blocks, data, start, size);
        if (packing.isPresent() && !blocks.isEmpty()) {
            return new Piece(number, stored, List.of(packing.get().pack(joined(blocks))));
        }
        return new Piece(number, stored, blocks);
    }

    private static void add(List<MemorySegment> blocks, MemorySegment data, long start, long end) {
        if (start < end) {
            blocks.add(data.asSlice(start, end - start));
            long missing = -end & (Fields.BLOCK - 1);
            if (missing > 0) { // the device ends within a block
                blocks.add(MemorySegment.ofArray(new byte[(int) missing]));
            }
        }
    }

    private static MemorySegment joined(List<MemorySegment> parts) {
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        long size = parts.stream().mapToLong(MemorySegment::byteSize).sum();
        var whole = MemorySegment.ofArray(new byte[(int) size]);
        long at = 0;
        for (MemorySegment part : parts) {
            whole.asSlice(at).copyFrom(part);
            at += part.byteSize();
        }
        return whole;
    }

    private void put(Piece piece) throws IOException, InterruptedException {
        advance(piece.number() / CLUSTERS);
        masks.put((int) (piece.number() % CLUSTERS), piece.masks());
        for (MemorySegment part : piece.payload()) {
            buffer.asSlice(filled).copyFrom(part);
            filled += part.byteSize();
        }
    }

    /// Ends the extents before `extent`.
    private void advance(long extent) throws IOException, InterruptedException {
        if (current < extent) {
            flush();
            writeZeros(current, extent);
            current = extent;
        }
    }

    /// Writes the extent in the buffer, or remembers that it has no blocks.
    private void flush() throws IOException {
        if (identity.isPresent()) {
            MemorySegment done = store(extentHeader(identity.get(), current, masks));
            buffer.asSlice(0, headerRoom).copyFrom(done);
            target.write(written, buffer.asSlice(0, filled));
        } else if (filled > headerRoom) {
            kept.add(
                    new Kept(
                            current,
                            masks.equals(ALL_FULL) ? ALL_FULL : masks,
                            (int) (filled - headerRoom)));
            target.write(written + headerRoom, buffer.asSlice(headerRoom, filled - headerRoom));
        }
        written += filled;
        masks = new Masks(CLUSTERS);
        filled = headerRoom;
        current++;
    }

    /// Writes extents without blocks, or leaves room for them.
    private void writeZeros(long from, long to) throws IOException, InterruptedException {
        if (identity.isPresent()) {
            writeZeros(identity.get(), from, to, written);
        }
        written += (to - from) * headerRoom;
    }

    private void writeZeros(Identity known, long from, long to, long at)
            throws IOException, InterruptedException {
        for (long extent = from; extent < to; extent += BATCH) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while writing headers");
            }
            int count = (int) Math.min(BATCH, to - extent);
            var batch = MemorySegment.ofArray(new byte[count * headerRoom]);
            for (int i = 0; i < count; i++) {
                MemorySegment done = store(extentHeader(known, extent + i, ALL_ZERO));
                batch.asSlice((long) i * headerRoom, headerRoom).copyFrom(done);
            }
            target.write(at + (extent - from) * headerRoom, batch);
        }
    }

    private MemorySegment extentHeader(Identity known, long extent, Masks stored) {
        var bytes = MemorySegment.ofArray(new byte[ExtentHeader.SIZE]);
        int blocks = 0;
        long first = extent * CLUSTERS;
        for (int i = 0; i < CLUSTERS && first + i < devices.clusters(); i++) {
            int mask = stored.get(i);
            blocks += Integer.bitCount(mask);
            bytes.set(Fields.U64, ExtentHeader.INFO_AT + 8L * i, devices.info(first + i, mask));
        }
        ExtentHeader fixed =
                new ExtentHeader(ExtentHeader.MAGIC, 0, blocks, HeaderWriter.uuid(known));
        bytes.asSlice(0, ExtentHeader.MD5_AT).copyFrom(ExtentHeader.CODEC.toBytes(fixed));
        Fields.setMd5(md5, bytes, ExtentHeader.MD5_AT);
        return bytes;
    }

    @Override
    public void finish(Identity known) throws IOException, InterruptedException {
        long extents = Math.max(1, Math.ceilDiv(devices.clusters(), CLUSTERS));
        advance(extents);
        if (identity.isEmpty()) {
            target.write(0, store(header.complete(known)));
            long at = stored(header.size());
            long next = 0;
            for (Kept it : kept) {
                writeZeros(known, next, it.extent(), at);
                at += (it.extent() - next) * headerRoom;
                target.write(at, store(extentHeader(known, it.extent(), it.masks())));
                at += headerRoom + it.size();
                next = it.extent() + 1;
            }
            writeZeros(known, next, extents, at);
        }
        target.truncate(written);
    }
}

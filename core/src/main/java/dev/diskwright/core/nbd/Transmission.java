package dev.diskwright.core.nbd;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Extent;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Answers the requests of one client, several at once ("Transmission" and "Request types").
final class Transmission {
    /// Longest read in bytes; the protocol's default.
    static final int MAX_PAYLOAD = 32 << 20;

    /// Bytes read and sent together: what one request in flight takes of memory.
    static final int PIECE = 256 << 10;

    /// Shortest run of zeros that is sent as a hole, in bytes: below, a chunk of its own costs more than it saves.
    private static final int HOLE = 4096;

    /// Ends of runs that a block status tells are multiples of this, in bytes.
    private static final int SECTOR = 512;

    /// Most runs in one block status, and extents of the disk looked at for it.
    private static final int MAX_RUNS = 4096;

    private static final int MAX_EXTENTS = 64 << 10;

    private static final int HAS_FLAGS = 1;
    private static final int READ_ONLY = 1 << 1;
    private static final int SEND_FLUSH = 1 << 2;
    private static final int SEND_DF = 1 << 7;
    private static final int CAN_MULTI_CONN = 1 << 8;
    private static final int SEND_CACHE = 1 << 10;

    private static final int STATE_HOLE_AND_ZERO = 3;

    private final Wire wire;
    private final Handshake.Agreement agreement;
    private final BlockSource disk;
    private final Replies replies;
    private final Limits limits;
    private final BooleanSupplier closing;
    private final Consumer<IOException> unreadable;
    private final Semaphore inFlight;
    private final ConcurrentLinkedDeque<MemorySegment> buffers = new ConcurrentLinkedDeque<>();
    private volatile @Nullable IOException broken; // sending failed, or must not go on

    /// @param closing tells when nothing new is to be begun
    /// @param unreadable told when the disk cannot be read
    Transmission(
            Wire wire,
            Handshake.Agreement agreement,
            Limits limits,
            BooleanSupplier closing,
            Consumer<IOException> unreadable) {
        this.wire = wire;
        this.agreement = agreement;
        this.limits = limits;
        this.closing = closing;
        this.unreadable = unreadable;
        disk = agreement.export().disk();
        replies = new Replies(wire, agreement.structured());
        inFlight = new Semaphore(limits.inFlight());
    }

    /// {@return the transmission flags of every export}
    static int flags(boolean structured) {
        int flags = HAS_FLAGS | READ_ONLY | SEND_FLUSH | CAN_MULTI_CONN | SEND_CACHE;
        return structured ? flags | SEND_DF : flags;
    }

    /// Works until the client takes its leave, is gone, or breaks the protocol, and returns or throws when no request is
    /// worked on any more.
    ///
    /// @param cutOff ends the connection, so that nobody waits for the client
    void run(Runnable cutOff) throws IOException {
        try (Arena arena = Arena.ofShared()) {
            try {
                while (broken == null && !closing.getAsBoolean()) {
                    Request request = Request.of(wire.receive(Request.SIZE));
                    if (request.type() == Request.DISC) {
                        return;
                    }
                    if (request.type() == Request.WRITE) {
                        skipPayload(request);
                    }
                    inFlight.acquireUninterruptibly();
                    Thread.ofVirtual().start(() -> work(request, arena, cutOff));
                }
            } finally {
                inFlight.acquireUninterruptibly(limits.inFlight());
            }
        }
    }

    private void skipPayload(Request request) throws IOException {
        if (request.length() > MAX_PAYLOAD) {
            throw new ProtocolException("a write of %d bytes".formatted(request.length()));
        }
        wire.skip(request.length());
    }

    private void work(Request request, Arena arena, Runnable cutOff) {
        try {
            answer(request, arena);
        } catch (IOException e) {
            broken = e; // the client is gone or must go, which the receiving thread notices
            cutOff.run();
        } finally {
            inFlight.release();
        }
    }

    private void answer(Request request, Arena arena) throws IOException {
        if (closing.getAsBoolean()) {
            replies.error(request, Replies.ESHUTDOWN, "the server is closing");
            return;
        }
        boolean allocation = request.type() == Request.BLOCK_STATUS && agreement.allocation();
        int known =
                switch (request.type()) {
                    case Request.READ -> agreement.structured() ? Request.FLAG_DF : 0;
                    case Request.BLOCK_STATUS -> Request.FLAG_REQ_ONE;
                    default -> 0;
                };
        switch (request.type()) {
            case Request.WRITE, Request.TRIM, Request.WRITE_ZEROES ->
                    replies.error(request, Replies.EPERM, "the export is read-only");
            case Request.READ, Request.BLOCK_STATUS, Request.CACHE, Request.FLUSH -> {
                if ((request.flags() & ~known) != 0) {
                    invalid(request, "command flags 0x%x".formatted(request.flags()));
                } else if (request.type() == Request.FLUSH) {
                    replies.done(request); // nothing is ever written
                } else if (!request.isWithin(disk.size())) {
                    invalid(request, "a range beyond the end");
                } else if (request.type() == Request.READ) {
                    read(request, arena);
                } else if (request.type() == Request.CACHE || allocation && request.length() == 0) {
                    replies.done(request); // the disk's own caches serve all clients
                } else if (allocation) {
                    status(request);
                } else {
                    invalid(request, "base:allocation was not selected");
                }
            }
            default -> invalid(request, "no such command as %d".formatted(request.type()));
        }
    }

    private void invalid(Request request, String message) throws IOException {
        replies.error(request, Replies.EINVAL, message);
    }

    private void read(Request request, Arena arena) throws IOException {
        if (request.length() > MAX_PAYLOAD) {
            invalid(request, "a read of more than 32 MiB");
            return;
        }
        if (request.length() == 0) {
            replies.done(request);
            return;
        }
        boolean whole = (request.flags() & Request.FLAG_DF) != 0;
        if (whole && request.length() > PIECE) {
            replies.error(request, Replies.EOVERFLOW, "too long to come in one piece");
            return;
        }
        MemorySegment buffer = buffers.pollFirst();
        if (buffer == null) {
            buffer = arena.allocate(PIECE, 64);
        }
        try {
            if (!agreement.structured()) {
                readSimple(request, buffer);
            } else if (whole) {
                readRun(request, request.offset(), request.end(), buffer);
            } else {
                readRuns(request, buffer);
            }
        } finally {
            buffers.addFirst(buffer);
        }
    }

    private void readRuns(Request request, MemorySegment buffer) throws IOException {
        Runs runs = new Runs(disk, HOLE, request.offset(), request.end(), Integer.MAX_VALUE);
        while (true) {
            Extent run;
            try {
                run = runs.next();
            } catch (IOException | RuntimeException e) {
                failed(request, e);
                return;
            }
            if (run == null) {
                return;
            }
            if (run.isZero()) {
                boolean done = run.end() == request.end();
                replies.hole(request, run.offset(), (int) run.length(), done);
            } else if (!readRun(request, run.offset(), run.end(), buffer)) {
                return;
            }
        }
    }

    /// {@return whether that went well} If not, the client was told.
    private boolean readRun(Request request, long from, long to, MemorySegment buffer)
            throws IOException {
        for (long at = from; at < to; ) {
            MemorySegment piece = buffer.asSlice(0, Math.min(PIECE, to - at));
            try {
                disk.read(at, piece);
            } catch (IOException | RuntimeException e) {
                failed(request, e);
                return false;
            }
            long next = at + piece.byteSize();
            replies.data(request, at, piece.asByteBuffer(), next == request.end());
            at = next;
        }
        return true;
    }

    /// A failure behind the first piece cannot be told in this form, so it ends the connection.
    private void readSimple(Request request, MemorySegment buffer) throws IOException {
        MemorySegment piece = buffer.asSlice(0, Math.min(PIECE, request.length()));
        try {
            disk.read(request.offset(), piece);
        } catch (IOException | RuntimeException e) {
            failed(request, e);
            return;
        }
        wire.beginMessage();
        try {
            wire.sendPart(Replies.simple(request, 0), piece.asByteBuffer());
            for (long at = request.offset() + piece.byteSize(); at < request.end(); ) {
                piece = buffer.asSlice(0, Math.min(PIECE, request.end() - at));
                try {
                    disk.read(at, piece);
                } catch (IOException | RuntimeException e) {
                    throw tell(e);
                }
                wire.sendPart(piece.asByteBuffer());
                at += piece.byteSize();
            }
        } finally {
            wire.endMessage();
        }
    }

    private void status(Request request) throws IOException {
        boolean one = (request.flags() & Request.FLAG_REQ_ONE) != 0;
        Runs runs = new Runs(disk, SECTOR, request.offset(), request.end(), MAX_EXTENTS);
        ByteBuffer descriptors = ByteBuffer.allocate(8 * (one ? 1 : MAX_RUNS));
        try {
            for (Extent run = runs.next(); run != null; run = runs.next()) {
                descriptors.putInt((int) run.length()); // at most the request's 32 bits, unsigned
                descriptors.putInt(run.isZero() ? STATE_HOLE_AND_ZERO : 0);
                if (!descriptors.hasRemaining()) {
                    break;
                }
            }
        } catch (IOException | RuntimeException e) {
            failed(request, e);
            return;
        }
        replies.status(request, Handshake.ALLOCATION_ID, descriptors.flip());
    }

    private void failed(Request request, Exception problem) throws IOException {
        IOException told = tell(problem);
        replies.error(request, Replies.EIO, String.valueOf(told.getMessage()));
    }

    private IOException tell(Exception problem) {
        IOException told =
                problem instanceof IOException e ? e : new IOException(problem.toString(), problem);
        unreadable.accept(told);
        return told;
    }
}

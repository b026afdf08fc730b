package dev.diskwright.core.container.simg;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.codec.Gzip;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;

/// Checks a file: chunks that cover the disk exactly, sums of what they hold, nothing behind them.
final class Checker {
    private static final MemorySegment ZERO = MemorySegment.ofArray(new byte[1]);
    private static final int PIECE = 256 << 10; // bytes read at once

    private final BlockSource file;
    private final Header header;
    private final Consumer<Finding> findings;
    private int crc;
    private long end;

    private Checker(BlockSource file, Header header, Consumer<Finding> findings) {
        this.file = file;
        this.header = header;
        this.findings = findings;
        end = header.fileHeaderSize();
    }

    static void check(Where where, BlockSource file, Consumer<Finding> findings)
            throws IOException {
        try {
            Header header = Header.read(where, file);
            var checker = new Checker(file, header, findings);
            Chunks.read(where, file, header, checker::chunk);
            checker.finish(where);
        } catch (ImageException e) {
            findings.accept(Finding.of(e));
        }
    }

    private void chunk(Where place, Chunk chunk, long at) throws IOException {
        if (chunk.reserved() != 0) {
            findings.accept(Finding.warning(place.field("reserved", 2), "is not zero"));
        }
        long size = chunk.blocks() * header.blockSize();
        switch (chunk.type()) {
            case Chunk.RAW -> {
                for (long done = 0; done < size; done += PIECE) {
                    int length = (int) Math.min(PIECE, size - done);
                    add(Gzip.crc(file.bytes(at + done, length)), length);
                }
            }
            case Chunk.FILL -> {
                MemorySegment value = file.bytes(at, Chunk.VALUE);
                add(Gzip.crc(value, size / Chunk.VALUE), size);
            }
            case Chunk.DONT_CARE -> add(Gzip.crc(ZERO, size), size);
            default -> compare(place, file.bytes(at, Chunk.VALUE).get(Header.U32_LE, 0));
        }
        end = at - header.chunkHeaderSize() + chunk.totalSize();
    }

    private void add(int sum, long length) {
        crc = Gzip.combine(crc, sum, length);
    }

    private void compare(Where place, int stored) {
        if (stored != crc) {
            findings.accept(
                    Finding.error(
                            place,
                            "the sum is 0x%08x, that of what is before it 0x%08x"
                                    .formatted(stored, crc)));
        }
    }

    private void finish(Where where) {
        if (header.imageChecksum() != 0) {
            compare(
                    Header.field(where.structure("header", 0), "imageChecksum"),
                    (int) header.imageChecksum());
        }
        if (end != file.size()) {
            findings.accept(
                    Finding.warning(
                            where.structure("end of chunks", end),
                            "%d bytes follow".formatted(file.size() - end)));
        }
    }
}

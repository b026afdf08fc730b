package dev.diskwright.core.codec;

import dev.diskwright.core.block.SourceStream;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.UnsupportedOptionsException;

/// A decoder's stream whose failures are ours, with how far it had read.
final class Translated extends InputStream {
    private final Where where;
    private final SourceStream packed;
    private final InputStream codec;

    /// @param where the structure that is read, with its offset in the file
    Translated(Where where, SourceStream packed, InputStream codec) {
        this.where = where;
        this.packed = packed;
        this.codec = codec;
    }

    /// {@return what is thrown for a decoder's failure}
    ///
    /// @param where the place to tell
    static IOException translate(Where where, Exception failure) {
        return switch (failure) {
            case ImageException e -> e;
            case ClosedByInterruptException e -> e;
            case MemoryLimitException _ ->
                    new UnsupportedImageException(where, "a dictionary of that size");
            case UnsupportedOptionsException e ->
                    new UnsupportedImageException(where, String.valueOf(e.getMessage()));
            case EOFException e ->
                    new CorruptImageException(where, "the end of the file", "more data", e);
            default ->
                    new CorruptImageException(
                            where,
                            "damage (%s)".formatted(failure.getMessage()),
                            "compressed data",
                            failure);
        };
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int start, int length) throws IOException {
        try {
            return codec.read(target, start, length);
        } catch (IOException | RuntimeException e) {
            throw translate(
                    where.structure(where.structure(), where.offset() + packed.position()), e);
        }
    }

    @Override
    public void close() throws IOException {
        codec.close();
    }
}

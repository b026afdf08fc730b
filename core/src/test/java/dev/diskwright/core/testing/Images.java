package dev.diskwright.core.testing;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Extent;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Sources as files, for tools that take nothing else.
public final class Images {
    private static final int CHUNK = 1 << 20;

    private Images() {}

    /// Writes `source` to a sparse file: its zero runs become holes.
    public static void write(BlockSource source, Path file) throws IOException {
        Files.deleteIfExists(file);
        try (var out =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.SPARSE)) {
            byte[] buffer = new byte[CHUNK];
            long size = source.size();
            for (long at = 0; at < size; ) {
                Extent extent = source.extentAt(at);
                if (extent.isZero()) {
                    at = extent.end();
                    continue;
                }
                int length = (int) Math.min(CHUNK, extent.end() - at);
                source.read(at, MemorySegment.ofArray(buffer).asSlice(0, length));
                write(out, ByteBuffer.wrap(buffer, 0, length), at);
                at += length;
            }
            if (out.size() < size) {
                write(out, ByteBuffer.wrap(new byte[1]), size - 1);
            }
        }
    }

    private static void write(FileChannel out, ByteBuffer bytes, long at) throws IOException {
        long offset = at;
        while (bytes.hasRemaining()) {
            offset += out.write(bytes, offset);
        }
    }

    /// {@return all bytes of a source that fits in memory}
    public static byte[] bytes(BlockSource source) throws IOException {
        byte[] bytes = new byte[Math.toIntExact(source.size())];
        source.read(0, MemorySegment.ofArray(bytes));
        return bytes;
    }

    /// {@return SHA-256 of all bytes, in hexadecimal}
    public static String sha256(BlockSource source) throws IOException {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[CHUNK];
            for (long at = 0; at < source.size(); at += CHUNK) {
                int length = (int) Math.min(CHUNK, source.size() - at);
                source.read(at, MemorySegment.ofArray(buffer).asSlice(0, length));
                sha.update(buffer, 0, length);
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}

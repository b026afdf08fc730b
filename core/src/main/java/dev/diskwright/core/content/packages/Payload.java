package dev.diskwright.core.content.packages;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.ZeroBytes;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.codec.Compression;
import dev.diskwright.core.content.Scratch;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// The archive in a package.
final class Payload {
    private Payload() {}

    /// {@return it uncompressed}
    ///
    /// @param named how the package says that it is compressed; empty if it does not
    /// @param magic what an archive of its kind has at `offset`, unless it is empty
    static BlockSource plain(
            Where where,
            BlockSource stored,
            Scratch scratch,
            String named,
            String magic,
            int offset)
            throws IOException, InterruptedException {
        Optional<Compression> compression = Compression.of(stored);
        if (compression.isPresent()) {
            try (InputStream stream = compression.get().decode(where, stored)) {
                return scratch.spool(where, stream);
            }
        }
        int length = (int) Math.min(stored.size(), offset + magic.length());
        byte[] start = stored.bytes(0, length).toArray(JAVA_BYTE);
        boolean archive = new String(start, ISO_8859_1).startsWith(magic, offset);
        if (!archive && !ZeroBytes.isZero(stored.bytes(0, length))) {
            throw new UnsupportedImageException(
                    where,
                    named.isEmpty()
                            ? "an archive compressed in another way"
                            : "the compression " + named);
        }
        return stored;
    }
}

package dev.diskwright.core.content.oci;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.RegularFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The blobs of an image layout, each held against its digest before it is believed.
final class Blobs {
    private static final int PIECE = 1 << 20; // bytes

    private final Where where;
    private final FileTree layout;

    Blobs(Where where, FileTree layout) {
        this.where = where;
        this.layout = layout;
    }

    /// {@return where the blob is, for messages}
    Where where(String digest) {
        return where.inside("blob " + digest);
    }

    BlockSource get(Descriptor it) throws IOException, InterruptedException {
        String[] parts = it.digest().split(":", 2);
        Where place = where(it.digest());
        if (!it.digest().matches("sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}")) {
            throw new UnsupportedImageException(place, "digests other than SHA-256 and SHA-512");
        }
        if (!(layout.find("blobs/" + parts[0] + "/" + parts[1]) instanceof RegularFile file)) {
            throw new CorruptImageException(place, "no such file", "a blob of the image");
        }
        BlockSource bytes = file.origin();
        if (bytes.size() != it.size()) {
            throw new CorruptImageException(
                    place, bytes.size() + " bytes", it.size() + ", as its descriptor says");
        }
        check(place, bytes, it.digest());
        return bytes;
    }

    /// Holds bytes against their digest.
    static void check(Where place, BlockSource bytes, String digest)
            throws IOException, InterruptedException {
        String algorithm = digest.substring(0, digest.indexOf(':'));
        MessageDigest sum;
        try {
            sum = MessageDigest.getInstance(algorithm.equals("sha256") ? "SHA-256" : "SHA-512");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has both
        }
        byte[] piece = new byte[(int) Math.min(PIECE, bytes.size())];
        for (long at = 0; at < bytes.size(); at += piece.length) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while reading " + place);
            }
            int length = (int) Math.min(piece.length, bytes.size() - at);
            bytes.read(at, MemorySegment.ofArray(piece).asSlice(0, length));
            sum.update(piece, 0, length);
        }
        String found = algorithm + ":" + HexFormat.of().formatHex(sum.digest());
        if (!found.equals(digest)) {
            throw new CorruptImageException(place, "bytes with the digest " + found, digest);
        }
    }
}

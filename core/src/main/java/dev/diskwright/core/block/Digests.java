package dev.diskwright.core.block;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What identifies a disk, the same in every container. Both come as 64 lower-case hexadecimal digits.
public final class Digests {
    private static final byte[] ZEROS = new byte[1 << 20];

    private Digests() {}

    /// {@return the SHA-256 of all bytes, zero runs included} Reads ahead while hashing. Takes its time over the zeros
    /// of a large disk; [#fingerprint] does not.
    ///
    /// @param progress told of every byte, zeros included: `source.size()` in all
    /// @throws InterruptedException when the calling thread was interrupted
    public static String sha256(BlockSource source, Progress progress)
            throws IOException, InterruptedException {
        var digest = new Sequential(progress);
        CopyPipeline.run(
                source,
                CopyPipeline.CHUNK,
                (offset, data) -> () -> digest.chunk(offset, data),
                Progress.NONE);
        digest.zerosUpTo(source.size());
        return HexFormat.of().formatHex(digest.sha256.digest());
    }

    /// {@return the root of a [HashTree] over the source} Skips zero runs, uses all cores, and depends on the bytes and
    /// the size alone.
    ///
    /// @param progress told of every byte read: `CopyPipeline.amount(source, CopyPipeline.CHUNK)` in all
    /// @throws InterruptedException when the calling thread was interrupted
    public static String fingerprint(BlockSource source, Progress progress)
            throws IOException, InterruptedException {
        int cores = Runtime.getRuntime().availableProcessors();
        return fingerprint(source, progress, cores);
    }

    static String fingerprint(BlockSource source, Progress progress, int threads)
            throws IOException, InterruptedException {
        var fingerprint = new Fingerprint(source.size());
        CopyPipeline.run(source, HashTree.LEAF, fingerprint, progress, threads);
        return fingerprint.value();
    }

    static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }

    /// One pass in order.
    private static final class Sequential {
        final MessageDigest sha256 = newSha256();
        private final Progress progress;
        private long done;

        Sequential(Progress progress) {
            this.progress = progress;
        }

        void chunk(long offset, MemorySegment data) throws InterruptedException {
            zerosUpTo(offset);
            sha256.update(data.asByteBuffer());
            progress.advance(data.byteSize());
            done += data.byteSize();
        }

        void zerosUpTo(long end) throws InterruptedException {
            while (done < end) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while hashing");
                }
                int length = (int) Math.min(ZEROS.length, end - done);
                sha256.update(ZEROS, 0, length);
                progress.advance(length);
                done += length;
            }
        }
    }
}

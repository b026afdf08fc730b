package dev.diskwright.core.fs.verity;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.CopyPipeline;
import dev.diskwright.core.block.Extent;
import dev.diskwright.core.block.Progress;
import dev.diskwright.core.block.Spool;
import dev.diskwright.core.block.SpoolFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// The bytes of a hash partition, and the root hash with which the kernel checks them. Valid until it is closed; one that
/// nothing refers to any more closes itself.
public final class VerityTree implements BlockSource, AutoCloseable {
    /// Size of the blocks that are proved one by one, in bytes.
    public static final int BLOCK = VerityLevels.BLOCK;

    /// The hash, as superblock and kernel call it.
    static final String ALGORITHM = "sha256";

    private final Spool spool;
    private final String rootHash;

    private VerityTree(Spool spool, String rootHash) {
        this.spool = spool;
        this.rootHash = rootHash;
    }

    /// {@return how many bytes the hashes of `dataSize` bytes take, superblock included}
    public static long size(long dataSize) {
        return VerityLevels.of(dataSize / BLOCK).size();
    }

    /// {@return the tree over `data`, in a file in `directory`} Its bytes depend on data and parameters alone.
    ///
    /// @param data one or more whole blocks
    /// @param directory of the host, for a file that nothing is left of when the tree is closed
    /// @param progress told of every byte that is hashed; zero runs are not
    /// @throws dev.diskwright.core.bytes.ImageException if data cannot be read, or the file cannot be written
    /// @throws InterruptedException if the thread was interrupted; nothing is left then
    public static VerityTree of(
            BlockSource data, VerityParameters parameters, Path directory, Progress progress)
            throws IOException, InterruptedException {
        return of(data, parameters, SpoolFile.in(directory), progress, CopyPipeline.threads());
    }

    /// {@return the same in memory} For trees of 2 GiB at most.
    static VerityTree of(BlockSource data, VerityParameters parameters, int threads)
            throws IOException, InterruptedException {
        return of(data, parameters, Spool.inMemory(), Progress.NONE, threads);
    }

    private static VerityTree of(
            BlockSource data,
            VerityParameters parameters,
            Spool spool,
            Progress progress,
            int threads)
            throws IOException, InterruptedException {
        boolean done = false;
        try {
            if (data.size() == 0 || data.size() % BLOCK != 0) {
                throw new IllegalArgumentException(
                        "%d bytes are not whole blocks".formatted(data.size()));
            }
            String root = new Writer(data, parameters, spool).write(progress, threads);
            done = true;
            return new VerityTree(spool, root);
        } finally {
            if (!done) {
                spool.close();
            }
        }
    }

    /// {@return the root hash, 64 lower-case hexadecimal digits, as `roothash=` takes it}
    public String rootHash() {
        return rootHash;
    }

    @Override
    public long size() {
        return spool.size();
    }

    @Override
    public Extent extentAt(long offset) throws IOException {
        return spool.extentAt(offset);
    }

    @Override
    public void read(long offset, MemorySegment target) throws IOException {
        spool.read(offset, target);
    }

    @Override
    public void close() throws IOException {
        spool.close();
    }

    /// {@return digest of one block}
    static byte[] digest(MessageDigest sha256, byte[] salt, MemorySegment block) {
        sha256.update(salt);
        sha256.update(block.asByteBuffer());
        return sha256.digest();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    /// Hashes level by level, the leaves on all cores.
    private static final class Writer {
        private static final int CHUNK = CopyPipeline.CHUNK; // whole blocks
        private static final int DIGESTS = CHUNK / BLOCK * VerityLevels.DIGEST; // bytes a chunk

        private final BlockSource data;
        private final VerityParameters parameters;
        private final byte[] salt;
        private final Spool spool;
        private final VerityLevels levels;
        private final byte[] zeros; // digests of a chunk of zeros
        private long filled; // bytes of the leaves that are written

        Writer(BlockSource data, VerityParameters parameters, Spool spool) {
            this.data = data;
            this.parameters = parameters;
            this.salt = parameters.saltBytes();
            this.spool = spool;
            levels = VerityLevels.of(data.size() / BLOCK);
            zeros = digests(MemorySegment.ofArray(new byte[CHUNK]));
        }

        private byte[] digests(MemorySegment chunk) {
            MessageDigest sha256 = sha256();
            int count = (int) (chunk.byteSize() / BLOCK);
            byte[] all = new byte[count * VerityLevels.DIGEST];
            for (int i = 0; i < count; i++) {
                byte[] one = digest(sha256, salt, chunk.asSlice((long) i * BLOCK, BLOCK));
                System.arraycopy(one, 0, all, i * VerityLevels.DIGEST, VerityLevels.DIGEST);
            }
            return all;
        }

        String write(Progress progress, int threads) throws IOException, InterruptedException {
            progress.step("hash", CopyPipeline.amount(data, CHUNK));
            superblock();
            if (levels.counts().isEmpty()) {
                return HexFormat.of().formatHex(digests(data.bytes(0, BLOCK)));
            }
            long leaves = levels.offset(0);
            spool.truncate(levels.size());
            CopyPipeline.run(
                    data,
                    CHUNK,
                    (offset, chunk) -> {
                        byte[] digests = digests(chunk);
                        return () -> {
                            long at = offset / BLOCK * VerityLevels.DIGEST;
                            fill(leaves, at);
                            spool.write(leaves + at, digests, digests.length);
                            filled = at + digests.length;
                        };
                    },
                    progress,
                    threads);
            fill(leaves, levels.dataBlocks() * VerityLevels.DIGEST);
            for (int i = 1; i < levels.counts().size(); i++) {
                above(i);
            }
            long top = levels.offset(levels.counts().size() - 1);
            return HexFormat.of().formatHex(digest(sha256(), salt, spool.bytes(top, BLOCK)));
        }

        private void superblock() throws IOException {
            byte[] block = new byte[BLOCK];
            var padded = MemorySegment.ofArray(Arrays.copyOf(salt, VeritySuperblock.MAX_SALT));
            var superblock =
                    new VeritySuperblock(
                            VeritySuperblock.SIGNATURE,
                            1,
                            1,
                            parameters.uuid(),
                            ALGORITHM,
                            BLOCK,
                            BLOCK,
                            levels.dataBlocks(),
                            salt.length,
                            padded);
            VeritySuperblock.CODEC.write(superblock, MemorySegment.ofArray(block), 0);
            spool.write(0, block, BLOCK);
        }

        /// Writes the digests of zeros up to where the next ones begin.
        private void fill(long leaves, long end) throws IOException, InterruptedException {
            while (filled < end) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while hashing");
                }
                int length = (int) Math.min(DIGESTS, end - filled);
                spool.write(leaves + filled, zeros, length);
                filled += length;
            }
        }

        private void above(int level) throws IOException {
            MessageDigest sha256 = sha256();
            long below = levels.offset(level - 1);
            long count = levels.counts().get(level - 1);
            byte[] block = new byte[BLOCK];
            for (long i = 0; i < count; i++) {
                byte[] one = digest(sha256, salt, spool.bytes(below + i * BLOCK, BLOCK));
                int at = (int) (i % VerityLevels.PER_BLOCK) * VerityLevels.DIGEST;
                System.arraycopy(one, 0, block, at, one.length);
                if (at + one.length == BLOCK || i == count - 1) {
                    Arrays.fill(block, at + one.length, BLOCK, (byte) 0);
                    spool.write(
                            levels.offset(level) + i / VerityLevels.PER_BLOCK * BLOCK,
                            block,
                            BLOCK);
                }
            }
        }
    }
}

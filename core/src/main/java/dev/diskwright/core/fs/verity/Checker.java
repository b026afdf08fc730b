package dev.diskwright.core.fs.verity;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.CopyPipeline;
import dev.diskwright.core.block.Progress;
import dev.diskwright.core.block.ZeroBytes;
import dev.diskwright.core.bytes.BoundedFindings;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.security.MessageDigest;
import java.util.function.Consumer;

/// Checks every digest of a tree.
final class Checker {
    private static final int CHUNK = CopyPipeline.CHUNK; // whole blocks
    private static final int DIGEST = VerityLevels.DIGEST;

    private final Where where;
    private final BlockSource source;
    private final Consumer<Finding> findings;

    Checker(Where where, BlockSource source, Consumer<Finding> findings) {
        this.where = where;
        this.source = source;
        this.findings = findings;
    }

    /// Checks each level above the leaves against the one below it.
    void checkLevels() throws IOException {
        try (var bounded = new BoundedFindings(where.structure("hash tree", 0), findings)) {
            VerityVolume volume = VerityVolume.open(where, source);
            byte[] salt = volume.salt();
            VerityLevels levels = volume.levels();
            MessageDigest sha256 = VerityTree.sha256();
            for (int i = 1; i < levels.counts().size(); i++) {
                for (long block = 0; block < levels.counts().get(i - 1); block++) {
                    long at = levels.offset(i - 1) + block * VerityLevels.BLOCK;
                    byte[] digest =
                            VerityTree.digest(sha256, salt, source.bytes(at, VerityLevels.BLOCK));
                    compare(levels.offset(i), block, digest, i, bounded);
                }
            }
            for (int i = 0; i < levels.counts().size(); i++) {
                padding(levels, i, bounded);
            }
        } catch (ImageException e) {
            findings.accept(Finding.of(e));
        }
    }

    /// Checks that nothing follows the last digest of a level.
    private void padding(VerityLevels levels, int level, Consumer<Finding> bounded)
            throws IOException {
        long digests = level == 0 ? levels.dataBlocks() : levels.counts().get(level - 1);
        long end = levels.offset(level) + digests * DIGEST;
        long room = levels.counts().get(level) * VerityLevels.BLOCK - digests * DIGEST;
        if (!ZeroBytes.isZero(source, end, room)) {
            bounded.accept(
                    Finding.error(
                            where.structure("hash block", end),
                            "something other than zeros follows the last digest of level "
                                    + level));
        }
    }

    private void compare(
            long level, long index, byte[] digest, int number, Consumer<Finding> bounded)
            throws IOException {
        long at = level + index * DIGEST;
        if (MemorySegment.ofArray(digest).mismatch(source.bytes(at, DIGEST)) >= 0) {
            bounded.accept(
                    Finding.error(
                            where.structure("digest", at),
                            "level %d, entry %d: not the hash of its block"
                                    .formatted(number, index)));
        }
    }

    /// Checks the leaves against the data.
    void checkData(BlockSource data) throws IOException, InterruptedException {
        try (var bounded = new BoundedFindings(where.structure("hash tree", 0), findings)) {
            VerityVolume volume = VerityVolume.open(where, source);
            VerityLevels levels = volume.levels();
            long size = levels.dataBlocks() * VerityLevels.BLOCK;
            if (size > data.size()) {
                findings.accept(
                        Finding.error(
                                where.structure("superblock", 0)
                                        .field(
                                                "dataBlocks",
                                                VeritySuperblock.CODEC.offset("dataBlocks")),
                                "%d data blocks, and the partition with the data has %d"
                                        .formatted(
                                                levels.dataBlocks(),
                                                data.size() / VerityLevels.BLOCK)));
                return;
            }
            if (levels.counts().isEmpty()) {
                return; // nothing but the root hash knows the block
            }
            leaves(volume, data.slice(0, size), bounded);
        } catch (ImageException e) {
            findings.accept(Finding.of(e));
        }
    }

    private void leaves(VerityVolume volume, BlockSource data, Consumer<Finding> bounded)
            throws IOException, InterruptedException {
        byte[] salt = volume.salt();
        long leaves = volume.levels().offset(0);
        byte[] zero =
                VerityTree.digest(
                        VerityTree.sha256(),
                        salt,
                        MemorySegment.ofArray(new byte[VerityLevels.BLOCK]));
        var done = new long[1]; // blocks
        CopyPipeline.run(
                data,
                CHUNK,
                (offset, chunk) -> {
                    MessageDigest sha256 = VerityTree.sha256();
                    int count = (int) (chunk.byteSize() / VerityLevels.BLOCK);
                    byte[][] digests = new byte[count][];
                    for (int i = 0; i < count; i++) {
                        MemorySegment block =
                                chunk.asSlice((long) i * VerityLevels.BLOCK, VerityLevels.BLOCK);
                        digests[i] = VerityTree.digest(sha256, salt, block);
                    }
                    return () -> {
                        long first = offset / VerityLevels.BLOCK;
                        zeros(leaves, done[0], first, zero, bounded);
                        for (int i = 0; i < count; i++) {
                            compare(leaves, first + i, digests[i], 0, bounded);
                        }
                        done[0] = first + count;
                    };
                },
                Progress.NONE);
        zeros(leaves, done[0], volume.levels().dataBlocks(), zero, bounded);
    }

    private void zeros(long leaves, long from, long to, byte[] zero, Consumer<Finding> bounded)
            throws IOException, InterruptedException {
        for (long i = from; i < to; i++) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while checking hashes");
            }
            compare(leaves, i, zero, 0, bounded);
        }
    }
}

package dev.diskwright.core.fs.verity;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.ValueLayout;

/// Hashes that exist: their superblock, proved to fit what it is in.
record VerityVolume(Where where, BlockSource source, VeritySuperblock superblock) {
    static boolean isRecognised(BlockSource source) throws IOException {
        return source.size() >= VeritySuperblock.SIZE
                && VeritySuperblock.CODEC
                                .read(source.bytes(0, VeritySuperblock.SIZE), 0)
                                .signature()
                        == VeritySuperblock.SIGNATURE;
    }

    /// {@return the volume}
    ///
    /// @throws dev.diskwright.core.bytes.ImageException if its superblock is damaged or not supported
    static VerityVolume open(Where where, BlockSource source) throws IOException {
        Where at = where.structure("superblock", 0);
        if (source.size() < VerityLevels.BLOCK) {
            throw new CorruptImageException(at, source.size() + " bytes", "at least a block");
        }
        VeritySuperblock it =
                VeritySuperblock.CODEC.read(source.bytes(0, VeritySuperblock.SIZE), 0);
        if (it.signature() != VeritySuperblock.SIGNATURE) {
            throw new CorruptImageException(
                    at.field("signature", 0), "0x%x".formatted(it.signature()), "verity");
        }
        support(at, "version", it.version() == 1, "version " + it.version());
        support(at, "hashType", it.hashType() == 1, "hash type " + it.hashType());
        support(
                at,
                "algorithm",
                it.algorithm().equals(VerityTree.ALGORITHM),
                "the hash \"%s\"".formatted(it.algorithm()));
        support(
                at,
                "dataBlockSize",
                it.dataBlockSize() == VerityLevels.BLOCK
                        && it.hashBlockSize() == VerityLevels.BLOCK,
                "blocks of %d and %d bytes".formatted(it.dataBlockSize(), it.hashBlockSize()));
        if (it.saltSize() > VeritySuperblock.MAX_SALT) {
            throw new CorruptImageException(
                    field(at, "saltSize"), it.saltSize() + " bytes", "at most 256");
        }
        // A hash block proves 512 KiB.
        long most = source.size() / VerityLevels.BLOCK * VerityLevels.PER_BLOCK;
        if (it.dataBlocks() < 1 || it.dataBlocks() > most && it.dataBlocks() != 1) {
            throw new CorruptImageException(
                    field(at, "dataBlocks"),
                    Long.toUnsignedString(it.dataBlocks()) + " blocks",
                    "from 1 to the %d that there is room for".formatted(most));
        }
        var volume = new VerityVolume(where, source, it);
        if (volume.levels().size() > source.size()) {
            throw new CorruptImageException(
                    field(at, "dataBlocks"),
                    "a tree of %d bytes".formatted(volume.levels().size()),
                    "at most the %d bytes there are".formatted(source.size()));
        }
        return volume;
    }

    private static void support(Where at, String field, boolean known, String found)
            throws UnsupportedImageException {
        if (!known) {
            throw new UnsupportedImageException(field(at, field), found);
        }
    }

    private static Where field(Where at, String field) {
        return at.field(field, VeritySuperblock.CODEC.offset(field));
    }

    VerityLevels levels() {
        return VerityLevels.of(superblock.dataBlocks());
    }

    byte[] salt() {
        return superblock.salt().asSlice(0, superblock.saltSize()).toArray(ValueLayout.JAVA_BYTE);
    }

    /// {@return the hash over the top level, of which there must be one}
    byte[] root() throws IOException {
        long top = levels().offset(levels().counts().size() - 1);
        return VerityTree.digest(
                VerityTree.sha256(), salt(), source.bytes(top, VerityLevels.BLOCK));
    }
}

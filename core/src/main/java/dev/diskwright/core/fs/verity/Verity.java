package dev.diskwright.core.fs.verity;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.fs.FileSystemFormat;
import dev.diskwright.core.fs.VolumeInfo;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/// A partition of hashes. It holds no files, and can be checked by itself and against what it proves.
public final class Verity implements FileSystemFormat {
    /// What `blkid` calls it.
    public static final String NAME = "DM_verity_hash";

    /// Nothing to be told: a format has no state.
    public Verity() {}

    /// {@return [#NAME]}
    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<VolumeInfo> probe(Where where, BlockSource volume) throws IOException {
        if (!VerityVolume.isRecognised(volume)) {
            return Optional.empty();
        }
        VerityVolume it = VerityVolume.open(where, volume);
        return Optional.of(
                new VolumeInfo(
                        name(),
                        "sha256",
                        "",
                        it.superblock().uuid().toString(),
                        it.levels().size(),
                        VerityLevels.BLOCK));
    }

    /// @throws UnsupportedImageException always
    @Override
    public FileTree read(Where where, BlockSource volume) throws IOException {
        throw new UnsupportedImageException(where, "listing hashes, which hold no files,");
    }

    /// Checks the levels above the leaves; what the leaves prove is checked by the other.
    @Override
    public void check(Where where, BlockSource volume, Consumer<Finding> findings)
            throws IOException {
        new Checker(where, volume, findings).checkLevels();
    }

    /// Checks the leaves against the data that they prove, on all cores.
    ///
    /// @param where names the hashes
    /// @param data the partition that is proved
    /// @throws InterruptedException if the thread was interrupted
    public static void checkData(
            Where where, BlockSource volume, BlockSource data, Consumer<Finding> findings)
            throws IOException, InterruptedException {
        new Checker(where, volume, findings).checkData(data);
    }

    /// {@return the root hash that the stored top level comes to, 64 lower-case hexadecimal digits; empty if there is but
    /// one data block, which then is hashed itself}
    ///
    /// @throws dev.diskwright.core.bytes.ImageException if it is damaged or not supported
    public static Optional<String> rootHash(Where where, BlockSource volume) throws IOException {
        VerityVolume it = VerityVolume.open(where, volume);
        return it.levels().counts().isEmpty()
                ? Optional.empty()
                : Optional.of(HexFormat.of().formatHex(it.root()));
    }

    /// {@return the GUID of the partition with the data (UAPI.2): the first 128 bits of the root hash}
    public static UUID dataGuid(String rootHash) {
        return guid(rootHash, 0);
    }

    /// {@return the GUID of the partition with the hashes (UAPI.2): the last 128 bits of the root hash}
    public static UUID hashGuid(String rootHash) {
        return guid(rootHash, rootHash.length() - 32);
    }

    private static UUID guid(String digits, int at) {
        return new UUID(
                HexFormat.fromHexDigitsToLong(digits, at, at + 16),
                HexFormat.fromHexDigitsToLong(digits, at + 16, at + 32));
    }
}

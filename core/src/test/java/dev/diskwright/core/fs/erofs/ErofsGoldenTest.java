package dev.diskwright.core.fs.erofs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.testing.Fixtures;
import dev.diskwright.core.testing.Images;
import dev.diskwright.core.testing.TreeListing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Volumes that mkfs.erofs made, and the bytes of ours.
class ErofsGoldenTest {
    private static final Where FILE = Where.file("golden.img");

    private static FileTree golden(String name) throws IOException {
        return new Erofs()
                .read(FILE, BlockSource.of(Fixtures.bytes("fs/erofs/" + name + ".img.gz")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lz4", "big", "tails", "fragments", "dedupe", "chunks", "legacy"})
    void everyLayoutHoldsTheSameTree(String name) throws IOException {
        TreeListing.assertSame(
                TreeListing.of(golden("plain"), 0).lines().toList(),
                TreeListing.of(golden(name), 0).lines().toList());
        var findings = new ArrayList<Finding>();
        var volume = BlockSource.of(Fixtures.bytes("fs/erofs/" + name + ".img.gz"));
        new Erofs().check(FILE, volume, findings::add);
        assertEquals(List.of(), findings);
    }

    @Test
    void aVolumeSaysWhatItIs() throws IOException {
        var info =
                new Erofs()
                        .probe(FILE, BlockSource.of(Fixtures.bytes("fs/erofs/plain.img.gz")))
                        .orElseThrow();
        assertEquals("erofs", info.type());
        assertEquals("eb176051-bd15-49b7-9e6b-462e0b467019", info.uuid());
        assertEquals(4096, info.blockSize());
    }

    @ParameterizedTest
    @CsvSource({
        "NONE,  17506a3c20029db4155aa5014f09ec17f936dc1a9b8a38c46e5122d7bcbfbcba",
        "LZ4,   b69f5d0f4122e2b1a2ed30b3b76be5138e8caa54f755cdbd357ac091178823a7",
        "LZ4HC, 6082e7b293ccfb51ca420ddc100744daed834eb7fb95d3007eb0ffd2e8ea4379",
    })
    void theBytesStayTheSame(ErofsCompression compression, String digest)
            throws IOException, InterruptedException {
        var parameters = new ErofsParameters(compression, 1_600_000_000, 2);
        assertEquals(digest, Images.sha256(Erofs.pack(golden("plain"), parameters)));
    }
}

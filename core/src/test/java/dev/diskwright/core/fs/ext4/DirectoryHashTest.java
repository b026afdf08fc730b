package dev.diskwright.core.fs.ext4;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.testing.Peers;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("peer")
class DirectoryHashTest {
    private static final String SEED = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";

    @ParameterizedTest
    @CsvSource({
        "legacy,   0, hello",
        "half_md4, 1, hello",
        "tea,      2, hello",
        "half_md4, 1, a",
        "half_md4, 1, a-name-that-is-longer-than-thirty-two-bytes-and-goes-on-to-a-third-part",
        "tea,      2, a-name-that-is-longer-than-sixteen-bytes",
        "legacy,   0, a-name-that-is-longer-than-sixteen-bytes",
        "half_md4, 1, größe",
        "tea,      2, größe",
        "legacy,   0, größe"
    })
    void debugfsFindsTheSameHash(String algorithm, int version, String name) {
        Peers.require("debugfs");
        String command = "dx_hash -h %s -s %s %s".formatted(algorithm, SEED, name);
        String output = Peers.run("debugfs", "-R", command).output();
        long hash =
                new DirectoryHash(version, false, UUID.fromString(SEED)).of(name.getBytes(UTF_8));
        String expected = "0x%x (minor 0x%x)".formatted(hash >>> 32, hash & 0xffff_ffffL);
        assertTrue(output.contains(expected), output + " but we find " + expected);
    }
}

package dev.diskwright.core.fs.signature;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.HostFile;
import dev.diskwright.core.bytes.LittleEndian;
import dev.diskwright.core.fs.VolumeInfo;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Images;
import dev.diskwright.core.testing.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignaturesTest {
    private static final int SIZE = 1 << 20;
    private static final String UUID = "01234567-89ab-cdef-0123-456789abcdef";

    @TempDir Path dir;

    private final byte[] image = new byte[SIZE];

    private void text(int at, String text) {
        byte[] bytes = text.getBytes(ISO_8859_1);
        System.arraycopy(bytes, 0, image, at, bytes.length);
    }

    private void uuid(int at) {
        for (int i = 0; i < 16; i++) {
            image[at + i] = (byte) (i % 8 * 2 * 16 + i % 8 * 2 + 1);
        }
    }

    private VolumeInfo expect(String type) throws IOException {
        VolumeInfo found = Signatures.probe(BlockSource.of(image)).orElseThrow();
        assertEquals(type, found.type());
        return found;
    }

    private void expect(String type, String variant, String label, String id, long size, long block)
            throws IOException {
        assertEquals(new VolumeInfo(type, variant, label, id, size, block), expect(type));
    }

    @Test
    void xfs() throws IOException {
        text(0, "XFSB");
        LittleEndian.put32(image, 4, Integer.reverseBytes(4096));
        LittleEndian.put64(image, 8, Long.reverseBytes(300));
        uuid(32);
        text(108, "twelve bytes");
        expect("xfs", "", "twelve bytes", UUID, 300 * 4096, 4096);
    }

    @Test
    void btrfs() throws IOException {
        uuid(65536 + 0x20);
        text(65536 + 0x40, "_BHRfS_M");
        LittleEndian.put64(image, 65536 + 0x70, 1 << 21);
        LittleEndian.put32(image, 65536 + 0x90, 4096);
        text(65536 + 0x12b, "butter");
        expect("btrfs", "", "butter", UUID, 1 << 21, 4096);
    }

    private void f2fsHeader() {
        LittleEndian.put32(image, 1024, 0xf2f5_2010L);
        LittleEndian.put32(image, 1024 + 16, 12);
        LittleEndian.put64(image, 1024 + 36, 500);
        uuid(1024 + 108);
        byte[] label = "flash \u00e9".getBytes(UTF_16LE);
        System.arraycopy(label, 0, image, 1024 + 124, label.length);
    }

    @Test
    void f2fs() throws IOException {
        f2fsHeader();
        expect("f2fs", "", "flash \u00e9", UUID, 500 * 4096, 4096);
    }

    @Test
    void ntfs() throws IOException {
        text(3, "NTFS    ");
        LittleEndian.put16(image, 11, 512);
        image[13] = 8;
        LittleEndian.put64(image, 40, 2000);
        LittleEndian.put64(image, 72, 0x1234_5678_9abc_def0L);
        expect("ntfs", "", "", "123456789ABCDEF0", 2000 * 512, 4096);
    }

    @Test
    void exfat() throws IOException {
        text(3, "EXFAT   ");
        LittleEndian.put64(image, 72, 2000);
        LittleEndian.put32(image, 100, 0xabcd_0123L);
        image[108] = 9;
        image[109] = 3;
        expect("exfat", "", "", "ABCD-0123", 2000 * 512, 4096);
    }

    @Test
    void lvm() throws IOException {
        text(512, "LABELONE");
        LittleEndian.put32(image, 512 + 20, 32);
        text(512 + 24, "LVM2 001");
        text(512 + 32, "AbCdEf0123456789012345678901UvWx");
        LittleEndian.put64(image, 512 + 64, 1 << 20);
        VolumeInfo found = expect("LVM2_member");
        assertEquals("AbCdEf-0123-4567-8901-2345-6789-01UvWx", found.uuid());
        assertEquals(1 << 20, found.size());
    }

    @Test
    void zfs() throws IOException {
        LittleEndian.put64(image, (128 << 10) + (5 << 10), 0x00ba_b10c);
        expect("zfs_member");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4096, SIZE - 8192})
    void raid(int at) throws IOException {
        LittleEndian.put32(image, at, 0xa92b_4efcL);
        LittleEndian.put32(image, at + 4, 1);
        uuid(at + 16);
        text(at + 32, "host:0");
        VolumeInfo found = expect("linux_raid_member");
        assertEquals(at == 0 ? "1.1" : at == 4096 ? "1.2" : "1.0", found.variant());
        assertEquals("host:0", found.label());
        assertEquals(UUID, found.uuid());
    }

    @Test
    void oldRaid() throws IOException {
        int at = SIZE - 65536;
        LittleEndian.put32(image, at, 0xa92b_4efcL);
        LittleEndian.put32(image, at + 8, 90);
        LittleEndian.put32(image, at + 20, 0x0123_4567);
        LittleEndian.put32(image, at + 52, 0x89ab_cdefL);
        LittleEndian.put32(image, at + 56, 0x0123_4567);
        LittleEndian.put32(image, at + 60, 0x89ab_cdefL);
        VolumeInfo found = expect("linux_raid_member");
        assertEquals("0.90", found.variant());
        assertEquals(UUID, found.uuid());
    }

    @Test
    void nothingIsRecognisedInZeros() throws IOException {
        assertEquals(Optional.empty(), Signatures.probe(BlockSource.of(image)));
        assertEquals(Optional.empty(), Signatures.probe(BlockSource.zeros(0)));
        assertEquals(Optional.empty(), Signatures.probe(BlockSource.zeros(100)));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void anyBytesAreAnswered(long seed) throws IOException {
        var random = Cases.random(seed);
        String[] magics = {"XFSB", "LUKS\u00ba\u00be", "LABELONE", "   NTFS    ", "   EXFAT   "};
        for (int i = 0; i < 20; i++) {
            byte[] bytes = Cases.bytes(random, random.nextInt(70_000));
            byte[] magic = magics[random.nextInt(magics.length)].getBytes(ISO_8859_1);
            System.arraycopy(magic, 0, bytes, 0, Math.min(magic.length, bytes.length));
            Signatures.probe(BlockSource.of(bytes)).ifPresent(it -> assertTrue(it.size() >= 0));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"luks1", "luks2"})
    @Tag("peer")
    void whatCryptsetupMakesIsNamed(String type) throws IOException {
        Peers.require("cryptsetup");
        Path file = dir.resolve("luks.img");
        Images.write(BlockSource.zeros(24 << 20), file);
        Path key = Files.writeString(dir.resolve("key"), "secret");
        Peers.run(
                        "cryptsetup",
                        "luksFormat",
                        "--batch-mode",
                        "--type",
                        type,
                        "--pbkdf",
                        "pbkdf2",
                        "--pbkdf-force-iterations",
                        "1000",
                        "--uuid",
                        UUID,
                        "--key-file",
                        key,
                        file)
                .ok();
        try (HostFile volume = HostFile.open(file)) {
            VolumeInfo found = Signatures.probe(volume).orElseThrow();
            assertEquals("crypto_LUKS", found.type());
            assertEquals(type.substring(4), found.variant());
            assertEquals(UUID, found.uuid());
            assertEquals(24 << 20, found.size());
        }
    }

    @Test
    @Tag("peer")
    void blkidSaysTheSameOfHeadersThatItTakes() throws IOException {
        Peers.require("blkid");
        f2fsHeader();
        Path file = dir.resolve("volume.img");
        Files.write(file, image);
        String seen = Peers.run("blkid", "-p", file).ok();
        assertTrue(seen.contains("TYPE=\"f2fs\"") && seen.contains(UUID), seen);
    }
}

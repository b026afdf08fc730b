package dev.diskwright.core.boot.grub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.boot.BootInput;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.testing.Peers;
import dev.diskwright.core.testing.Qemu;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrubBiosTest {
    @TempDir Path directory;

    @Test
    void coreIsFoundWhereItIsPut() throws IOException {
        GrubBios.Installed it =
                GrubBios.read(boot(_ -> {}), core(1300, _ -> {})).installAt(2048, 3);
        byte[] code = it.bootCode().toArray(ValueLayout.JAVA_BYTE);
        assertEquals(440, code.length);
        assertEquals("eb6390", HexFormat.of().formatHex(code, 0, 3));
        assertEquals(0, code[0x40], "the parameter block is the disk's");
        assertEquals("0008000000000000ff009090", HexFormat.of().formatHex(code, 0x5c, 0x68));
        byte[] core = bytes(it.core());
        assertEquals(1536, core.length);
        assertEquals("010800000000000002002008", HexFormat.of().formatHex(core, 0x1f4, 0x200));
    }

    @Test
    void coreThatLeavesItsRoomIsRefused() throws IOException {
        GrubBios grub = GrubBios.read(boot(_ -> {}), core(1300, _ -> {}));
        var error = assertThrows(DoesNotFitException.class, () -> grub.installAt(1, 2));
        assertEquals(
                "core.img: needs 1536 bytes, has 1024: 512 bytes are missing", error.getMessage());
    }

    @Test
    void anythingElseIsRefusedByField() throws IOException {
        refused(
                CorruptImageException.class,
                "boot.img, boot.img signature at 0x1fe: found 0x0, expected 0xaa55",
                boot(it -> it[511] = it[510] = 0),
                core(1300, _ -> {}));
        refused(
                CorruptImageException.class,
                "core.img, diskboot.img length at 0x1fc: found 0x3, expected 0x2",
                boot(_ -> {}),
                core(1300, it -> it[0x1fc] = 3));
        refused(
                UnsupportedImageException.class,
                "core.img, core.img header redundancy at 0x210:"
                        + " a core.img with Reed-Solomon data is not supported",
                boot(_ -> {}),
                core(1300, it -> it[0x210] = 3));
        refused(
                CorruptImageException.class,
                "core.img, core.img header compressed size at 0x208:"
                        + " found 65536 bytes, expected at most 788",
                boot(_ -> {}),
                core(1300, it -> it[0x20a] = 1));
        refused(
                DoesNotFitException.class,
                "core.img: needs 454657 bytes, has 454656: 1 bytes are missing",
                boot(_ -> {}),
                core(888 * 512 + 1, _ -> {}));
    }

    @Test
    @Tag("boot")
    void biosStartsItFromTheGap() throws IOException {
        boots(1, 2047);
    }

    @Test
    @Tag("boot")
    void biosStartsItFromElsewhere() throws IOException {
        boots(3000, 1000);
    }

    private void boots(long lba, long available) throws IOException {
        Peers.require("grub-mkimage");
        Path image = Peers.requireFile("/usr/lib/grub/i386-pc/boot.img");
        Path config = directory.resolve("load.cfg");
        Files.writeString(
                config, "serial --unit=0\nterminal_output serial\necho GRUB is here\nhalt\n");
        Path core = directory.resolve("core.img");
        Peers.run(
                        "grub-mkimage",
                        "-O",
                        "i386-pc",
                        "-p",
                        "/boot/grub",
                        "-c",
                        config,
                        "-o",
                        core,
                        "biosdisk",
                        "serial",
                        "terminal",
                        "echo",
                        "halt")
                .ok();
        GrubBios.Installed it =
                GrubBios.read(
                                new BootInput(
                                        Where.file("boot.img"),
                                        BlockSource.of(Files.readAllBytes(image))),
                                new BootInput(
                                        Where.file("core.img"),
                                        BlockSource.of(Files.readAllBytes(core))))
                        .installAt(lba, available);
        byte[] disk = new byte[4 << 20];
        System.arraycopy(it.bootCode().toArray(ValueLayout.JAVA_BYTE), 0, disk, 0, 440);
        disk[510] = 0x55;
        disk[511] = (byte) 0xaa;
        System.arraycopy(bytes(it.core()), 0, disk, (int) lba * 512, (int) it.core().size());
        Path file = Files.write(directory.resolve("disk"), disk);
        String serial = Qemu.bootBios(file, "raw", "virtio");
        assertTrue(serial.contains("GRUB is here"), serial);
    }

    private static void refused(
            Class<? extends ImageException> kind, String message, BootInput boot, BootInput core) {
        assertEquals(message, assertThrows(kind, () -> GrubBios.read(boot, core)).getMessage());
    }

    private static BootInput boot(Consumer<byte[]> damage) {
        byte[] boot = new byte[512];
        boot[0] = (byte) 0xeb;
        boot[1] = 0x63;
        boot[2] = (byte) 0x90;
        boot[0x40] = 0x77;
        boot[0x5c] = 1;
        boot[0x64] = (byte) 0xff;
        boot[0x66] = (byte) 0xeb;
        boot[0x67] = 5;
        boot[0x1fe] = 0x55;
        boot[0x1ff] = (byte) 0xaa;
        damage.accept(boot);
        return new BootInput(Where.file("boot.img"), BlockSource.of(boot));
    }

    private static BootInput core(int size, Consumer<byte[]> damage) {
        byte[] core = new byte[size];
        core[0x1f4] = 2;
        int rest = (size - 1) / 512;
        core[0x1fc] = (byte) rest;
        core[0x1fd] = (byte) (rest >> 8);
        core[0x1fe] = 0x20;
        core[0x1ff] = 8;
        damage.accept(core);
        return new BootInput(Where.file("core.img"), BlockSource.of(core));
    }

    private static byte[] bytes(BlockSource source) throws IOException {
        return source.bytes(0, (int) source.size()).toArray(ValueLayout.JAVA_BYTE);
    }
}

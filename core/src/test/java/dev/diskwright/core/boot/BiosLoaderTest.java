package dev.diskwright.core.boot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class BiosLoaderTest {
    private static final String KERNEL = "/boot/vmlinuz";
    private static final String INITRD = "/boot/initrd";
    private static final BootDisk.Area GAP = new BootDisk.Area(512, (1 << 20) - 512, 0);

    @Test
    void stagesAreToldWhereEverythingIs() throws IOException {
        var disk = new HandMadeDisk(4 << 20, GAP);
        byte[] initrd = {1, 2, 3, 4, 5};
        var loader =
                new BiosLoader(
                        disk.file(KERNEL, kernel()),
                        List.of(disk.file(INITRD, initrd)),
                        "quiet vga=0x317");
        disk.put(KERNEL, 0, 1024, 2050).put(KERNEL, 1024, 2048, 2060).put(INITRD, 2100);
        byte[] bytes = bytes(disk.with(loader));

        ByteBuffer mbr = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(1, mbr.getLong(424));
        assertEquals(10, mbr.getShort(432));
        assertEquals(crc(bytes, 512, 5120), mbr.getInt(436));
        assertEquals((byte) 0x80, bytes[446]); // the table is as it was

        ByteBuffer stage2 = mbr.slice(512, 5120).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(11, stage2.getLong(8)); // the table
        assertEquals(2560, stage2.getInt(16)); // setup code
        assertEquals(0x100000 + 512, stage2.getInt(20));
        assertEquals(0x1800000, stage2.getInt(24)); // 16 MiB and init_size, in whole pages
        assertEquals(0x38000000, stage2.getInt(28));
        assertEquals(8, stage2.getInt(32)); // RAM disks, padded
        assertEquals(2, stage2.getShort(36));
        assertEquals(0x317, stage2.getShort(38));
        assertEquals(1, stage2.getInt(40));
        assertEquals(3072, stage2.getInt(48));
        assertEquals(crc(kernel(), 0, 3072), stage2.getInt(52));
        assertEquals(5, stage2.getInt(56));
        assertEquals(crc(initrd, 0, 5), stage2.getInt(60));
        assertEquals(0, stage2.getLong(64));

        ByteBuffer table = mbr.slice(11 * 512, 512).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(crc(bytes, 11 * 512 + 4, 508), table.getInt(0));
        assertEquals(0, table.getInt(4));
        assertEquals(3, table.getInt(8));
        assertEquals(2050, table.getLong(12));
        assertEquals(2, table.getLong(20));
        assertEquals(2060, table.getLong(28));
        assertEquals(4, table.getLong(36));
        assertEquals(2100, table.getLong(44));
        assertEquals(1, table.getLong(52));
        assertEquals(0, table.getLong(60));
        assertArrayEquals(bytes, bytes(disk.with(loader)));
    }

    @Test
    void holesAndLongTablesAreWritten() throws IOException {
        var disk = new HandMadeDisk(4 << 20, GAP);
        byte[] initrd = new byte[100 * 512 + 1];
        var loader =
                new BiosLoader(disk.file(KERNEL, kernel()), List.of(disk.file(INITRD, initrd)), "");
        disk.put(KERNEL, 2050);
        for (int i = 0; i < 100; i += 2) {
            disk.put(INITRD, 512L * i, 512, 3000 + i);
        }
        ByteBuffer table =
                ByteBuffer.wrap(bytes(disk.with(loader)))
                        .slice(11 * 512, 4 * 512)
                        .order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(31, table.getShort(8));
        assertEquals(3, table.getInt(3 * 512 + 4));
        assertEquals(8, table.getShort(3 * 512 + 8)); // 1 + 50 + 50 entries
        assertEquals(0, table.getLong(12 + 2 * 16)); // a hole
        assertEquals(1, table.getLong(12 + 2 * 16 + 8));
        int last = 3 * 512 + 12 + 7 * 16;
        assertEquals(0, table.getLong(last));
        assertEquals(2, table.getLong(last + 8)); // sector 99 and the byte behind it
    }

    @Test
    void roomIsSaidBeforeAnythingHasAPlace() throws IOException {
        var disk = new HandMadeDisk(4 << 20, GAP);
        var loader =
                new BiosLoader(
                        disk.file(KERNEL, kernel()),
                        List.of(disk.file(INITRD, new byte[1 << 20])),
                        "");
        assertEquals(11 * 512, loader.embedded());
        disk.put(KERNEL, 2050).put(INITRD, 3000);
        assertTrue(loader.on(disk).getLast().source().size() <= loader.embedded());
    }

    @Test
    void smallGapDoesNotDo() {
        var disk = new HandMadeDisk(4 << 20, new BootDisk.Area(512, 10 * 512, 0));
        var loader = new BiosLoader(disk.file(KERNEL, kernel()), List.of(), "");
        disk.put(KERNEL, 2050);
        var e = assertThrows(DoesNotFitException.class, () -> loader.on(disk));
        assertEquals(5632, e.needed());
        assertEquals(5120, e.available());
    }

    @Test
    void disksWithLargeSectorsAreRefused() {
        var disk = new HandMadeDisk(4 << 20, GAP);
        disk.sectorSize = 4096;
        var loader = new BiosLoader(disk.file(KERNEL, kernel()), List.of(), "");
        disk.put(KERNEL, 2050);
        String message =
                String.valueOf(
                        assertThrows(UnsupportedImageException.class, () -> loader.on(disk))
                                .getMessage());
        assertTrue(message.contains("sectors of 4096 bytes"), message);
    }

    @Test
    void filesOutsideOfSectorsAreRefused() {
        var disk = new HandMadeDisk(4 << 20, GAP);
        var loader = new BiosLoader(disk.file(KERNEL, kernel()), List.of(), "");
        disk.put(KERNEL, 0, 700, 2050).put(KERNEL, 700, 9999, 2060);
        assertThrows(UnsupportedImageException.class, () -> loader.on(disk));
    }

    @Test
    void kernelsThatABiosCannotStartAreRefused() {
        refuse(UnsupportedImageException.class, "no Linux kernel", new byte[4096], 0, "");
        byte[] low = kernel();
        low[0x211] = 0;
        refuse(UnsupportedImageException.class, "old boot protocol", low, 0, "");
        byte[] old = kernel();
        old[0x206] = 2;
        refuse(UnsupportedImageException.class, "old boot protocol", old, 0, "");
        byte[] large = kernel();
        large[0x1f1] = 64;
        refuse(UnsupportedImageException.class, "old boot protocol", large, 0, "");
        byte[] truncated = Arrays.copyOf(kernel(), 2560);
        refuse(CorruptImageException.class, "2560", truncated, 0, "");
        refuse(UnsupportedImageException.class, "26 RAM disks", kernel(), 26, "");
        refuse(DoesNotFitException.class, "2048 bytes", kernel(), 0, "x".repeat(2048));
        byte[] near = kernel();
        ByteBuffer.wrap(near).order(ByteOrder.LITTLE_ENDIAN).putInt(0x22c, 0x17fffff);
        refuse(DoesNotFitException.class, "RAM disks of 4 bytes", near, 1, "");
    }

    @Test
    void commandLineIsOneLine() {
        var disk = new HandMadeDisk(4 << 20, GAP);
        var kernel = disk.file(KERNEL, kernel());
        assertThrows(
                IllegalArgumentException.class, () -> new BiosLoader(kernel, List.of(), "a\nb"));
    }

    @Test
    void videoModeIsWhatTheLastWordSays() {
        assertEquals(0xffff, VideoMode.of("quiet"));
        assertEquals(0xfffd, VideoMode.of("vga=normal vga=ask"));
        assertEquals(0xfffe, VideoMode.of("vga=ext"));
        assertEquals(791, VideoMode.of("vga=791"));
        assertEquals(0xffff, VideoMode.of("vga=99999 xvga=3"));
    }

    private static void refuse(
            Class<? extends ImageException> kind,
            String words,
            byte[] kernel,
            int disks,
            String commandLine) {
        var disk = new HandMadeDisk(4 << 20, GAP);
        var loader =
                new BiosLoader(
                        disk.file(KERNEL, kernel),
                        Collections.nCopies(disks, disk.file(INITRD, new byte[1])),
                        commandLine);
        String message = String.valueOf(assertThrows(kind, loader::check).getMessage());
        assertTrue(message.startsWith(KERNEL) && message.contains(words), message);
    }

    private static byte[] kernel() {
        byte[] kernel = TestKernels.bzImage();
        var bytes = ByteBuffer.wrap(kernel).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(0x211, (byte) 1); // loaded high
        bytes.putInt(0x22c, 0x37ffffff);
        bytes.putLong(0x258, 0x1000000);
        bytes.putInt(0x260, 0x7ff001);
        return kernel;
    }

    private static int crc(byte[] bytes, int offset, int length) {
        var crc = new CRC32();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }

    private static byte[] bytes(BlockSource source) throws IOException {
        return source.bytes(0, (int) source.size()).toArray(ValueLayout.JAVA_BYTE);
    }
}

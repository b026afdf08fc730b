package dev.diskwright.core.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BootCodeTest {
    private static final Where DISK = Where.file("disk.img");
    private static final byte[] CODE = SelfTest.bios("x");

    @Test
    void bareDiskGetsCodeAndSignatureAndNothingElse() throws IOException {
        byte[] before = new byte[4096];
        Arrays.fill(before, 512, 4096, (byte) 7);
        BlockSource disk = BareBootDisk.with(BlockSource.of(before), new BootCode(DISK, CODE));
        byte[] after = disk.bytes(0, 4096).toArray(ValueLayout.JAVA_BYTE);
        assertEquals(4096, disk.size());
        assertEquals(-1, Arrays.mismatch(after, 0, 440, CODE, 0, 440));
        assertEquals(-1, Arrays.mismatch(after, 440, 510, new byte[70], 0, 70));
        assertEquals(0x55, after[510]);
        assertEquals((byte) 0xaa, after[511]);
        assertEquals(-1, Arrays.mismatch(after, 512, 4096, before, 512, 4096));
    }

    @Test
    void bootSectorInUseIsKept() {
        byte[] fat = new byte[4096];
        fat[3] = 'M';
        var refusal =
                assertThrows(
                        UnsupportedImageException.class,
                        () -> BareBootDisk.with(BlockSource.of(fat), new BootCode(DISK, CODE)));
        assertEquals(
                "disk.img, boot sector at 0x0: boot code in front of a file system that uses this"
                        + " sector is not supported",
                refusal.getMessage());
    }

    @Test
    void tooSmallADiskIsRefused() {
        assertThrows(
                DoesNotFitException.class,
                () -> BareBootDisk.with(BlockSource.zeros(511), new BootCode(DISK, CODE)));
    }
}

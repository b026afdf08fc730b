package dev.diskwright.core.boot;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.Where;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Files with the headers of a kernel and nothing to run.
final class TestKernels {
    static final String VERSION = "6.1.0-56-test (build@host) #1 SMP";

    private TestKernels() {}

    /// A bzImage that is also a UEFI program for x86-64, with 4 sectors of setup code and one more of kernel.
    static byte[] bzImage() {
        byte[] kernel = new byte[6 * 512];
        var bytes = ByteBuffer.wrap(kernel).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(0, BootPrograms.bytes(BootPrograms.STUB), 0, 0x148);
        bytes.putShort(0x46, (short) 0); // sections: none, the setup header lies there
        bytes.putShort(0x58 + 44, (short) 1); // image version: initrd by Load File 2
        bytes.put(0x1f1, (byte) 4);
        bytes.putShort(0x1fe, (short) 0xaa55);
        bytes.put(0x202, "HdrS".getBytes(US_ASCII));
        bytes.putShort(0x206, (short) 0x20f);
        bytes.putShort(0x20e, (short) 0x400);
        bytes.putShort(0x236, (short) 0x7f);
        bytes.putInt(0x238, 2047);
        bytes.put(0x600, VERSION.getBytes(US_ASCII));
        return kernel;
    }

    static BootInput input(byte[] kernel) {
        return new BootInput(Where.file("vmlinuz"), BlockSource.of(kernel));
    }
}

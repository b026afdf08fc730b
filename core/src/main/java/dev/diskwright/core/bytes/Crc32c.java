package dev.diskwright.core.bytes;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.zip.CRC32C;

/// CRC-32C (Castagnoli), raw: the register goes in and comes out, so that formats can seed it and leave out the final
/// inversion. With both inversions, as VHDX and iSCSI have it, use [#of(MemorySegment)].
///
/// The platform's own CRC32C does the work, with the processor's instruction where there is one. It always starts
/// from all ones, hence the four bytes that are fed first: they bring the register to the seed.
public final class Crc32c {
    /// The register before the first byte: all ones.
    public static final int INITIAL = ~0;

    private static final int POLYNOMIAL = 0x82f6_3b78; // reflected
    private static final int SMALL = 16; // bytes up to which the table is quicker than an object
    private static final int CHUNK = 1 << 30;
    private static final int[] TABLE = new int[256];
    private static final int[] BACK = new int[256]; // index of TABLE by the top byte of its entry

    static {
        for (int i = 0; i < 256; i++) {
            int crc = i;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : crc >>> 1 ^ POLYNOMIAL;
            }
            TABLE[i] = crc;
            BACK[crc >>> 24] = i;
        }
    }

    private Crc32c() {}

    /// {@return the checksum of `bytes` with initial and final inversion}
    public static int of(MemorySegment bytes) {
        return ~update(INITIAL, bytes);
    }

    /// {@return the register after `bytes`}
    ///
    /// @param register before them; [#INITIAL] to begin
    /// @param bytes native or over a byte array
    public static int update(int register, MemorySegment bytes) {
        if (bytes.byteSize() <= SMALL) {
            for (long i = 0; i < bytes.byteSize(); i++) {
                register = step(register, bytes.get(ValueLayout.JAVA_BYTE, i));
            }
            return register;
        }
        var crc = startingAt(register);
        for (long at = 0; at < bytes.byteSize(); at += CHUNK) {
            crc.update(bytes.asSlice(at, Math.min(CHUNK, bytes.byteSize() - at)).asByteBuffer());
        }
        return ~(int) crc.getValue();
    }

    /// {@return the register after `length` bytes from `offset` on}
    public static int update(int register, byte[] bytes, int offset, int length) {
        if (length <= SMALL) {
            for (int i = 0; i < length; i++) {
                register = step(register, bytes[offset + i]);
            }
            return register;
        }
        var crc = startingAt(register);
        crc.update(bytes, offset, length);
        return ~(int) crc.getValue();
    }

    /// {@return the register after the four bytes of `value`, little-endian}
    public static int updateInt(int register, int value) {
        for (int shift = 0; shift < 32; shift += 8) {
            register = step(register, (byte) (value >>> shift));
        }
        return register;
    }

    /// {@return the register after the eight bytes of `value`, little-endian}
    public static int updateLong(int register, long value) {
        return updateInt(updateInt(register, (int) value), (int) (value >>> 32));
    }

    private static int step(int register, byte value) {
        return register >>> 8 ^ TABLE[(register ^ value) & 0xff];
    }

    private static CRC32C startingAt(int register) {
        var crc = new CRC32C();
        if (register != INITIAL) {
            int before =
                    register; // the register that four zero bytes would turn into the wanted one
            for (int i = 0; i < 4; i++) {
                int index = BACK[before >>> 24];
                before = (before ^ TABLE[index]) << 8 | index;
            }
            int prefix = ~before;
            for (int shift = 0; shift < 32; shift += 8) {
                crc.update(prefix >>> shift);
            }
        }
        return crc;
    }
}

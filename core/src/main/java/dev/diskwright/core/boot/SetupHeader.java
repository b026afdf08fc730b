package dev.diskwright.core.boot;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.AsciiAt;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.StructCodec;
import dev.diskwright.core.bytes.U16;
import dev.diskwright.core.bytes.U32;
import dev.diskwright.core.bytes.U64;
import dev.diskwright.core.bytes.U8;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/// The setup header of a Linux kernel for x86 (Documentation/arch/x86/boot.rst, "The Real-Mode Kernel Header"). Offsets
/// are those of the file.
///
/// @param setupSects setup code behind the first sector, in sectors of 512 bytes; 0 means 4
/// @param version of the boot protocol, major in the high byte
/// @param loadflags bit 0: the protected-mode part is loaded at 1 MiB
/// @param kernelVersionPointer to the version text, in bytes, less 0x200; 0 if there is none
/// @param initrdAddrMax highest address that an initial RAM disk may take, since protocol 2.03
/// @param xloadflags since protocol 2.12
/// @param cmdlineSize longest command line without its terminator, in bytes, since protocol 2.06
/// @param prefAddress where the kernel likes to run, since protocol 2.10
/// @param initSize memory that it takes there until it knows the memory map, in bytes, since protocol 2.10
record SetupHeader(
        @U8(0x1f1) int setupSects,
        @U16(0x1fe) int bootFlag,
        @AsciiAt(value = 0x202, length = 4) String header,
        @U16(0x206) int version,
        @U16(0x20e) int kernelVersionPointer,
        @U8(0x211) int loadflags,
        @U32(0x22c) long initrdAddrMax,
        @U16(0x236) int xloadflags,
        @U32(0x238) long cmdlineSize,
        @U64(0x258) long prefAddress,
        @U32(0x260) long initSize) {
    private static final int KERNEL_64 = 1;
    private static final int EFI_HANDOVER_64 = 1 << 3;
    private static final int LOADED_HIGH = 1;
    private static final long ADDRESSES = 1L << 32;
    private static final int LONGEST_VERSION = 256;

    static final StructCodec<SetupHeader> CODEC =
            StructCodec.of(MethodHandles.lookup(), SetupHeader.class, 0x268, LITTLE_ENDIAN);

    /// {@return whether this is such a kernel}
    static boolean isAt(BlockSource bytes) throws IOException {
        if (bytes.size() < CODEC.size()) {
            return false;
        }
        SetupHeader setup = read(bytes);
        return setup.bootFlag == 0xaa55 && setup.header.equals("HdrS");
    }

    static SetupHeader read(BlockSource bytes) throws IOException {
        return CODEC.read(bytes.bytes(0, CODEC.size()), 0);
    }

    boolean is64Bit() {
        return version >= 0x20c && (xloadflags & KERNEL_64) != 0;
    }

    boolean hasHandover64() {
        return version >= 0x20c && (xloadflags & EFI_HANDOVER_64) != 0;
    }

    /// {@return whether it is one that is loaded at 1 MiB and says where RAM disks may lie}
    boolean isLoadedHigh() {
        return version >= 0x203 && (loadflags & LOADED_HIGH) != 0;
    }

    /// {@return the real-mode part with the first sector, in bytes}
    int setupSize() {
        return 512 * ((setupSects == 0 ? 4 : setupSects) + 1);
    }

    /// {@return address behind the memory that the kernel takes first; 0 if it does not say so}
    ///
    /// It may run elsewhere if it has to; a value that no 32-bit address reaches is not believed.
    long runEnd() {
        boolean says = version >= 0x20a && prefAddress >= 0 && prefAddress < ADDRESSES - initSize;
        return says ? prefAddress + initSize : 0;
    }

    long commandLineLimit() {
        return version >= 0x206 ? cmdlineSize : 255;
    }

    /// {@return the version text, null if there is none}
    @Nullable String kernelVersion(Where where, BlockSource bytes) throws IOException {
        if (kernelVersionPointer == 0) {
            return null;
        }
        long offset = kernelVersionPointer + 0x200L;
        long end = Math.min(setupSize(), bytes.size());
        if (offset >= end) {
            throw new CorruptImageException(
                    where.structure("setup header", 0)
                            .field("kernel_version", CODEC.offset("kernelVersionPointer")),
                    "0x%x".formatted(kernelVersionPointer),
                    "a place inside the setup code");
        }
        int length = (int) Math.min(LONGEST_VERSION, end - offset);
        MemorySegment text = bytes.bytes(offset, length);
        int size = 0;
        while (size < length && text.get(ValueLayout.JAVA_BYTE, size) != 0) {
            size++;
        }
        return new String(text.asSlice(0, size).toArray(ValueLayout.JAVA_BYTE), US_ASCII);
    }
}

package dev.diskwright.core.boot;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import dev.diskwright.core.bytes.StructCodec;
import dev.diskwright.core.bytes.U16;
import dev.diskwright.core.bytes.U32;
import dev.diskwright.core.bytes.U64;
import java.lang.invoke.MethodHandles;

/// What stage 2 of the BIOS loader is told (`src/main/boot/loader-bios.S`). It lies [#OFFSET] bytes into stage 2, the
/// list of files at [#FILES] and the command line at [#COMMAND_LINE].
///
/// @param tableLba where the sector table is
/// @param setupSize the kernel's real-mode part, in bytes
/// @param kernelEnd address behind the kernel's protected-mode part once it is loaded
/// @param disksLowest address from which on there may be RAM disks
/// @param disksLimit address up to which there may be RAM disks
/// @param disksSize of all RAM disks, each padded to 4 bytes
/// @param files the kernel and all RAM disks
/// @param videoMode for the kernel's `vid_mode`
/// @param tableSectors sectors in the table
record LoaderParameters(
        @U64(0x00) long tableLba,
        @U32(0x08) long setupSize,
        @U32(0x0c) long kernelEnd,
        @U32(0x10) long disksLowest,
        @U32(0x14) long disksLimit,
        @U32(0x18) long disksSize,
        @U16(0x1c) int files,
        @U16(0x1e) int videoMode,
        @U32(0x20) long tableSectors) {
    static final int OFFSET = 0x08;
    static final int FILES = 0x30;
    static final int MAX_FILES = 26;
    static final int COMMAND_LINE = 0xc00;
    static final int MAX_COMMAND_LINE = 2047; // a NUL follows

    static final StructCodec<LoaderParameters> CODEC =
            StructCodec.of(MethodHandles.lookup(), LoaderParameters.class, 0x28, LITTLE_ENDIAN);

    /// {@return the same for a table at this place}
    LoaderParameters at(long newTableLba, long newTableSectors) {
        return new LoaderParameters(
                newTableLba,
                setupSize,
                kernelEnd,
                disksLowest,
                disksLimit,
                disksSize,
                files,
                videoMode,
                newTableSectors);
    }
}

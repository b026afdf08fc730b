package dev.diskwright.core.vm;

import dev.diskwright.core.design.VmArchitecture;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// A guest of a few instructions in place of a firmware: it writes `S` to the serial port, counts down from 5 million,
/// and writes `E`. A processor does that in a few thousandths of a second.
///
/// @param arguments of QEMU for the machine that runs it
/// @param firmware an image for `-bios`
@SuppressWarnings("ArrayRecordComponent") // never compared
record TrialGuest(List<String> arguments, byte[] firmware) {
    /// Written first.
    static final int STARTED = 'S';

    /// Written when it has counted.
    static final int ENDED = 'E';

    /// Size of a PC's firmware; its last 16 bytes are where the processor starts, in real mode (Intel SDM vol. 3, "First
    /// Instruction Executed").
    private static final int PC_SIZE = 0x1_0000;

    private static final int PC_START = 0xfff0;
    private static final String PC_JUMP =
            "e90d00"; // back to the image's first byte, 16 bits of address round

    /// Real mode, then protected mode: processors that run only the latter by themselves emulate the former.
    private static final String PC_CODE =
            """
            fa                  cli
            baf803              mov dx, 0x3f8       the first serial port
            b053                mov al, 'S'
            ee                  out dx, al
            2e660f01162200      lgdt cs:[0x22]
            0f20c0              mov eax, cr0
            0c01                or al, 1
            0f22c0              mov cr0, eax
            66ea3800ffff0800    jmp 8:0xffff0038
            90909090            nop
            0f002800ffff        0x22: limit, address of the table
            0000000000000000    0x28: no segment
            ffff0000009acf00    0x30: code, 4 GiB from 0
            b9404b4c00          0x38: mov ecx, 5000000
            49                  dec ecx
            75fd                jnz back
            baf8030000          mov edx, 0x3f8
            b045                mov al, 'E'
            ee                  out dx, al
            f4                  hlt
            ebfd                jmp back
            """;

    /// Instructions of A64, little-endian. The serial port is a PL011 at 0x9000000 (QEMU, machine `virt`).
    private static final String ARM_CODE =
            """
            0120a1d2            movz x1, #0x900, lsl #16
            600a8052            movz w0, #'S'
            20000039            strb w0, [x1]
            8209a052            movz w2, #0x4c, lsl #16
            42040071            subs w2, w2, #1
            e1ffff54            b.ne back
            a0088052            movz w0, #'E'
            20000039            strb w0, [x1]
            7f2003d5            wfi
            ffffff17            b back
            """;

    /// {@return the guest for an architecture; empty if there is none}
    static Optional<TrialGuest> of(VmArchitecture architecture) {
        return switch (architecture) {
            case X86_64 -> Optional.of(new TrialGuest(machine("pc"), pc()));
            case AARCH64 -> Optional.of(new TrialGuest(machine("virt"), assembled(ARM_CODE)));
            case RISCV64, ARMV7L, PPC64, RISCV32 -> Optional.empty();
        };
    }

    private static List<String> machine(String name) {
        return List.of("-machine", name, "-cpu", "max", "-m", "64", "-serial", "stdio");
    }

    private static byte[] pc() {
        byte[] image = new byte[PC_SIZE];
        byte[] code = assembled(PC_CODE);
        byte[] jump = assembled(PC_JUMP);
        System.arraycopy(code, 0, image, 0, code.length);
        System.arraycopy(jump, 0, image, PC_START, jump.length);
        return image;
    }

    /// {@return the bytes at the start of each line}
    private static byte[] assembled(String listing) {
        var digits = new StringBuilder();
        listing.lines().forEach(it -> digits.append(it, 0, (it + " ").indexOf(' ')));
        return HexFormat.of().parseHex(digits);
    }
}

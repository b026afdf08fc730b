package dev.diskwright.core.vm.boottest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is read from the words of firmware, loaders, kernels and init systems.
class RecogniserTest {
    private static Recogniser after(String text, String... expected) {
        var recogniser = new Recogniser(List.of(expected));
        recogniser.serial().take(text.replace("\n", "\r\n"));
        return recogniser;
    }

    @ParameterizedTest(name = "{0}, {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "FIRMWARE | NO_BOOTABLE_DEVICE | SeaBIOS (version 1.16.2)⏎No bootable device.⏎",
                "FIRMWARE | FIRMWARE_SHELL | UEFI Interactive Shell v2.2⏎EDK II⏎Shell> ",
                "FIRMWARE | NO_BOOTABLE_DEVICE | BdsDxe: No bootable option or device was found.⏎",
                "FIRMWARE | UNSIGNED | \"BdsDxe: failed to load Boot0002 \"\"UEFI Misc Device\"\" from"
                        + " PciRoot(0x0)/Pci(0x2,0x0): Access Denied⏎BdsDxe: failed to start Boot0003"
                        + " \"\"EFI Internal Shell\"\" from Fv(7): Security Violation⏎BdsDxe: No bootable"
                        + " option or device was found.⏎\"",
                "FIRMWARE | NO_BOOTABLE_DEVICE | BdsDxe: failed to start Boot0003 EFI Internal Shell"
                        + " from Fv(7): Security Violation⏎BdsDxe: No bootable option or device⏎",
                "LOADER | UNSIGNED | BdsDxe: starting Boot0001 Linux from HD(1)⏎Verification failed:"
                        + " (0x1A) Security Violation⏎",
                "LOADER | UNSIGNED | GNU GRUB  version 2.06⏎error: bad shim signature.⏎",
                "LOADER | LOADER_FAILED | Welcome to GRUB!⏎error: no such partition.⏎grub rescue> ",
                "LOADER | LOADER_FAILED | GRUB loading.⏎error: file `/vmlinuz' not found.⏎error: you"
                        + " need to load the kernel first.⏎",
                "LOADER | LOADER_FAILED | systemd-boot 252⏎Error loading \\vmlinuz.efi: Not Found⏎",
                "KERNEL | ROOT_NOT_FOUND | [ 0.0] Linux version 6.1.0-57-cloud-amd64⏎[ 2.2] Kernel"
                        + " panic - not syncing: VFS: Unable to mount root fs on unknown-block(0,0)⏎",
                "INITRD | KERNEL_PANIC | [ 1.0] Run /init as init process⏎[ 1.1] Kernel panic - not"
                        + " syncing: Attempted to kill init! exitcode=0x00000000⏎",
                "INITRD | ROOT_NOT_FOUND | Loading, please wait...⏎Gave up waiting for root file system"
                        + " device.  Common problems:⏎ALERT!  UUID=1 does not exist.  Dropping to a"
                        + " shell!⏎(initramfs) ",
                "INITRD | EMERGENCY_SHELL | Loading, please wait...⏎(initramfs) ",
                "INITRD | ROOT_NOT_FOUND | [ 9.1] dracut-initqueue[312]: Warning: dracut-initqueue:"
                        + " timeout, still waiting⏎dracut: Warning⏎[ 9.2] dracut-initqueue[312]: timeout"
                        + "⏎Entering emergency mode.⏎",
                "ROOT | EMERGENCY_SHELL | EXT4-fs (vda2): mounted filesystem with ordered data mode⏎"
                        + "You are in emergency mode. After logging in, type⏎Give root password for"
                        + " maintenance⏎",
            })
    void endsAreRecognised(BootStage stage, BootOutcome outcome, String text) {
        Recogniser recogniser = after(text.replace("⏎", "\n"));
        assertEquals(stage, recogniser.furthest());
        assertEquals(Optional.of(outcome), recogniser.outcome());
        assertTrue(recogniser.isFinal());
        assertFalse(recogniser.evidence(outcome).isEmpty());
    }

    @Test
    void goodBootIsFollowedFromStartToLogin() {
        var recogniser = new Recogniser(List.of());
        recogniser.firmware().take("SeaBIOS (version 1.16.2)\nBooting from 0000:7c00\n");
        var serial = recogniser.serial();
        serial.take("Welcome to GRUB!\r\n\u001b[2J\u001b[01;01HGNU GRUB  version 2.06\r\n");
        serial.take("[    0.000000] Linux vers");
        serial.take("ion 6.1.0\r\n[    0.9] Run /init as init process\r\n");
        serial.take("[    2.0] EXT4-fs (vda1): mounted filesystem\r\n");
        assertFalse(recogniser.isPassed());
        serial.take("\r\nDebian GNU/Linux 12 web ttyS0\r\n\r\nweb login: ");
        assertTrue(recogniser.isPassed());
        assertEquals(
                List.of(
                        BootStage.FIRMWARE,
                        BootStage.LOADER,
                        BootStage.KERNEL,
                        BootStage.INITRD,
                        BootStage.ROOT,
                        BootStage.LOGIN),
                recogniser.reachedAfter(0));
        assertEquals(Optional.empty(), recogniser.outcome());
        assertFalse(recogniser.isFinal());
    }

    @Test
    void whatWentWrongIsForgottenWhenTheBootGoesOn() {
        Recogniser recogniser =
                after(
                        """
                        BdsDxe: failed to load Boot0001 "A" from PciRoot(0x0): Access Denied
                        BdsDxe: starting Boot0002 "B" from PciRoot(0x0)
                        """);
        assertEquals(Optional.empty(), recogniser.outcome());
        assertEquals(BootStage.LOADER, recogniser.furthest());
    }

    @Test
    void lineThatIsNotCompleteIsNotJudgedByWhatItLacks() {
        var recogniser = new Recogniser(List.of());
        var serial = recogniser.serial();
        serial.take("BdsDxe: starting Boot0003 \"EFI Inter");
        serial.take("nal Shell\" from Fv(7)\r\n");
        assertEquals(BootStage.FIRMWARE, recogniser.furthest());
    }

    @Test
    void promptIsNoneWhenTextFollows() {
        var recogniser = new Recogniser(List.of());
        var serial = recogniser.serial();
        serial.take("Shell> ");
        assertTrue(recogniser.isFinal());
        serial.take("fs0:\r\nBdsDxe: starting Boot0002 \"B\" from HD(1)\r\n");
        assertFalse(recogniser.isFinal());
    }

    @Test
    void expectedTextsAreSeenWhereverThePiecesAreCut() {
        String text = "x".repeat(10_000) + "the märk" + "y".repeat(10_000) + "\nand another\n";
        for (int cut = 9_980; cut < 10_020; cut++) {
            var recogniser = new Recogniser(List.of("the märk", "another", "another"));
            var serial = recogniser.serial();
            serial.take(text.substring(0, cut));
            serial.take(text.substring(cut));
            assertTrue(recogniser.isPassed());
        }
        assertFalse(after("the m\närk", "the märk").isPassed());
        assertTrue(after("12:00 ok", "ok").isPassed());
    }

    @Test
    void expectedTextAtTheSeamOfALongLineIsSeen() {
        for (int before = 4050; before < 4130; before++) {
            assertTrue(
                    after("x".repeat(before) + "needle" + "y".repeat(9000), "needle").isPassed());
        }
    }

    @Test
    void twoSourcesDoNotMixTheirLines() {
        var recogniser = new Recogniser(List.of("ab"));
        var one = recogniser.serial();
        var two = recogniser.serial();
        one.take("a");
        two.take("b");
        assertFalse(recogniser.isPassed());
        one.take("b");
        assertTrue(recogniser.isPassed());
    }

    @Test
    void expectedTextOfTheFirmwarePortDoesNotCount() {
        var recogniser = new Recogniser(List.of("SeaBIOS"));
        recogniser.firmware().take("SeaBIOS (version 1.16.2)\n");
        assertFalse(recogniser.isPassed());
        assertEquals(BootStage.FIRMWARE, recogniser.furthest());
    }

    @Test
    void restartBeginsAnewAndKeepsTheFurthest() {
        var recogniser = new Recogniser(List.of());
        var serial = recogniser.serial();
        serial.take("Linux version 6\nVFS: Cannot open root device\n");
        recogniser.restarted();
        assertEquals(Optional.empty(), recogniser.outcome());
        serial.take("BdsDxe: No bootable option or device was found.\n");
        assertEquals(Optional.of(BootOutcome.NO_BOOTABLE_DEVICE), recogniser.outcome());
        assertEquals(BootStage.KERNEL, recogniser.furthest());
    }
}

package dev.diskwright.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.testing.Designs;
import dev.diskwright.core.testing.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What GRUB and SYSLINUX ask of a layout and of the host.
class MenuLoadersTest {
    @TempDir Path base;
    @TempDir Path temporary;
    private Planner planner;

    @AfterEach
    void closePlanner() throws IOException {
        planner.close();
    }

    @BeforeEach
    void makeContents() throws IOException {
        planner = new Planner(base, temporary);
        Path kernel = Peers.requireFile("/vmlinuz", "/boot/vmlinuz");
        Files.copy(kernel, Files.createDirectories(base.resolve("root/boot")).resolve("vmlinuz"));
    }

    private Plan plan(String table, String partitions, String boot) throws Exception {
        return planner.plan(
                Designs.parse(
                        """
                        { "name": "loaders",
                          "layout": { "preset": null, "table": "%s", "partitions": [ %s
                            { "name": "root", "size": "64MiB", "mount": "/", "filesystem": { "type": "ext4" } } ] },
                          "contents": [ { "source": "root", "target": "/" } ],
                          "boot": { "kernel": "contents:/boot/vmlinuz", %s } }
                        """
                                .formatted(table, partitions, boot)));
    }

    private static void expect(Plan plan, String code, String path, String problem) {
        Diagnostic it =
                plan.diagnostics().stream()
                        .filter(d -> d.code().equals(code))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(plan.diagnostics().toString()));
        assertEquals(path, it.path());
        assertEquals(problem, it.problem());
    }

    @Test
    void grubAsksForABiosBootPartitionOnAGpt() throws Exception {
        String grub =
                "\"loader\": \"none\", \"bios\": \"grub\", \"grub\": { \"makeImages\": true }";
        expect(
                plan("gpt", "", grub),
                BootPlan.NO_BIOS,
                "/layout",
                "GRUB for a BIOS needs a BIOS boot partition on a GPT");
        Plan none = plan("none", "", grub);
        expect(none, BootPlan.NO_BIOS, "/layout", "GRUB for a BIOS needs a partition table");
    }

    @Test
    void grubIsMadeOnlyWhereThatIsAllowed() throws Exception {
        Peers.requireFile("/usr/lib/grub/i386-pc/boot.img");
        expect(
                plan("mbr", "", "\"loader\": \"none\", \"bios\": \"grub\""),
                MenuLoaders.NO_FILE,
                "/boot/grub/coreImage",
                "GRUB's core.img is not given");
    }

    @Test
    void coreWithoutRoomIsRefused() throws Exception {
        Peers.require("grub-mkimage");
        Plan plan =
                plan(
                        "gpt\", \"align\": \"64KiB",
                        "{ \"size\": \"64KiB\", \"type\": \"bios-boot\" },",
                        "\"loader\": \"none\", \"bios\": \"grub\", \"grub\": { \"makeImages\": true }");
        assertTrue(
                plan.diagnostics().stream().anyMatch(it -> it.code().equals(BootPlan.NO_ROOM)),
                plan.diagnostics().toString());
    }

    @Test
    void syslinuxMarksItsPartition() throws Exception {
        Peers.require("syslinux");
        String syslinux = "\"loader\": \"none\", \"bios\": \"syslinux\"";
        Plan mbr = plan("mbr", "", syslinux);
        assertTrue(mbr.isBuildable(), mbr.diagnostics().toString());
        assertEquals(List.of("active"), mbr.partitions().getFirst().spec().flags());
        Plan gpt = plan("gpt", "", syslinux);
        assertEquals(List.of("legacy-boot"), gpt.partitions().getFirst().spec().flags());
        assertEquals(4, gpt.partitions().getFirst().attributes());
    }

    @Test
    void menuThatMakesNoSenseIsTold() throws Exception {
        Plan plan =
                plan(
                        "mbr",
                        "",
                        "\"loader\": \"none\", \"bios\": \"syslinux\", \"menu\": { \"timeout\": -1,"
                                + " \"defaultEntry\": \"other\", \"entries\": [ { \"title\": \" \" } ] }");
        expect(plan, "BLD-005", "/boot/menu/timeout", "a menu cannot wait for -1 s");
        expect(plan, "BLD-006", "/boot/menu/entries/0/title", "a title is one line of text");
        expect(plan, "BLD-007", "/boot/menu/defaultEntry", "no entry has the title \"other\"");
    }

    @Test
    void keyWithoutCertificateIsTold() throws Exception {
        expect(
                plan("mbr", "", "\"loader\": \"uki\", \"secureBoot\": { \"key\": \"key.pem\" }"),
                "BLD-008",
                "/boot/secureBoot/certificate",
                "the certificate of the key is not given");
        Files.writeString(base.resolve("key.pem"), "none");
        Files.writeString(base.resolve("c.pem"), "none");
        Plan plan =
                plan(
                        "gpt",
                        "{ \"size\": \"64MiB\", \"type\": \"esp\", \"filesystem\": { \"type\": \"vfat\" } },",
                        "\"secureBoot\": { \"key\": \"key.pem\", \"certificate\": \"c.pem\" }");
        expect(
                plan,
                "BLD-021",
                "/boot/secureBoot",
                "key.pem: found no private key, expected a private key as PEM");
    }
}

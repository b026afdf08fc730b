package dev.diskwright.core.vm.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Preset;
import dev.diskwright.core.testing.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadConfigurationTest {
    private static final Design DESIGN = Design.of("web", Preset.LEGACY);

    @TempDir private Path folder;

    @Test
    void groupsHaveIdentifiersAndQuotedValues() {
        Exported it =
                new ReadConfiguration()
                        .export(
                                Machines.of(
                                        DESIGN,
                                        "-machine",
                                        "q35,accel=tcg",
                                        "-drive",
                                        "file=a,,b.qcow2,id=drive1,if=none",
                                        "-append",
                                        "quiet",
                                        "-global",
                                        "a.b=c",
                                        "-no-reboot"));
        assertEquals(
                """
                # The machine of the design web. Start it with
                #   qemu-system-x86_64 -readconfig web.cfg

                [machine]
                  type = "q35"
                  accel = "tcg"
                  append = "quiet"

                [drive "drive1"]
                  file = "a,b.qcow2"
                  if = "none"

                [global]
                  driver = "a"
                  property = "b"
                  value = "c"

                [action]
                  reboot = "shutdown"
                """,
                it.text());
        assertEquals(List.of(), it.remarks());
    }

    @Test
    void whatItCannotSayStaysOnTheCommandLineAndIsTold() {
        String longest = "x".repeat(1000);
        Exported it =
                new ReadConfiguration()
                        .export(
                                Machines.of(
                                        DESIGN,
                                        "-cpu",
                                        "max",
                                        "-append",
                                        "a=\"b\"",
                                        "-nographic",
                                        "-name",
                                        longest));
        String call =
                "qemu-system-x86_64 -readconfig web.cfg -cpu max -append 'a=\"b\"' -nographic -name ";
        assertTrue(it.remarks().getFirst().contains(call + longest), it.toString());
        assertEquals(
                "# The machine of the design web. Start it with\n#   " + call + longest + "\n",
                it.text());
    }

    @Test
    @Tag("peer")
    void qemuReadsIt() throws IOException {
        Peers.require("qemu-system-x86_64", "qemu-img", "sh");
        Path disk = folder.resolve("disk, with comma.qcow2");
        Peers.run("qemu-img", "create", "-f", "qcow2", disk, "1M").ok();
        Path share = Files.createDirectory(folder.resolve("share"));
        var form = new ReadConfiguration();
        Exported it =
                form.export(
                        Machines.of(
                                DESIGN,
                                ("-machine q35,accel=tcg -cpu max -name web -m 64 -smp 2"
                                                + " -netdev user,id=user.0 -device virtio-net-pci,netdev=user.0"
                                                + " -virtfs local,path="
                                                + share
                                                + ",security_model=none,mount_tag=tag"
                                                + " -drive cache=writeback,id=drive1,if=none,index=1,format=qcow2,file=@"
                                                + " -device virtio-blk-pci,bootindex=1,drive=drive1,serial=root"
                                                + " -chardev null,id=c -device virtio-serial -device virtserialport,chardev=c"
                                                + " -object rng-random,id=r,filename=/dev/urandom -device virtio-rng-pci,rng=r"
                                                + " -global driver=cfi.pflash01,property=secure,value=off"
                                                + " -fw_cfg name=opt/a,string=b -rtc base=utc -usb -no-reboot")
                                        .replace(
                                                "@",
                                                disk.toString()
                                                        .replace(" ", "\t")
                                                        .replace(",", ",,"))
                                        .transform(text ->
                                                List.of(text.split(" ")).stream()
                                                        .map(word -> word.replace("\t", " "))
                                                        .toArray(String[]::new))));
        Path file = Files.writeString(folder.resolve("web.cfg"), it.text());
        String call =
                "printf 'info block\\ninfo qtree\\nquit\\n' | qemu-system-x86_64 -readconfig '%s' -cpu max -S -display none -monitor stdio"
                        .formatted(file);
        String told = Peers.run("sh", "-c", call).ok();
        assertTrue(told.contains("drive1 (#block"), told);
        assertTrue(told.contains("with comma.qcow2"), told);
        assertTrue(told.contains("serial = \"root\""), told);
        assertTrue(told.contains("mount_tag = \"tag\""), told);
    }
}

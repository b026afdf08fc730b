package dev.diskwright.core.plan;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.design.Derived;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Preset;
import dev.diskwright.core.design.VmDiskInterface;
import dev.diskwright.core.design.VmInterface;
import dev.diskwright.core.guest.GuestInterface;
import dev.diskwright.core.guest.GuestNetwork;
import dev.diskwright.core.testing.Designs;
import dev.diskwright.core.testing.Peers;
import java.io.OutputStream;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a guest with systemd's udev makes of derived files and of the disk's names: Debian's kernel and initial RAM disk
/// with the derived files in it.
@Tag("boot")
class DerivedBootTest {
    private static final String PROGRAM = "qemu-system-x86_64";

    /// As Debian's kernel for virtual machines has no USB disks.
    private static final List<VmDiskInterface> BUSES =
            List.of(
                    VmDiskInterface.VIRTIO,
                    VmDiskInterface.SCSI,
                    VmDiskInterface.IDE,
                    VmDiskInterface.NVME);

    private static final Pattern LINE =
            Pattern.compile("^(NET|LINK) (.*?)\\s*$", Pattern.MULTILINE);
    private static final String INIT =
            """
            #!/bin/sh
            export PATH=/usr/sbin:/usr/bin:/sbin:/bin
            mkdir -p /proc /sys /dev /run
            mount -t proc proc /proc
            mount -t sysfs sysfs /sys
            mount -t devtmpfs dev /dev
            mount -t tmpfs run /run
            /usr/lib/systemd/systemd-udevd --daemon
            udevadm trigger --type=subsystems --action=add
            udevadm trigger --type=devices --action=add
            udevadm settle
            udevadm settle
            echo
            for i in /sys/class/net/*; do echo "NET ${i##*/} $(cat $i/address)"; done
            for i in /dev/disk/by-*/*; do echo "LINK $i"; done
            echo o > /proc/sysrq-trigger
            sleep 60
            """;

    @TempDir Path base;

    @Test
    void theGuestNamesInterfacesAndDisksAsComputed() throws Exception {
        Peers.require(PROGRAM, "cpio");
        Path kernel = Peers.requireFile("/vmlinuz", "/boot/vmlinuz");
        Path ram = Peers.requireFile("/initrd.img", "/boot/initrd.img");
        Design plain = Designs.small(base, Preset.EFI, 512);
        Design design =
                plain.withDerived(plain.derived().withNetwork(Derived.Network.NETWORKD))
                        .withVm(
                                plain.vm()
                                        .withNode(10)
                                        .withVlans(List.of(1, 7))
                                        .withInterfaces(
                                                Map.of("lan", new VmInterface(3, true, null))));
        try (var planner = new Planner(base, base)) {
            Plan plan = planner.plan(design);
            String serial = boot(plan, kernel, ram, disk(planner.image(plan, ImageListener.NONE)));
            var links = new ArrayList<String>();
            var interfaces = new TreeSet<String>();
            LINE.matcher(serial)
                    .results()
                    .forEach(it ->
                            (it.group(1).equals("LINK") ? links : interfaces).add(it.group(2)));
            var expected = new TreeSet<String>();
            expected.add("lo 00:00:00:00:00:00");
            for (GuestInterface it : GuestNetwork.of(design)) {
                expected.add(it.name() + " " + it.mac().text());
            }
            assertEquals(expected, interfaces, serial);
            var missing = new ArrayList<String>();
            for (VmDiskInterface bus : BUSES) {
                Design attached = design.withVm(design.vm().withDiskInterface(bus));
                missing.add(Objects.requireNonNull(Plan.disk(attached)).device());
                planner.plan(attached).partitions().forEach(it -> missing.addAll(it.devices()));
            }
            missing.removeAll(links);
            assertEquals(List.of(), missing, links.toString());
        }
    }

    private Path disk(BlockSource disk) throws Exception {
        Path file = base.resolve("disk.raw");
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long at = 0; at < disk.size(); at += 1 << 20) {
                int length = (int) Math.min(1 << 20, disk.size() - at);
                out.write(disk.bytes(at, length).toArray(ValueLayout.JAVA_BYTE));
            }
        }
        return file;
    }

    /// {@return the initial RAM disk with the derived files and another program to start}
    private Path ram(Plan plan, Path plain) throws Exception {
        Path added = base.resolve("added");
        for (DerivedFile it : plan.derived()) {
            Path file = added.resolve(it.path().substring(1));
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.writeString(file, it.text());
        }
        Files.writeString(added.resolve("start"), INIT);
        assertTrue(added.resolve("start").toFile().setExecutable(true));
        Path archive = base.resolve("added.cpio");
        Peers.run(
                        "sh",
                        "-c",
                        "cd '%s' && find . | cpio -o -H newc > '%s'".formatted(added, archive))
                .ok();
        Path both = base.resolve("initrd");
        try (OutputStream out = Files.newOutputStream(both)) {
            out.write(Files.readAllBytes(plain));
            out.write(new byte[(int) (-Files.size(plain) & 3)]);
            out.write(Files.readAllBytes(archive));
        }
        return both;
    }

    private String boot(Plan plan, Path kernel, Path ram, Path disk) throws Exception {
        Path serial = base.resolve("serial.log");
        var arguments = new ArrayList<Object>(List.of("-m", "512", "-display", "none"));
        arguments.addAll(List.of("-no-reboot", "-nic", "none", "-serial", "file:" + serial));
        arguments.addAll(List.of("-kernel", kernel, "-initrd", ram(plan, ram)));
        arguments.addAll(List.of("-append", "console=ttyS0 quiet panic=-1 rdinit=/start"));
        arguments.addAll(List.of("-device", "virtio-scsi-pci"));
        for (VmDiskInterface bus : BUSES) {
            arguments.add("-drive");
            arguments.add("if=none,id=%s,snapshot=on,format=raw,file=%s".formatted(bus, disk));
            arguments.add("-device");
            arguments.add("%s,drive=%s,serial=root".formatted(device(bus), bus));
        }
        int hub = 0;
        for (GuestInterface it : GuestNetwork.of(plan.design())) {
            String wire = "hubport,id=n%d,hubid=%d".formatted(hub, hub);
            String card = "virtio-net-pci,netdev=n%d,mac=%s".formatted(hub++, it.mac().text());
            arguments.addAll(List.of("-netdev", wire, "-device", card));
        }
        Peers.run(240, PROGRAM, arguments.toArray()).ok();
        return Files.readString(serial, ISO_8859_1);
    }

    private static String device(VmDiskInterface bus) {
        return switch (bus) {
            case VIRTIO -> "virtio-blk-pci";
            case SCSI -> "scsi-hd";
            case IDE -> "ide-hd";
            case NVME -> "nvme";
            case USB -> "usb-storage";
        };
    }
}

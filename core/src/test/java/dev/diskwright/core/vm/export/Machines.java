package dev.diskwright.core.vm.export;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.testing.Designs;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/// Machines to export, and text that languages stumble over.
final class Machines {
    private static final String SIGNS =
            "aZ09 '\"`$\\,;&|<>(){}[]*?!#~%^=+-_./:@\u2018\u2019\u201b\u00e9\t\n${";

    private Machines() {}

    /// {@return text of up to 20 characters, which are often signs}
    static String text(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(20); i > 0; i--) {
            int c = random.nextInt(20);
            if (c == 0) {
                text.appendCodePoint(0x1f600 + random.nextInt(40));
            } else {
                text.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
            }
        }
        return text.toString();
    }

    /// {@return a machine of those tokens in `/base`}
    static ExportedMachine of(Design design, String... tokens) {
        Path base = Path.of("/base");
        Path disk = base.resolve(design.name() + ".qcow2");
        return new ExportedMachine(
                design, base, "qemu-system-x86_64", List.of(tokens), disk, List.of(), List.of());
    }

    /// {@return a machine that has some of everything}
    static ExportedMachine full() {
        Design design =
                Designs.parse(
                        """
                        { "name": "full", "layout": { "preset": "efi" },
                          "disk": { "size": "2GiB" },
                          "vm": { "node": 10, "memory": "768MiB", "cores": 2, "graphics": true,
                            "vlans": [1], "interfaces": { "lan": { "vlan": 3, "assignIP": true } },
                            "forwardPorts": [ { "host": { "port": 2222 }, "guest": { "port": 22 } } ],
                            "emptyDiskImages": [ "1GiB", { "size": "64MiB", "serial": "logs" } ],
                            "sharedDirectories": { "src": { "source": "s", "target": "/src" },
                              "fast": { "source": "f", "target": "/f", "transport": "virtiofs" } },
                            "credentials": { "password": { "text": "a\\"${b}" } },
                            "tpm": { "enable": true }, "guestAgent": true,
                            "qemuOptions": ["-rtc", "base=utc"] } }
                        """);
        return of(
                design,
                ("-machine q35,accel=tcg,smm=on -cpu max -name full -m 768 -smp 2"
                                + " -object memory-backend-memfd,id=mem,size=768M,share=on"
                                + " -machine memory-backend=mem -device virtio-rng-pci"
                                + " -netdev user,id=user.0,hostfwd=tcp::2222-:22"
                                + " -device virtio-net-pci,netdev=user.0,mac=52:54:00:11:00:0a"
                                + " -netdev socket,id=vlan1,mcast=230.0.0.1:4001"
                                + " -device virtio-net-pci,netdev=vlan1,mac=52:54:00:12:01:0a"
                                + " -netdev user,id=plain -device e1000,netdev=plain"
                                + " -virtfs local,path=/base/s,security_model=mapped-xattr,mount_tag=src"
                                + " -chardev socket,id=fs0,path=/run/f.sock"
                                + " -device vhost-user-fs-pci,chardev=fs0,tag=fast"
                                + " -drive cache=writeback,file=/base/full.qcow2,format=qcow2,id=drive1,if=none,index=1,werror=report"
                                + " -device virtio-blk-pci,bootindex=1,drive=drive1,serial=root"
                                + " -drive file=data0.qcow2,format=qcow2,id=drive2,if=none,index=2"
                                + " -device nvme,drive=drive2,serial=data0"
                                + " -device virtio-scsi-pci,id=scsi0"
                                + " -drive file=logs.qcow2,format=qcow2,id=drive3,if=none,index=3"
                                + " -device scsi-hd,drive=drive3,serial=logs"
                                + " -device virtio-keyboard-pci -device qemu-xhci -device usb-tablet"
                                + " -drive if=pflash,format=raw,unit=0,readonly=on,file=/fw/code.fd"
                                + " -drive if=pflash,format=raw,unit=1,readonly=off,file=vars.fd"
                                + " -global driver=cfi.pflash01,property=secure,value=on"
                                + " -chardev socket,id=chrtpm,path=/run/tpm"
                                + " -tpmdev emulator,id=tpm0,chardev=chrtpm"
                                + " -device tpm-tis,tpmdev=tpm0"
                                + " -device virtio-serial -chardev socket,id=qga,path=/run/qga,server=on,wait=off"
                                + " -device virtserialport,chardev=qga,name=org.qemu.guest_agent.0"
                                + " -kernel vmlinuz -initrd initrd.img -append console=ttyS0&<'quote'"
                                + " -rtc base=utc")
                        .split(" "));
    }
}

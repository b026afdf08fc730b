package dev.diskwright.ui.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Files for designs to take their contents from.
public final class SourceTrees {
    private SourceTrees() {}

    /// Makes a small Linux system in `folder`/rootfs, and loose files beside it.
    public static void system(Path folder) throws IOException {
        Map<String, Integer> kib = new LinkedHashMap<>();
        kib.put("rootfs/boot/vmlinuz-6.12.4", 11_264);
        kib.put("rootfs/boot/initrd-6.12.4.img", 24_576);
        kib.put("rootfs/etc/passwd", 1);
        kib.put("rootfs/etc/group", 1);
        kib.put("rootfs/etc/hostname", 1);
        kib.put("rootfs/etc/ssl/certs/ca-certificates.crt", 214);
        kib.put("rootfs/usr/bin/bash", 1_234);
        kib.put("rootfs/usr/bin/busybox", 1_020);
        kib.put("rootfs/usr/bin/python3.13", 6_820);
        kib.put("rootfs/usr/bin/ssh", 842);
        kib.put("rootfs/usr/sbin/nft", 640);
        kib.put("rootfs/usr/sbin/sshd", 912);
        kib.put("rootfs/usr/lib/libc.so.6", 2_125);
        kib.put("rootfs/usr/lib/libcrypto.so.3", 5_412);
        kib.put("rootfs/usr/lib/libssl.so.3", 702);
        kib.put("rootfs/usr/lib/systemd/systemd", 98);
        kib.put("rootfs/usr/lib/systemd/libsystemd-shared.so", 3_780);
        for (String module :
                List.of("i915", "amdgpu", "nouveau", "xe", "iwlwifi", "mlx5", "btrfs")) {
            kib.put(
                    "rootfs/usr/lib/modules/6.12.4/kernel/" + module + ".ko",
                    700 + 900 * (module.hashCode() >>> 8 & 7));
        }
        for (String firmware : List.of("amdgpu.bin", "i915.bin", "iwlwifi-ty.ucode", "rtl.bin")) {
            kib.put(
                    "rootfs/usr/lib/firmware/" + firmware,
                    2_000 + 500 * (firmware.hashCode() >>> 4 & 7));
        }
        kib.put("rootfs/usr/share/zoneinfo/tzdata.zi", 107);
        kib.put("rootfs/usr/share/locale/locale-archive", 2_960);
        kib.put("rootfs/var/lib/dpkg/status", 1_800);
        kib.put("app/router.conf", 3);
        kib.put("app/zones.conf", 2);
        kib.put("loader.conf", 1);
        for (Map.Entry<String, Integer> it : kib.entrySet()) {
            Path file = folder.resolve(it.getKey());
            Files.createDirectories(file.getParent());
            byte[] bytes = new byte[it.getValue() << 10];
            Arrays.fill(bytes, (byte) 'x');
            Files.write(file, bytes);
        }
        var accounts = new ArrayList<String>();
        accounts.add("root:x:0:0:root:/root:/bin/bash");
        Files.write(folder.resolve("rootfs/etc/passwd"), accounts);
        Files.write(folder.resolve("rootfs/etc/group"), List.of("root:x:0:"));
        Files.createSymbolicLink(folder.resolve("rootfs/bin"), Path.of("usr/bin"));
        Files.createSymbolicLink(folder.resolve("rootfs/sbin"), Path.of("usr/sbin"));
    }
}

package dev.diskwright.app;

import dev.diskwright.core.container.ContainerFormat;
import dev.diskwright.core.container.Containers;
import dev.diskwright.core.design.DesignJson;
import dev.diskwright.core.design.Preset;

/// The text that a new design begins with.
final class StartingDesign {
    private static final String TEXT =
            """
            {
              // A design of a disk image. Comments like these may stay.
              //   diskwright validate FILE    what is wrong with it
              //   diskwright plan FILE        what it comes to
              //   diskwright build FILE       the image
              //   diskwright FILE             the same in a window
              "$schema": %schema,
              "version": 1,

              // The image is named after it.
              "name": %name,

              "disk": {
                // Format of the image file: %formats.
                "format": "qcow2",
                // "none"; "zlib" or "zstd" where the format can.
                "compress": "none",
                // "auto" is as large as the contents need; or fixed, such as "8GiB".
                // Sizes: 512MiB and 512M are binary, 10MB is decimal, 2048s are sectors.
                "size": "auto",
                // With "auto": how much of the growing partition stays free.
                "additionalSpace": "512M",
                // 512, or 4096 for disks with large sectors.
                "sectorSize": 512
              },

              "layout": {
                // none: a file system on the bare disk    legacy: BIOS, MBR    legacy+gpt: BIOS, GPT
                // efi: UEFI    hybrid: BIOS and UEFI
                // Leave it out to list "partitions" instead; diskwright schema tells their keys.
                "preset": %preset,
                // Where the EFI system partition ends (layouts efi and hybrid).
                "bootSize": "256M",
                "rootFilesystem": "ext4",
                "rootLabel": "nixos"
              },

              // What goes into the image, in order: directories, archives, files. Paths start from
              // where this file lies.
              "contents": [
                // { "source": "rootfs.tar.zst", "target": "/" },
                // { "source": "etc/*.conf", "target": "/etc/app", "mode": "0644", "user": "root", "group": "root" }
              ],

              "boot": {
                // auto: uki if there is a kernel, else self-test.
                // uki: kernel, initrd and command line in one file that UEFI starts.
                // systemd-boot: its boot loader, with "systemdBoot": path of systemd-bootx64.efi.
                // self-test: a program that reports that it was started. none: nothing.
                "loader": "auto"
                // A path, or contents:/PATH for a file of the image itself.
                // , "kernel": "contents:/boot/vmlinuz"
                // , "initrd": ["contents:/boot/initrd.img"]
                // root= is added where it is missing.
                // , "cmdline": ["console=ttyS0"]
              },

              // Identifiers derive from the seed, times are the timestamp (seconds since 1970): the same
              // design gives the same bytes, everywhere.
              "reproducible": { "seed": %seed, "timestamp": 0 }
            }
            """;

    private StartingDesign() {}

    /// {@return the document}
    static String text(String name, Preset preset, String seed) {
        return TEXT.replace("%schema", quote(DesignJson.SCHEMA))
                .replace("%formats", formats())
                .replace("%preset", quote(preset.toString()))
                .replace("%seed", quote(seed))
                .replace("%name", quote(name));
    }

    private static String formats() {
        return String.join(", ", Containers.ALL.stream().map(ContainerFormat::name).toList());
    }

    private static String quote(String text) {
        return Json.MAPPER.writeValueAsString(text);
    }
}

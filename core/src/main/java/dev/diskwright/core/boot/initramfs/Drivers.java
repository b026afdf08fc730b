package dev.diskwright.core.boot.initramfs;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Modules that a way to the root takes.
final class Drivers {
    /// File names in directories of FAT, and character sets that kernels have for a default.
    private static final List<String> CHARACTER_SETS =
            List.of("nls_cp437", "nls_ascii", "nls_iso8859-1", "nls_utf8");

    /// Disks that an image is likely to meet, beside those of its own machine.
    private static final List<String> OTHERS =
            List.of(
                    "virtio_mmio",
                    "ata_piix",
                    "ata_generic",
                    "ahci",
                    "uas",
                    "ehci_pci",
                    "xen_blkfront",
                    "hv_storvsc",
                    "vmw_pvscsi",
                    "mptspi",
                    "sdhci_pci",
                    "sdhci_acpi",
                    "mmc_block");

    private Drivers() {}

    /// {@return what the kernel must have to see a disk}
    static List<String> of(DiskBus bus) {
        return switch (bus) {
            case VIRTIO -> List.of("virtio_pci", "virtio_blk");
            case VIRTIO_SCSI -> List.of("virtio_pci", "virtio_scsi", "sd_mod");
            case AHCI -> List.of("ahci", "sd_mod");
            case PIIX -> List.of("ata_piix", "sd_mod");
            case NVME -> List.of("nvme");
            case USB -> List.of("xhci_pci", "usb_storage", "sd_mod");
        };
    }

    /// {@return what it should have to see other disks}
    static Set<String> others() {
        Set<String> all = new LinkedHashSet<>();
        for (DiskBus it : DiskBus.values()) {
            all.addAll(of(it));
        }
        all.addAll(OTHERS);
        return all;
    }

    /// {@return what the kernel must have to mount this kind of file system}
    ///
    /// @param type as the kernel calls it; empty if it is not known
    static List<String> of(String type, RootMode mode) {
        var all = new ArrayList<String>();
        switch (type) {
            case "" -> {}
            case "ext2", "ext3" -> all.add("ext4"); // which mounts them too
            default -> all.add(type);
        }
        if (mode == RootMode.OVERLAY) {
            all.add("overlay");
        }
        return all;
    }

    /// {@return what it should have for that}
    static List<String> besides(String type) {
        return type.equals("vfat") ? CHARACTER_SETS : List.of();
    }
}

package dev.diskwright.core.guest;

import dev.diskwright.core.design.VmDisk;
import dev.diskwright.core.design.VmDiskInterface;
import org.jspecify.annotations.Nullable;

/// One disk as the guest sees it.
///
/// @param serial by which the guest tells it from others
/// @param bus how it is attached
/// @param blank what is asked for; null for the disk that the design describes
/// @param path JSON pointer of what it comes from
public record GuestDisk(String serial, VmDiskInterface bus, @Nullable VmDisk blank, String path) {
    /// {@return the link that udev makes for the disk as a whole, `/dev/disk/by-id/virtio-root`}
    public String device() {
        return switch (bus) {
            case VIRTIO -> "/dev/disk/by-id/virtio-" + serial;
            case SCSI -> "/dev/disk/by-id/scsi-0QEMU_QEMU_HARDDISK_" + serial;
            case IDE -> "/dev/disk/by-id/ata-QEMU_HARDDISK_" + serial;
            case NVME -> "/dev/disk/by-id/nvme-QEMU_NVMe_Ctrl_" + serial;
            case USB -> "/dev/disk/by-id/usb-QEMU_QEMU_HARDDISK_" + serial + "-0:0";
        };
    }

    /// {@return the link that udev makes for a partition, `/dev/disk/by-id/virtio-root-part1`}
    ///
    /// @param number of the partition, from 1
    public String partition(int number) {
        return device() + "-part" + number;
    }
}

package dev.diskwright.core.boot.initramfs;

/// How a machine's disk is attached, as far as it takes another driver.
public enum DiskBus {
    /// Paravirtual block device.
    VIRTIO,
    /// SCSI disk on a paravirtual controller.
    VIRTIO_SCSI,
    /// ATA disk on an AHCI controller.
    AHCI,
    /// ATA disk on the older controller of Intel's PIIX.
    PIIX,
    /// NVM Express.
    NVME,
    /// USB mass storage on an xHCI controller.
    USB
}

package dev.diskwright.core.design;

/// How the machine's disks are attached.
public enum VmDiskInterface {
    /// Paravirtual block devices, one a disk.
    VIRTIO,
    /// SCSI disks on one paravirtual controller.
    SCSI,
    /// ATA disks on the machine's controller, or on AHCI where it has none.
    IDE,
    /// NVM Express, one controller a disk.
    NVME,
    /// USB mass storage on one xHCI controller.
    USB
}

package dev.diskwright.core.design;

import org.jspecify.annotations.Nullable;

/// A further disk of the machine, empty when the machine is first started.
///
/// @param size of the disk
/// @param serial by which the guest tells it from others; null is `data` and its place in the list, from 0
/// @param filesystem on the whole disk; null leaves it blank
@Shorthand("size")
public record VmDisk(
        @Explain("Size of the disk, such as 1GiB.") ByteSize size,
        @Default("null") @Explain("Serial, up to 20 letters, digits, dots, dashes, underscores.")
                @Nullable String serial,
        @Default("null") @Explain("File system on the whole disk; blank if left out.")
                Filesystem.@Nullable Writable filesystem) {
    /// As many bytes of a virtio disk's serial as the guest sees; others hold more, but one rule is easier to keep.
    public static final int MAX_SERIAL = 20;

    /// {@return a blank disk}
    public static VmDisk of(ByteSize size) {
        return new VmDisk(size, null, null);
    }

    /// {@return the serial in effect}
    ///
    /// @param index in the list of the machine's disks, from 0
    public String serialAt(int index) {
        return serial != null ? serial : "data" + index;
    }

    /// {@return the same of another size}
    public VmDisk withSize(ByteSize newSize) {
        return new VmDisk(newSize, serial, filesystem);
    }

    /// {@return the same with another serial; null follows from its place}
    public VmDisk withSerial(@Nullable String newSerial) {
        return new VmDisk(size, newSerial, filesystem);
    }

    /// {@return the same with another file system}
    public VmDisk withFilesystem(Filesystem.@Nullable Writable newFilesystem) {
        return new VmDisk(size, serial, newFilesystem);
    }
}

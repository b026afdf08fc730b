package dev.diskwright.core.fs.fat;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// What a FAT file system is made with, beside its files.
///
/// @param label at most 11 characters of code page 437, stored in upper case; empty for none. Neither control
///     characters nor any of `"*+,./:;<=>?[\]|`, no space at its start; spaces at its end are dropped; not `NO NAME`,
///     which is how the format writes that there is none
/// @param volumeId serial number, unsigned 32 bits; `/dev/disk/by-uuid` shows it as `XXXX-XXXX`
/// @param timestamp of the label and of the entries `.` and `..`, in seconds since 1970-01-01 UTC; like every time,
///     stored as UTC in steps of two seconds and held within 1980 to 2107
/// @param fatBits 12, 16 or 32; if empty the widest that has enough clusters
/// @param clusterSize in bytes: a power of two from the sector size to 64 KiB; if empty, one that suits the size
/// @param sectorSize in bytes: 512, 1024, 2048 or 4096, as the disk has it
/// @param hiddenSectors sectors of the disk before this file system: where its partition starts; 0 is stored for more
///     than 32 bits hold
public record FatParameters(
        String label,
        long volumeId,
        long timestamp,
        OptionalInt fatBits,
        OptionalInt clusterSize,
        int sectorSize,
        long hiddenSectors) {
    private static final int LARGEST_CLUSTER = 1 << 16;

    /// Refuses values out of range; turns the label to upper case.
    public FatParameters {
        label = upperCase(label);
        labelProblem(label)
                .ifPresent(problem -> {
                    throw new IllegalArgumentException(problem);
                });
        if (volumeId >>> 32 != 0
                || hiddenSectors < 0
                || fatBits.isPresent() && !isWidth(fatBits.getAsInt())
                || !isPowerOfTwo(sectorSize, 512, 4096)
                || clusterSize.isPresent()
                        && !isPowerOfTwo(clusterSize.getAsInt(), sectorSize, LARGEST_CLUSTER)) {
            throw new IllegalArgumentException(
                    "volume ID %x, %d hidden sectors, %s bits, cluster size %s, sector size %d"
                            .formatted(volumeId, hiddenSectors, fatBits, clusterSize, sectorSize));
        }
    }

    /// {@return parameters with everything chosen by size: no partition before it, sectors of 512 bytes}
    public static FatParameters of(String label, long volumeId, long timestamp) {
        return new FatParameters(
                label, volumeId, timestamp, OptionalInt.empty(), OptionalInt.empty(), 512, 0);
    }

    /// {@return the same with FAT entries of 12, 16 or 32 bits}
    public FatParameters withFatBits(int bits) {
        return new FatParameters(
                label,
                volumeId,
                timestamp,
                OptionalInt.of(bits),
                clusterSize,
                sectorSize,
                hiddenSectors);
    }

    /// {@return the same with clusters of this size, in bytes}
    public FatParameters withClusterSize(int bytes) {
        return new FatParameters(
                label,
                volumeId,
                timestamp,
                fatBits,
                OptionalInt.of(bytes),
                sectorSize,
                hiddenSectors);
    }

    /// {@return the same with sectors of this size in bytes and this many of them before the file system}
    public FatParameters withSectors(int size, long hidden) {
        return new FatParameters(label, volumeId, timestamp, fatBits, clusterSize, size, hidden);
    }

    /// {@return why `label` cannot be one, in a clause; empty if it can}
    public static Optional<String> labelProblem(String label) {
        String upper = upperCase(label);
        if (!Oem.holds(upper)) {
            return Optional.of("a FAT label holds characters of code page 437 only");
        }
        if (upper.length() > 11) {
            return Optional.of("a FAT label holds 11 characters, this has " + upper.length());
        }
        if (upper.startsWith(" ")) {
            return Optional.of("a FAT label does not start with a space");
        }
        if (upper.equals("NO NAME")) {
            return Optional.of("the FAT label NO NAME means that there is none");
        }
        for (int i = 0; i < upper.length(); i++) {
            char c = upper.charAt(i);
            if (c < ' ' || c == 0x7f || "\"*+,./:;<=>?[\\]|".indexOf(c) >= 0) {
                return Optional.of(
                        c < ' ' || c == 0x7f
                                ? "a FAT label holds no control characters"
                                : "a FAT label holds no '" + c + "'");
            }
        }
        return Optional.empty();
    }

    private static String upperCase(String label) {
        return label.toUpperCase(Locale.ROOT).replaceFirst(" +$", "");
    }

    private static boolean isWidth(int bits) {
        return bits == 12 || bits == 16 || bits == 32;
    }

    private static boolean isPowerOfTwo(int value, int smallest, int largest) {
        return value >= smallest && value <= largest && Integer.bitCount(value) == 1;
    }
}

package dev.diskwright.core.plan;

import dev.diskwright.core.bytes.Guids;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.PartitionSpec;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Every identifier of an image: those the design gives, the others derived from its seed.
///
/// @param seed of the design
/// @param diskId the design's own, null if it is derived
/// @param hashSeed what the order of names in large ext4 directories starts from; the same for every file system and
///     for every name of the design, so that neither renaming nor renumbering moves what is in a file system
/// @param proved GUIDs that follow from root hashes, by the partition's number
record Identifiers(String seed, @Nullable String diskId, UUID hashSeed, Map<Integer, UUID> proved) {
    /// Copies the map.
    Identifiers {
        proved = Map.copyOf(proved);
    }

    static Identifiers of(Design design, @Nullable String diskId) {
        return new Identifiers(
                design.seed(),
                diskId,
                Guids.derive(design.reproducible().seed(), "directory hash"),
                Map.of());
    }

    /// {@return the same with GUIDs that follow from root hashes}
    Identifiers withProved(Map<Integer, UUID> newProved) {
        return new Identifiers(seed, diskId, hashSeed, newProved);
    }

    UUID diskGuid() {
        return diskId == null
                ? Guids.derive(seed, "disk GUID")
                : Guids.parse(diskId).orElse(Guids.derive(seed, "disk GUID"));
    }

    /// {@return the MBR's disk signature, 32 bits}
    long diskSignature() {
        return diskId == null || diskId.length() != 8
                ? Guids.derive32(seed, "disk signature")
                : Long.parseLong(diskId, 16);
    }

    UUID partition(PartitionSpec spec, int number) {
        if (spec.uuid() != null) {
            return spec.uuid();
        }
        UUID followed = proved.get(number);
        return followed != null ? followed : Guids.derive(seed, "partition " + number);
    }

    UUID filesystem(@Nullable UUID given, int number) {
        return given != null ? given : Guids.derive(seed, "file system " + number);
    }

    /// {@return 32 bytes that are mixed into every hash over a partition, as hexadecimal digits}
    String salt(int number) {
        return (Guids.derive(seed, "salt " + number)
                        + ""
                        + Guids.derive(seed, "more salt " + number))
                .replace("-", "");
    }

    /// {@return a FAT volume ID, 32 bits}
    long volumeId(@Nullable String given, int number) {
        return given != null
                ? Long.parseLong(given.replace("-", ""), 16)
                : Guids.derive32(seed, "volume ID " + number);
    }

    /// {@return PARTUUID as the kernel and udev write it}
    static String mbrPartUuid(long signature, int number) {
        return "%08x-%02x".formatted(signature, number);
    }
}

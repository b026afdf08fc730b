package dev.diskwright.core.vm.session;

import dev.diskwright.core.container.Identity;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.fs.VolumeWriter;
import dev.diskwright.core.fs.ext4.Ext4;
import dev.diskwright.core.fs.ext4.Ext4Parameters;
import dev.diskwright.core.fs.fat.Fat;
import dev.diskwright.core.fs.fat.FatParameters;
import dev.diskwright.core.fs.swap.Swap;
import java.time.Instant;
import java.util.HexFormat;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// File systems on further disks of a machine, their identifiers derived from the design's seed and the disk's serial.
record BlankVolumes(Design design, String serial) {
    /// {@return what makes it}
    VolumeWriter writer(Filesystem.Writable filesystem) {
        long timestamp = design.reproducible().timestamp();
        var ids = new Identity(design.seed(), Instant.ofEpochSecond(timestamp));
        String role = "vm disk " + serial;
        return switch (filesystem) {
            case Filesystem.Ext4(var label, var uuid, int blockSize, int reserved) -> {
                UUID id = uuid != null ? uuid : ids.uuid(role);
                var parameters =
                        Ext4Parameters.of(label, id, ids.uuid(role + " hash seed"), timestamp)
                                .withBlockSize(blockSize)
                                .withReservedPercent(reserved);
                yield Ext4.writer(parameters);
            }
            case Filesystem.Swap(var label, var uuid) ->
                    Swap.writer(label, uuid != null ? uuid : ids.uuid(role));
            case Filesystem.Vfat(var label, var given, var fatBits, var clusterSize) -> {
                long id =
                        given != null
                                ? HexFormat.fromHexDigitsToLong(given.replace("-", ""))
                                : ids.u32(role);
                yield Fat.writer(
                        new FatParameters(
                                label,
                                id,
                                timestamp,
                                optional(fatBits),
                                optional(clusterSize),
                                512,
                                0));
            }
        };
    }

    private static OptionalInt optional(@Nullable Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }
}

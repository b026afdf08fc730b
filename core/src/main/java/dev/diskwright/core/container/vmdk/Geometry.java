package dev.diskwright.core.container.vmdk;

import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.Output;

/// The sizes of a sparse extent that is written.
///
/// @param where the file
/// @param capacity in sectors
record Geometry(Where where, long capacity) {
    /// Sectors.
    static final int GRAIN = 128;

    /// Bytes.
    static final int GRAIN_SIZE = GRAIN * Sectors.SIZE;

    static final int TABLE_ENTRIES = 512;

    /// Sectors.
    static final int TABLE = TABLE_ENTRIES * 4 / Sectors.SIZE;

    private static final long MAX_DIRECTORY = 4 << 20; // entries, of tables of 32 MiB
    private static final long MAX_SECTOR = 0xffff_ffffL;

    static Geometry of(Output output) throws DoesNotFitException {
        Where where = Where.file(output.target().name());
        var geometry = new Geometry(where, Sectors.covering(output.bytes().size()));
        if (geometry.directoryEntries() > MAX_DIRECTORY) {
            throw new DoesNotFitException(
                    where.structure("grain directory", 0),
                    geometry.directoryEntries() + " entries",
                    MAX_DIRECTORY + ", for 128 TiB");
        }
        return geometry;
    }

    int directoryEntries() {
        return Math.toIntExact(Math.ceilDiv(capacity, GRAIN * TABLE_ENTRIES));
    }

    /// {@return sectors of a grain directory}
    int directory() {
        return (int) Units.roundUp(4L * directoryEntries(), Sectors.SIZE) / Sectors.SIZE;
    }

    /// {@return a sector as a table entry}
    ///
    /// @throws DoesNotFitException if the file is too large for that
    int entry(long sector) throws DoesNotFitException {
        if (sector > MAX_SECTOR) {
            throw new DoesNotFitException(where, "more than 2 TiB of data", "2 TiB");
        }
        return (int) sector;
    }
}

package dev.diskwright.core.container.vhd;

import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.Identity;
import java.lang.foreign.MemorySegment;

/// What will be in the footer of a file that is written.
///
/// @param size of the disk in bytes
/// @param geometry that holds as much or less
record NewFooter(long size, Geometry geometry) {
    private static final long LARGEST = 2040 * Units.GIB;
    private static final long FEATURES = 2; // a bit that is always set

    /// Hyper-V's: all readers take the current size of its disks, while of others some take that of the geometry.
    private static final String CREATOR = "win ";

    private static final long CREATOR_VERSION = 0x000a_0000;
    private static final String HOST_OS = "Wi2k"; // Windows; there are only two

    /// How sizes are rounded up.
    enum Sizes {
        /// To whole sectors.
        EXACT(Footer.SECTOR),
        /// To what a geometry holds, for readers that know nothing else.
        GEOMETRY(Footer.SECTOR),
        /// To whole MiB, as Azure wants them.
        MEBIBYTES(Units.MIB);

        private final long step;

        Sizes(long step) {
            this.step = step;
        }

        private long round(long size) {
            long rounded = Units.roundUp(size, step);
            return this == GEOMETRY
                    ? Geometry.roundUp(rounded / Footer.SECTOR) * Footer.SECTOR
                    : rounded;
        }
    }

    /// {@return what a disk of `size` bytes gets}
    ///
    /// @throws DoesNotFitException if it is larger than 2040 GiB
    static NewFooter of(Where where, long size, Sizes sizes) throws DoesNotFitException {
        if (size > LARGEST) {
            throw new DoesNotFitException(where, size, LARGEST);
        }
        long rounded = sizes.round(size);
        return new NewFooter(rounded, Geometry.of(rounded / Footer.SECTOR));
    }

    /// {@return the footer}
    ///
    /// @param dataOffset of the dynamic header in bytes, [Footer#NOWHERE] if there is none
    Footer with(Identity identity, int diskType, long dataOffset) {
        return new Footer(
                Footer.COOKIE,
                FEATURES,
                Footer.VERSION,
                dataOffset,
                Footer.timeStamp(identity.time()),
                CREATOR,
                CREATOR_VERSION,
                HOST_OS,
                size,
                size,
                geometry.cylinders(),
                geometry.heads(),
                geometry.sectorsPerTrack(),
                diskType,
                0,
                identity.uuid("vhd"),
                0,
                MemorySegment.ofArray(new byte[0]).asReadOnly());
    }
}

package dev.diskwright.core.container.vmdk;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.ZeroBytes;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.util.function.Consumer;

/// Walks the markers of a stream from its first grain to its end, as a reader does that cannot go back.
///
/// @param claims what tables refer to; the sectors of markers are added
/// @param findings told of each fault
record StreamChecker(
        Where where, BlockSource file, Layout layout, Claims claims, Consumer<Finding> findings) {
    private static final long MAX_SECTOR = 0xffff_ffffL; // that a table entry can name

    void check(SparseFile sparse) throws IOException {
        long sectors = file.size() >>> Sectors.BITS;
        long at = sparse.header().overHead();
        long previous = -1;
        while (at >= 0 && at < sectors) {
            Marker marker =
                    Marker.CODEC.read(file.bytes(at << Sectors.BITS, Marker.CODEC.size()), 0);
            Where place = where.structure("marker", at << Sectors.BITS);
            long length;
            if (marker.size() != 0) {
                length = Sectors.covering(Marker.GRAIN_SIZE + marker.size());
                if (marker.value() <= previous) {
                    warning(
                            place,
                            "sector %d comes behind sector %d; some readers want them ascending"
                                    .formatted(marker.value(), previous));
                }
                previous = marker.value();
            } else if (marker.type() == Marker.END_OF_STREAM) {
                claims.add(at, 1);
                checkRest(place, at + 1);
                return;
            } else if (marker.type() <= Marker.FOOTER
                    && marker.value() >= 0
                    && marker.value() < sectors - at) {
                length = 1 + marker.value();
                claims.add(at, Math.min(length, MAX_SECTOR));
            } else {
                error(
                        place,
                        "value 0x%x, size 0, type 0x%x is none that is known"
                                .formatted(marker.value(), marker.type()));
                return;
            }
            at += length;
        }
        warning(
                where.structure("end of stream", file.size()),
                "the end-of-stream marker is missing, without which vSphere refuses a file");
    }

    /// Behind the end there should be nothing; some tools leave zeros.
    private void checkRest(Where place, long sector) throws IOException {
        long rest = file.size() - (sector << Sectors.BITS);
        if (rest <= 0) {
            return;
        }
        int length = (int) Math.min(rest, layout.grainSize());
        boolean zero = ZeroBytes.isZero(file.bytes(file.size() - rest, length));
        String sentence = "the stream ends here, but the file goes on";
        findings.accept(
                zero
                        ? new Finding(Finding.Severity.NOTE, place, sentence + " with zeros")
                        : Finding.warning(place, sentence));
    }

    private void error(Where place, String sentence) {
        findings.accept(Finding.error(place, sentence));
    }

    private void warning(Where place, String sentence) {
        findings.accept(Finding.warning(place, sentence));
    }
}

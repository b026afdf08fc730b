package dev.diskwright.core.container.vhd;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The footer that a file goes by: the one at its end, or the copy at its start where that is damaged.
///
/// @param offset of the footer in bytes
/// @param damage what is wrong with the one at the end; null if it is the one
record Footers(Footer footer, long offset, @Nullable ImageException damage) {
    static Footers find(Where where, BlockSource file) throws IOException {
        long last = Footer.lastOffset(file);
        try {
            return new Footers(Footer.read(where, file, last), last, null);
        } catch (ImageException damage) {
            if (!Footer.isAt(file, 0) || last == 0) {
                throw damage;
            }
            try {
                return new Footers(Footer.read(where, file, 0), 0, damage);
            } catch (ImageException both) {
                damage.addSuppressed(both);
                throw damage;
            }
        }
    }

    /// {@return the place of the footer that is used}
    Where place(Where where) {
        return where.structure("footer", offset);
    }
}

package dev.diskwright.core.boot;

import dev.diskwright.core.block.Composition;
import java.io.IOException;
import java.util.List;

/// What a boot loader puts on a disk beside files: code and lists of sectors that depend on where everything lies.
public interface BootSectors {
    /// {@return bytes that it takes of [BootDisk#embedding]; 0 if it needs no such place}
    default long embedded() {
        return 0;
    }

    /// {@return what is to be written over the disk, none overlapping}
    ///
    /// @throws dev.diskwright.core.bytes.ImageException if it cannot be put on this disk, saying why
    List<Composition.Piece> on(BootDisk disk) throws IOException;
}

package dev.diskwright.core.fs.fat;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.fs.fat.DirectoryReader.Item;
import java.io.IOException;
import java.util.Optional;

/// The label in the root directory, which is the one that counts where it differs from the boot sector's.
final class RootLabel {
    private RootLabel() {}

    /// {@return the label; empty if there is none, or damage before it}
    static Optional<String> of(Volume volume) throws IOException {
        try {
            var chains = new Chains(volume, Faults.REFUSE);
            return Scan.rootItems(volume, Faults.REFUSE, chains).stream()
                    .filter(Item::isLabel)
                    .map(Item::name)
                    .findFirst();
        } catch (CorruptImageException e) {
            return Optional.empty();
        }
    }
}

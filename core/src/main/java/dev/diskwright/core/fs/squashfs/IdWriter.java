package dev.diskwright.core.fs.squashfs;

import dev.diskwright.core.bytes.ByteOutput;
import dev.diskwright.core.bytes.DoesNotFitException;
import java.util.HashMap;
import java.util.Map;

/// The table of owners and groups in the making.
final class IdWriter {
    private final MetadataWriter blocks;
    private final Map<Long, Integer> known = new HashMap<>();
    private final ByteOutput out = new ByteOutput();

    IdWriter(MetadataWriter blocks) {
        this.blocks = blocks;
    }

    /// {@return the number that inodes store for this owner or group}
    int add(long id) throws DoesNotFitException {
        Integer number = known.get(id);
        if (number == null) {
            if (known.size() == Limits.IDS) {
                throw Limits.exceeded(
                        "more than %d different owners and groups".formatted(Limits.IDS),
                        Integer.toString(Limits.IDS));
            }
            number = known.size();
            known.put(id, number);
            blocks.write(out.clear().u32(id));
        }
        return number;
    }

    int count() {
        return known.size();
    }

    Table finish(long offset) {
        return Table.of(blocks, offset);
    }
}

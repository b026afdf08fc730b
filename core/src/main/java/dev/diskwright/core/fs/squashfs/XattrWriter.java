package dev.diskwright.core.fs.squashfs;

import dev.diskwright.core.bytes.ByteOutput;
import dev.diskwright.core.content.Attributes;
import dev.diskwright.core.content.FileNames;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The extended attribute table in the making: each set of attributes once, whoever has it.
final class XattrWriter {
    /// Of an inode without attributes.
    static final long NONE = 0xffff_ffffL;

    private final MetadataWriter values;
    private final MetadataWriter sets;
    private final Map<String, Integer> known = new HashMap<>(); // numbers of sets, by digest
    private final ByteOutput out = new ByteOutput();

    /// @param packer null if the table is not compressed
    XattrWriter(@Nullable BlockPacker packer) {
        values = new MetadataWriter(packer);
        sets = new MetadataWriter(packer);
    }

    /// {@return the number of the file's set; [#NONE] if it has nothing that a squashfs holds}
    long add(Attributes attributes) {
        if (attributes.xattrs().isEmpty()) {
            return NONE;
        }
        int count = 0;
        long size = 0;
        out.clear();
        for (Map.Entry<String, byte[]> it : attributes.xattrs().entrySet()) {
            XattrNames space = XattrNames.of(it.getKey()).orElse(null);
            if (space != null) {
                byte[] name = space.rest(it.getKey());
                byte[] value = it.getValue();
                out.u16(space.number()).u16(name.length).raw(name);
                out.u32(value.length).raw(value);
                size += FileNames.encode(it.getKey()).length + 1L + value.length;
                count++;
            }
        }
        if (count == 0) {
            return NONE;
        }
        MessageDigest digest = Workers.digest();
        digest.update(out.bytes(), 0, out.size());
        String key = HexFormat.of().formatHex(digest.digest());
        Integer number = known.get(key);
        if (number == null) {
            number = known.size();
            known.put(key, number);
            long reference = values.reference();
            values.write(out);
            sets.write(out.clear().u64(reference).u32(count).u32(size));
        }
        return number;
    }

    /// {@return the table as it is written at `offset`}
    ///
    /// @return null if there is nothing in it
    @Nullable Table finish(long offset) {
        if (known.isEmpty()) {
            return null;
        }
        ByteOutput all = values.finish();
        ByteOutput packedSets = sets.finish();
        long setsAt = offset + all.size();
        long header = setsAt + packedSets.size();
        var table = new ByteOutput();
        table.raw(all.bytes(), 0, all.size()).raw(packedSets.bytes(), 0, packedSets.size());
        table.u64(offset).u32(known.size()).u32(0);
        sets.starts().forEach(it -> table.u64(setsAt + it));
        return new Table(table, header);
    }
}

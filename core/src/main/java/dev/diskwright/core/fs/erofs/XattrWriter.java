package dev.diskwright.core.fs.erofs;

import dev.diskwright.core.bytes.ByteOutput;
import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.content.Attributes;
import dev.diskwright.core.fs.Numbering;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// Extended attributes in the making: those that several files have are stored once, in an area of their own.
final class XattrWriter {
    private static final int HEADER = 12; // bytes
    private static final int MOST_SHARED = 255; // of an inode
    private static final int MOST_UNITS = 65535; // of 4 bytes, of an inode

    private final Map<ByteBuffer, Integer> shared = new LinkedHashMap<>(); // entries, places
    private final ByteOutput area = new ByteOutput();
    private final ByteOutput entry = new ByteOutput();
    private final ByteOutput out = new ByteOutput();

    /// Looks at all files.
    XattrWriter(Numbering numbering) {
        var counts = new HashMap<ByteBuffer, Integer>();
        for (int number = 1; number <= numbering.count(); number++) {
            numbering
                    .node(number)
                    .attributes()
                    .xattrs()
                    .forEach((name, value) -> {
                        if (entry(name, value)) {
                            count(counts, entryBytes());
                        }
                    });
        }
    }

    private void count(Map<ByteBuffer, Integer> counts, ByteBuffer key) {
        if (counts.merge(key, 1, Integer::sum) == 2) {
            shared.put(key, area.size() / 4);
            area.raw(entry.bytes(), 0, entry.size());
        }
    }

    private ByteBuffer entryBytes() {
        return ByteBuffer.wrap(Arrays.copyOf(entry.bytes(), entry.size()));
    }

    /// Makes an entry; false if no EROFS holds it.
    private boolean entry(String name, byte[] value) {
        XattrNames space = XattrNames.of(name, value).orElse(null);
        if (space == null) {
            return false;
        }
        byte[] rest = space.rest(name);
        entry.clear().u16(rest.length | space.number() << 8).u16(value.length);
        entry.raw(rest).raw(value);
        pad(entry);
        return true;
    }

    private static void pad(ByteOutput bytes) {
        bytes.raw(new byte[-bytes.size() & 3]);
    }

    /// {@return the entries that files share, up to the end of a block}
    ByteOutput area() {
        area.raw(new byte[-area.size() & Format.BLOCK - 1]);
        return area;
    }

    /// {@return what is stored behind the inode; valid until the next call}
    ///
    /// @param path of the file, for messages
    ByteOutput of(String path, Attributes attributes) throws DoesNotFitException {
        out.clear();
        if (attributes.xattrs().isEmpty()) {
            return out;
        }
        var places = new ByteOutput();
        var own = new ByteOutput();
        for (Map.Entry<String, byte[]> it : attributes.xattrs().entrySet()) {
            if (!entry(it.getKey(), it.getValue())) {
                continue;
            }
            Integer place = places.size() < 4 * MOST_SHARED ? shared.get(entryBytes()) : null;
            if (place != null) {
                places.u32(place);
            } else {
                own.raw(entry.bytes(), 0, entry.size());
            }
        }
        if (places.size() + own.size() > 0) {
            out.u32(0).u32(places.size() / 4).u32(0);
            out.raw(places.bytes(), 0, places.size()).raw(own.bytes(), 0, own.size());
        }
        if (out.size() > HEADER + 4 * (MOST_UNITS - 1)) {
            throw Limits.exceeded(
                    "extended attributes of %d bytes at %s".formatted(out.size(), path),
                    HEADER + 4 * (MOST_UNITS - 1) + " bytes");
        }
        return out;
    }

    /// {@return the inode's number for what is stored behind it}
    ///
    /// @param size in bytes
    static int units(int size) {
        return size == 0 ? 0 : (size - HEADER) / 4 + 1;
    }
}

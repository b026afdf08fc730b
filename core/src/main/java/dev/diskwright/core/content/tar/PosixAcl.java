package dev.diskwright.core.content.tar;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Access control lists as text (`user:1000:r-x`, as tar stores them) turned into the attribute that Linux keeps them
/// in: version 2, then tag, permissions and identifier of each entry (`linux/posix_acl_xattr.h`).
final class PosixAcl {
    private static final long NOBODY = 0xffff_ffffL; // for entries that name no one

    private PosixAcl() {}

    private record Entry(int tag, int permissions, long id) {}

    /// {@return the attribute's value}
    ///
    /// @throws UnsupportedImageException if it names a user or group that the archive does not know
    static byte[] encode(byte[] text, Where where, AccountNames names) throws ImageException {
        List<Entry> entries = new ArrayList<>();
        for (String line : new String(text, UTF_8).split("[,\n]", -1)) {
            String plain = line.replaceAll("#.*|\\s", "");
            if (!plain.isEmpty()) {
                entries.add(entry(plain, where, names));
            }
        }
        entries.sort(Comparator.comparingInt(Entry::tag).thenComparingLong(Entry::id));
        ByteBuffer out = ByteBuffer.allocate(4 + 8 * entries.size()).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(2);
        for (Entry entry : entries) {
            out.putShort((short) entry.tag);
            out.putShort((short) entry.permissions);
            out.putInt((int) entry.id);
        }
        return out.array();
    }

    /// {@return whether the list says nothing beside the mode} Such a one is not kept, as Linux does not keep it.
    static boolean isMinimal(byte[] encoded) {
        ByteBuffer entries = ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN).position(4);
        while (entries.hasRemaining()) {
            int tag = entries.getShort();
            if (tag != 0x01 && tag != 0x04 && tag != 0x20) {
                return false;
            }
            entries.position(entries.position() + 6);
        }
        return true;
    }

    /// {@return the mode that goes with the list} Its three classes are the owner's, the mask's or else the group's, and
    /// the others' permissions, whatever the archive says beside it: tools differ in the middle one.
    static int mode(int mode, byte[] encoded) {
        ByteBuffer entries = ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN).position(4);
        int result = mode;
        boolean masked = false;
        while (entries.hasRemaining()) {
            int tag = entries.getShort();
            int permissions = entries.getShort();
            entries.getInt();
            switch (tag) {
                case 0x01 -> result = result & ~0700 | permissions << 6;
                case 0x04 -> result = masked ? result : result & ~0070 | permissions << 3;
                case 0x10 -> {
                    masked = true;
                    result = result & ~0070 | permissions << 3;
                }
                case 0x20 -> result = result & ~0007 | permissions;
                default -> {} // users and groups by name have no part in the mode
            }
        }
        return result;
    }

    private static Entry entry(String line, Where where, AccountNames names) throws ImageException {
        String[] fields = line.split(":", -1);
        if (fields.length < 3 || !fields[2].matches("[r-][w-][x-]")) {
            throw new CorruptImageException(
                    where.field("pax SCHILY.acl", 0),
                    '"' + line + '"',
                    "a kind, a name and permissions");
        }
        boolean named = !fields[1].isEmpty();
        int tag =
                switch (fields[0]) {
                    case "user", "u" -> named ? 0x02 : 0x01;
                    case "group", "g" -> named ? 0x08 : 0x04;
                    case "mask", "m" -> 0x10;
                    case "other", "o" -> 0x20;
                    default ->
                            throw new UnsupportedImageException(
                                    where, "an access control list for " + fields[0]);
                };
        int permissions =
                (fields[2].charAt(0) == 'r' ? 4 : 0)
                        + (fields[2].charAt(1) == 'w' ? 2 : 0)
                        + (fields[2].charAt(2) == 'x' ? 1 : 0);
        return new Entry(tag, permissions, named ? id(fields, where, names) : NOBODY);
    }

    private static long id(String[] fields, Where where, AccountNames names)
            throws UnsupportedImageException {
        String name = fields.length > 3 ? fields[3] : fields[1]; // star appends the number
        return names.number(fields[0].startsWith("g"), name)
                .orElseThrow(() ->
                        new UnsupportedImageException(
                                where,
                                "an access control list for %s %s, whom the archive's own /etc does not know,"
                                        .formatted(fields[0], fields[1])));
    }
}

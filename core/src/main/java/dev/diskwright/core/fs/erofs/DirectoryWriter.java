package dev.diskwright.core.fs.erofs;

import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.bytes.LittleEndian;
import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileNames;
import dev.diskwright.core.content.FileNode;
import dev.diskwright.core.fs.Numbering;

/// The listing of a directory in the making: blocks of names in the order of their bytes, `.` and `..` among them.
final class DirectoryWriter {
    private static final byte[] SELF = {'.'};
    private static final byte[] PARENT = {'.', '.'};

    private final Numbering numbering;
    private final Directory directory;
    private final int self; // numbers
    private final int parent;
    private final int dot; // where "." comes among the names
    private final int dots; // where ".." does

    /// @param self number of the directory
    /// @param parent number of the one it is in
    DirectoryWriter(Numbering numbering, int self, int parent) {
        this.numbering = numbering;
        this.directory = (Directory) numbering.node(self);
        this.self = self;
        this.parent = parent;
        dot = before(".");
        dots = before("..") + 1;
    }

    private int before(String name) {
        int count = 0;
        while (count < directory.count()
                && FileNames.BYTE_ORDER.compare(directory.name(count), name) < 0) {
            count++;
        }
        return count;
    }

    /// {@return number of entries}
    private int count() {
        return directory.count() + 2;
    }

    /// {@return index of entry `index` among the directory's own; -1 for `.`, -2 for `..`}
    ///
    /// A name may lie between the two, such as `.-`.
    private int own(int index) {
        if (index == dot) {
            return -1;
        }
        if (index == dots) {
            return -2;
        }
        return index - (index > dot ? 1 : 0) - (index > dots ? 1 : 0);
    }

    private byte[] name(int own) {
        return own == -1 ? SELF : own == -2 ? PARENT : FileNames.encode(directory.name(own));
    }

    /// {@return size of the listing: whole blocks, and what is used of the last}
    ///
    /// @param path for messages
    long size(String path) throws DoesNotFitException {
        long blocks = 0;
        int used = 0;
        for (int i = 0; i < directory.count(); i++) {
            int length = FileNames.encode(directory.name(i)).length;
            if (length > Limits.NAME) {
                throw Limits.exceeded(
                        "a name of %d bytes at %s/%s".formatted(length, path, directory.name(i)),
                        Integer.toString(Limits.NAME));
            }
        }
        for (int i = 0; i < count(); i++) {
            int more = Format.ENTRY + name(own(i)).length;
            if (used + more > Format.BLOCK) {
                blocks++;
                used = 0;
            }
            used += more;
        }
        return blocks * Format.BLOCK + used;
    }

    /// {@return the listing}
    ///
    /// @param size as it was told
    /// @param nids by number
    byte[] listing(long size, long[] nids) {
        byte[] out = new byte[Math.toIntExact(size)];
        int first = 0;
        for (int block = 0; first < count(); block += Format.BLOCK) {
            int end = first;
            int used = 0;
            while (end < count()) {
                int more = Format.ENTRY + name(own(end)).length;
                if (used + more > Format.BLOCK) {
                    break;
                }
                used += more;
                end++;
            }
            int nameAt = (end - first) * Format.ENTRY;
            for (int i = first; i < end; i++) {
                int own = own(i);
                byte[] name = name(own);
                int at = block + (i - first) * Format.ENTRY;
                FileNode node =
                        own >= 0 ? directory.node(own) : numbering.node(own == -1 ? self : parent);
                LittleEndian.put64(out, at, nids[numbering.number(node)]);
                LittleEndian.put16(out, at + 8, nameAt);
                out[at + 10] = (byte) Format.entryType(Format.kind(node));
                System.arraycopy(name, 0, out, block + nameAt, name.length);
                nameAt += name.length;
            }
            first = end;
        }
        return out;
    }
}

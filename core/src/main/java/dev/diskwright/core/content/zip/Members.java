package dev.diskwright.core.content.zip;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.FileNames;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/// All members of an archive unpacked, one behind the other, each held against its size and its sum.
final class Members extends InputStream {
    private final Where where;
    private final ZipFile zip;
    private final List<ZipArchiveEntry> members;
    private final long[] ends;
    private final CRC32 sum = new CRC32();
    private @Nullable InputStream current;
    private int index;
    private long at;

    Members(Where where, ZipFile zip, List<ZipArchiveEntry> members) {
        this.where = where;
        this.zip = zip;
        this.members = members;
        ends = new long[members.size()];
    }

    /// {@return where member `index` ends in what was read}
    ///
    /// @param index -1 for what is before all
    long end(int index) {
        return index < 0 ? 0 : ends[index];
    }

    static String path(ZipArchiveEntry it) {
        if (it.getNameSource() == ZipArchiveEntry.NameSource.UNICODE_EXTRA_FIELD) {
            return it.getName();
        }
        String name = FileNames.decode(it.getRawName());
        boolean dos = it.getPlatform() == ZipArchiveEntry.PLATFORM_FAT;
        return dos && name.indexOf('/') < 0 ? name.replace('\\', '/') : name;
    }

    static Where place(Where where, ZipArchiveEntry it) {
        return where.structure(
                "member \"%s\"".formatted(path(it)), Math.max(0, it.getLocalHeaderOffset()));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int start, int length) throws IOException {
        while (index < members.size()) {
            int count = some(members.get(index), target, start, length);
            if (count >= 0) {
                return count;
            }
        }
        return -1;
    }

    /// {@return how many bytes were read; -1 at the member's end}
    private int some(ZipArchiveEntry it, byte[] target, int start, int length) throws IOException {
        long before = end(index - 1);
        try {
            if (current == null) {
                current = zip.getInputStream(it);
                sum.reset();
            }
            int count = current.read(target, start, length);
            if (count >= 0) {
                at += count;
                sum.update(target, start, count);
                if (at - before <= it.getSize()) {
                    return count;
                }
            }
            current.close();
        } catch (ImageException | ClosedByInterruptException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new CorruptImageException(
                    place(where, it),
                    "damage or an early end (%s)".formatted(e.getMessage()),
                    "compressed data",
                    e);
        }
        if (at - before != it.getSize() || sum.getValue() != it.getCrc()) {
            throw new CorruptImageException(
                    place(where, it),
                    "%d bytes with the sum %08x".formatted(at - before, sum.getValue()),
                    "%d with the sum %08x".formatted(it.getSize(), it.getCrc()));
        }
        current = null;
        ends[index++] = at;
        return -1;
    }
}

package dev.diskwright.core.container.ova;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.tar.TarUtils;
import org.apache.commons.compress.archivers.zip.ZipEncodingHelper;

/// The members of a tar archive, found by going from header to header; their bytes stay where they are. Sizes and names
/// may be in ustar's fields, in GNU's base 256 and long names, or in pax records.
///
/// @param members regular files only
/// @param ended whether two blocks of zeros were found behind the last one
record Archive(List<Member> members, boolean ended) {
    private static final int BLOCK = 512;
    private static final int MAX_MEMBERS = 4096;
    private static final int MAX_EXTENSION = 1 << 20; // bytes

    /// A file in the archive.
    ///
    /// @param name without `./` in front
    /// @param offset of its header, in bytes
    record Member(String name, long offset, BlockSource bytes) {}

    Archive {
        members = List.copyOf(members);
    }

    /// {@return whether a tar header is at the beginning}
    static boolean isAt(BlockSource file) throws IOException {
        return file.size() >= BLOCK && isHeader(block(file, 0));
    }

    private static byte[] block(BlockSource file, long at) throws IOException {
        return file.bytes(at, BLOCK).toArray(ValueLayout.JAVA_BYTE);
    }

    private static boolean isHeader(byte[] block) {
        try {
            return block[0] != 0 && TarUtils.verifyCheckSum(block);
        } catch (IllegalArgumentException e) { // no digits where the checksum would be
            return false;
        }
    }

    private static boolean isFile(TarArchiveEntry entry) {
        return switch (entry.getLinkFlag()) {
            case TarConstants.LF_NORMAL, TarConstants.LF_OLDNORM, TarConstants.LF_CONTIG -> true;
            default -> false;
        };
    }

    private static boolean isZero(byte[] block) {
        for (byte it : block) {
            if (it != 0) {
                return false;
            }
        }
        return true;
    }

    /// {@return all members, or the first `most`}
    ///
    /// @param where the file
    static Archive read(Where where, BlockSource file, int most) throws IOException {
        var members = new ArrayList<Member>();
        Extensions next = Extensions.NONE;
        long at = 0;
        int headers = 0;
        while (members.size() < most && at <= file.size() - BLOCK) {
            Where place = where.structure("tar header", at);
            byte[] block = block(file, at);
            if (isZero(block)) {
                return new Archive(members, true);
            }
            if (!isHeader(block)) {
                throw new CorruptImageException(place, "a wrong checksum", "that of a header");
            }
            if (++headers > 4 * MAX_MEMBERS) {
                throw new CorruptImageException(place, "more", "4096 members at most");
            }
            TarArchiveEntry entry = entry(place, block);
            long size = next.size().orElse(entry.getSize());
            long start = at + BLOCK;
            if (size < 0 || size > file.size() - start) {
                throw new CorruptImageException(
                        place.field("size", 124),
                        Long.toString(size),
                        "at most the %d bytes that follow".formatted(file.size() - start));
            }
            if (entry.isPaxHeader() || entry.isGNULongNameEntry()) {
                if (size > MAX_EXTENSION) {
                    throw new CorruptImageException(
                            place.field("size", 124), size + " bytes", "1 MiB at most");
                }
                byte[] bytes = file.bytes(start, (int) size).toArray(ValueLayout.JAVA_BYTE);
                next = next.with(place, bytes, entry.isPaxHeader());
            } else {
                if (isFile(entry)) {
                    String name = next.name().orElse(entry.getName()).replaceFirst("^(\\./)+", "");
                    members.add(new Member(name, at, file.slice(start, size)));
                }
                next = entry.isGlobalPaxHeader() ? next : Extensions.NONE;
            }
            at = start + (size + BLOCK - 1) / BLOCK * BLOCK;
        }
        return new Archive(members, false);
    }

    static Archive read(Where where, BlockSource file) throws IOException {
        return read(where, file, MAX_MEMBERS);
    }

    private static TarArchiveEntry entry(Where place, byte[] block) throws CorruptImageException {
        try {
            return new TarArchiveEntry(block, ZipEncodingHelper.getZipEncoding("UTF-8"), false);
        } catch (IOException | IllegalArgumentException e) {
            throw new CorruptImageException(
                    place, String.valueOf(e.getMessage()), "a header's fields", e);
        }
    }

    /// {@return the first member of that name}
    Optional<Member> member(String name) {
        return members.stream().filter(it -> it.name().equals(name)).findFirst();
    }

    /// What earlier entries say of the next one.
    private record Extensions(Optional<String> name, OptionalLong size) {
        static final Extensions NONE = new Extensions(Optional.empty(), OptionalLong.empty());

        Extensions with(Where place, byte[] bytes, boolean pax) throws CorruptImageException {
            if (!pax) {
                String longName = new String(bytes, StandardCharsets.UTF_8);
                int end = longName.indexOf('\0');
                return new Extensions(
                        Optional.of(end < 0 ? longName : longName.substring(0, end)), size);
            }
            Optional<String> foundName = name;
            OptionalLong foundSize = size;
            for (int at = 0; at < bytes.length; ) {
                int blank = at;
                while (blank < bytes.length && bytes[blank] != ' ') {
                    blank++;
                }
                String digits = new String(bytes, at, blank - at, StandardCharsets.ISO_8859_1);
                int length = digits.matches("[0-9]{1,7}") ? Integer.parseInt(digits) : 0;
                if (length < digits.length() + 3 || length > bytes.length - at) {
                    throw new CorruptImageException(
                            place.field("pax record", BLOCK + at), digits, "a record's length");
                }
                String record =
                        new String(
                                bytes, blank + 1, at + length - blank - 2, StandardCharsets.UTF_8);
                if (record.startsWith("path=")) {
                    foundName = Optional.of(record.substring(5));
                } else if (record.matches("size=[0-9]{1,18}")) {
                    foundSize = OptionalLong.of(Long.parseLong(record.substring(5)));
                }
                at += length;
            }
            return new Extensions(foundName, foundSize);
        }
    }
}

package dev.diskwright.core.boot.grub;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.boot.PeImage;
import dev.diskwright.core.boot.PeSection;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/// The directory that a GRUB program for UEFI was made to look into, from the objects that lie in its section `mods`.
final class GrubPrefix {
    private static final ValueLayout.OfInt U32 = JAVA_INT_UNALIGNED.withOrder(LITTLE_ENDIAN);
    private static final ValueLayout.OfLong U64 = JAVA_LONG_UNALIGNED.withOrder(LITTLE_ENDIAN);

    private static final int MAGIC = 0x676d_696d; // "mimg"
    private static final int HEADER_64 = 24;
    private static final int HEADER_32 = 12;
    private static final int OBJECT_HEADER = 8;
    private static final int PREFIX = 3;
    private static final int MAX_OBJECTS = 4096;
    private static final int LONGEST = 256;

    private GrubPrefix() {}

    /// {@return the directory, absolute, without a device in front; empty if the program names none}
    ///
    /// @throws CorruptImageException if an object leaves the section
    static Optional<String> of(Where where, PeImage image) throws IOException {
        Optional<PeSection> section = image.section("mods");
        if (section.isEmpty()) {
            return Optional.empty();
        }
        BlockSource mods = image.content(section.get());
        Where place = where.structure("section mods", section.get().pointerToRawData());
        if (mods.size() < HEADER_64) {
            return Optional.empty();
        }
        MemorySegment header = mods.bytes(0, HEADER_64);
        if (header.get(U32, 0) != MAGIC) {
            return Optional.empty();
        }
        // On 64-bit machines offset and size are 64 bits wide, behind four bytes of padding.
        long at = header.get(U64, 8);
        if (at != HEADER_64) {
            at = header.get(U32, 4);
            if (at != HEADER_32) {
                throw new CorruptImageException(
                        place.field("offset of objects", 4), Long.toString(at), "12 or 24");
            }
        }
        for (int i = 0; i < MAX_OBJECTS && at + OBJECT_HEADER <= mods.size(); i++) {
            MemorySegment object = mods.bytes(at, OBJECT_HEADER);
            long size = object.get(U32, 4) & 0xffff_ffffL;
            if (size < OBJECT_HEADER || size > mods.size() - at) {
                break; // padding behind the last one
            }
            if (object.get(U32, 0) == PREFIX) {
                int length = (int) Math.min(size - OBJECT_HEADER, LONGEST);
                return path(mods.bytes(at + OBJECT_HEADER, length));
            }
            at += size;
        }
        return Optional.empty();
    }

    private static Optional<String> path(MemorySegment bytes) {
        int end = 0;
        while (end < bytes.byteSize() && bytes.get(JAVA_BYTE, end) != 0) {
            end++;
        }
        String text = new String(bytes.asSlice(0, end).toArray(JAVA_BYTE), UTF_8);
        String path = text.startsWith("(") ? text.substring(text.indexOf(')') + 1) : text;
        boolean isPath =
                path.startsWith("/") && path.length() > 1 && path.chars().allMatch(c -> c > ' ');
        return isPath
                ? Optional.of(path.endsWith("/") ? path.substring(0, path.length() - 1) : path)
                : Optional.empty();
    }
}

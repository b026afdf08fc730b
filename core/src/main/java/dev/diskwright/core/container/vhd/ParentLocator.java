package dev.diskwright.core.container.vhd;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.AsciiAt;
import dev.diskwright.core.bytes.StructCodec;
import dev.diskwright.core.bytes.U32;
import dev.diskwright.core.bytes.U64;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Where a differencing disk finds its parent, in the terms of one platform ("Parent Locator Entries").
///
/// @param platformCode four characters, empty if the entry is not used
/// @param platformDataSpace room for the name: in sectors by the specification, in bytes by some who write it
/// @param platformDataLength length of the name, in bytes
/// @param platformDataOffset where it is in the file, in bytes
record ParentLocator(
        @AsciiAt(value = 0, length = 4) String platformCode,
        @U32(4) long platformDataSpace,
        @U32(8) long platformDataLength,
        @U64(16) long platformDataOffset) {
    static final int SIZE = 24;
    static final StructCodec<ParentLocator> CODEC =
            StructCodec.of(MethodHandles.lookup(), ParentLocator.class, SIZE, ByteOrder.BIG_ENDIAN);

    private static final int LONGEST = 64 << 10; // bytes of a name
    private static final String MAC_PREFIX = "file://";

    /// {@return the name of the parent; empty if it is not in the file, or of a kind that has no names}
    Optional<String> name(BlockSource file) throws IOException {
        Charset charset =
                switch (platformCode) {
                    case "W2ru", "W2ku" -> StandardCharsets.UTF_16LE;
                    case "Wi2r", "Wi2k" -> StandardCharsets.ISO_8859_1;
                    case "MacX" -> StandardCharsets.UTF_8;
                    default -> null;
                };
        if (charset == null || !isIn(file) || platformDataLength > LONGEST) {
            return Optional.empty();
        }
        byte[] bytes =
                file.bytes(platformDataOffset, (int) platformDataLength)
                        .toArray(ValueLayout.JAVA_BYTE);
        String name = new String(bytes, charset);
        int end = name.indexOf('\0');
        name = end < 0 ? name : name.substring(0, end);
        if (name.startsWith(MAC_PREFIX)) {
            name = name.substring(Math.max(0, name.indexOf('/', MAC_PREFIX.length())));
        }
        return name.isEmpty() ? Optional.empty() : Optional.of(name);
    }

    /// {@return whether the name lies in the file}
    boolean isIn(BlockSource file) {
        return platformDataOffset >= 0 && platformDataOffset <= file.size() - platformDataLength;
    }

    /// {@return whether the name is relative to the folder of the disk}
    boolean isRelative() {
        return platformCode.equals("W2ru") || platformCode.equals("Wi2r");
    }
}

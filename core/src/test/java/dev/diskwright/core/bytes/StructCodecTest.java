package dev.diskwright.core.bytes;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class StructCodecTest {
    record Header(
            @U32(0) long magic,
            @U8(5) int kind,
            @U16(6) int count,
            @AsciiAt(value = 8, length = 4) String label) {}

    record Overlapping(@U32(0) long a, @U16(3) int b) {}

    @Test
    void fieldsLieWhereTheirOffsetsSay() {
        var codec = StructCodec.of(MethodHandles.lookup(), Header.class, 12, BIG_ENDIAN);
        var header = new Header(0xfeedbeefL, 0xff, 0x102, "ab");
        var bytes = codec.toBytes(header);
        assertArrayEquals(
                HexFormat.of().parseHex("feedbeef00ff010261620000"),
                bytes.toArray(ValueLayout.JAVA_BYTE));
        assertEquals(header, codec.read(bytes, 0));
        assertEquals(5, codec.offset("kind"));
    }

    @Test
    void valuesBeyondTheirFieldAreRefused() {
        var codec = StructCodec.of(MethodHandles.lookup(), Header.class, 12, LITTLE_ENDIAN);
        assertThrows(
                IllegalArgumentException.class,
                () -> codec.toBytes(new Header(1L << 32, 0, 0, "")));
        assertThrows(
                IllegalArgumentException.class, () -> codec.toBytes(new Header(0, 0, 0, "abcde")));
    }

    @Test
    void overlapsAndOverhangsAreRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        StructCodec.of(MethodHandles.lookup(), Overlapping.class, 8, LITTLE_ENDIAN)
                                .offset("a"));
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        StructCodec.of(MethodHandles.lookup(), Header.class, 11, LITTLE_ENDIAN)
                                .offset("magic"));
    }
}

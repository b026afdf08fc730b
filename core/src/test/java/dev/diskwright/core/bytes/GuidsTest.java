package dev.diskwright.core.bytes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class GuidsTest {
    private static final UUID ESP = UUID.fromString("c12a7328-f81f-11d2-ba4b-00a0c93ec93b");

    @Test
    void mixedFormSwapsTheFirstThreeGroups() {
        MemorySegment bytes = MemorySegment.ofArray(new byte[17]);
        Guids.putMixed(bytes, 1, ESP);
        assertArrayEquals(
                HexFormat.of().parseHex("0028732ac11ff8d211ba4b00a0c93ec93b"),
                bytes.toArray(ValueLayout.JAVA_BYTE));
        assertEquals(ESP, Guids.getMixed(bytes, 1));
    }

    @Test
    void onlyTheFullFormIsAGuid() {
        assertEquals(Optional.of(ESP), Guids.parse("C12A7328-F81F-11D2-BA4B-00A0C93EC93B"));
        assertEquals(Optional.empty(), Guids.parse("97FD5997-D90B-4AA3-8D16-C1723AEA73C"));
        assertEquals(Optional.empty(), Guids.parse("{c12a7328-f81f-11d2-ba4b-00a0c93ec93b}"));
    }

    @Test
    void derivedIdentifiersFollowFromSeedAndRole() {
        UUID id = Guids.derive("seed", "disk");
        assertEquals(id, Guids.derive("seed", "disk"));
        assertEquals(8, id.version());
        assertEquals(2, id.variant());
        assertNotEquals(id, Guids.derive("seed", "disk2"));
        assertNotEquals(Guids.derive("a", "b"), Guids.derive("ab", ""));
    }
}

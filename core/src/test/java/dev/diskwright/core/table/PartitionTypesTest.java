package dev.diskwright.core.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.bytes.Guids;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PartitionTypesTest {
    @Test
    void everyNameIsThereOnce() {
        Set<String> names =
                PartitionTypes.ALL.stream().map(PartitionType::name).collect(Collectors.toSet());
        assertEquals(PartitionTypes.ALL.size(), names.size());
        assertTrue(names.stream().allMatch(it -> it.matches("[a-z0-9]+(-[a-z0-9]+)*")));
    }

    @Test
    void typesAreGivenByNameGuidOrNumber() {
        assertEquals("esp", PartitionTypes.parse("esp").orElseThrow().name());
        String root = "4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709";
        assertEquals("linux-root-x86-64", PartitionTypes.parse(root).orElseThrow().name());
        assertEquals("linux", PartitionTypes.parse("0x83").orElseThrow().name());
        assertEquals("xbootldr", PartitionTypes.parse("0XEA").orElseThrow().name());
        assertEquals(Optional.empty(), PartitionTypes.parse("0x00"));
        assertEquals(Optional.empty(), PartitionTypes.parse(Guids.NIL.toString()));
        assertEquals(Optional.empty(), PartitionTypes.parse("83"));
        assertEquals(Optional.empty(), PartitionTypes.parse("ESP"));
    }

    @Test
    void typesWithoutANameGoByTheirNumber() {
        assertEquals("0x7f", PartitionTypes.ofMbr(0x7f).name());
        String guid = "00000000-0000-0000-0000-000000000001";
        assertEquals(guid, PartitionTypes.parse(guid).orElseThrow().name());
        assertThrows(IllegalArgumentException.class, () -> PartitionTypes.ofMbr(0));
        assertThrows(IllegalArgumentException.class, () -> PartitionTypes.ofGpt(Guids.NIL));
    }

    @Test
    void attributesAreBits() {
        Set<GptAttribute> some = EnumSet.of(GptAttribute.LEGACY_BOOT, GptAttribute.NO_AUTO);
        assertEquals(0x8000_0000_0000_0004L, GptAttribute.bits(some));
        assertEquals(some, GptAttribute.of(0x8000_0000_0000_0014L));
        for (GptAttribute it : GptAttribute.values()) {
            assertEquals(Optional.of(it), GptAttribute.named(it.text()));
        }
    }
}

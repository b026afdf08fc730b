package dev.diskwright.ui.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.design.SizeText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizeDraftTest {
    @ParameterizedTest
    @CsvSource({
        "512, 512MiB",
        "1.5, 1.5MiB",
        "4GiB - 2, 4GiB - 2MiB",
        "fit + 64, fit + 64MiB",
        "fit + 10%, fit + 10%",
        "rest * 2, rest * 2",
        "rest*2 min 64 max 1GiB, rest*2 min 64MiB max 1GiB",
        "20 %, 20 %",
        "0x100000, 0x100000",
        "0x10 + 2, 0x10 + 2MiB",
        "2048s, 2048s",
        "rest, rest"
    })
    void bareNumbersTakeTheFieldsUnit(String draft, String meaning) {
        assertEquals(meaning, SizeDraft.complete(draft, "MiB"));
        assertEquals(SizeText.parse(meaning), SizeText.parse(SizeDraft.complete(draft, "MiB")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "min", "12 34", "--"})
    void whatIsNoSizeStaysNoSize(String draft) {
        String completed = SizeDraft.complete(draft, "MiB");
        assertThrows(IllegalArgumentException.class, () -> SizeText.parse(completed));
    }

    @Test
    void theUnitIsThatOfTheValue() {
        assertEquals("GiB", SizeDraft.unitOf("2GiB", "MiB"));
        assertEquals("M", SizeDraft.unitOf("256M", "MiB"));
        assertEquals("GB", SizeDraft.unitOf("1.5 GB + 2MiB", "MiB"));
        assertEquals("MiB", SizeDraft.unitOf("rest * 2", "MiB"));
        assertTrue(SizeDraft.isDecimal("1MiB + 2GB"));
        assertFalse(SizeDraft.isDecimal("256M"));
    }
}

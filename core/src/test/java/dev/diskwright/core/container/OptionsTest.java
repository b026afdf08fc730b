package dev.diskwright.core.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    private static final List<ContainerFormat.Option> KNOWN =
            List.of(
                    new ContainerFormat.Option("mode", "fast or small", "fast", "How."),
                    new ContainerFormat.Option("unit", "a power of two", "4096", "How much."));

    @Test
    void valuesAreCheckedAndDefaultsFilledIn() {
        var none = new Options(KNOWN, Map.of());
        assertEquals("fast", none.choice("mode", "fast", "small"));
        assertEquals(4096, none.powerOfTwo("unit", 512, 8192));
        var some = new Options(KNOWN, Map.of("mode", "small", "unit", "64k"));
        assertEquals("small", some.choice("mode", "fast", "small"));
        assertEquals(65_536, some.powerOfTwo("unit", 512, 1 << 20));
    }

    @Test
    void unknownNamesAreRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> new Options(KNOWN, Map.of("colour", "red")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "k", "3", "1024", "16K", "-4096", "4096b", "9999999999", "4 K"})
    void wrongValuesAreRefused(String value) {
        var options = new Options(KNOWN, Map.of("mode", value, "unit", value));
        assertThrows(IllegalArgumentException.class, () -> options.choice("mode", "fast", "small"));
        assertThrows(IllegalArgumentException.class, () -> options.powerOfTwo("unit", 2048, 8192));
    }
}

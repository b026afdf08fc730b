package dev.diskwright.core.design;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.testing.Cases;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizeTextTest {
    @ParameterizedTest
    @CsvSource({
        "256M, 268435456",
        "512MiB, 536870912",
        "1.5GiB, 1610612736",
        "10MB, 10000000",
        "1kB, 1000",
        "100B, 100",
        "2048s, 1048576",
        "1MiB-34s, 1031168",
        "1GiB + 512 MiB, 1610612736",
        "0x200, 512",
        "4T, 4398046511104"
    })
    void fixedSizesAreBytes(String text, long bytes) {
        assertEquals(bytes, SizeText.parseFixed(text).inBytes(512));
    }

    @Test
    void sectorsFollowTheSectorSize() {
        assertEquals(8192, SizeText.parseFixed("2s").inBytes(4096));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "12",
                "256m",
                "1 Gib",
                "1.5B",
                "MiB",
                "1MiB 2MiB",
                "-1MiB",
                "1MiB--2MiB",
                "9999999T",
                "0.0001K",
                "fit"
            })
    void whatIsNoSizeIsRefusedWithASentence(String text) {
        var e = assertThrows(IllegalArgumentException.class, () -> SizeText.parseFixed(text));
        assertTrue(String.valueOf(e.getMessage()).length() > 10);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rest|rest",
                "rest*2|rest * 2",
                "rest * 3 min 1GiB max 4GiB|rest * 3 min 1GiB max 4GiB",
                "20%|20%",
                "12.5%|12.5%",
                "fit|fit",
                "fit+512MiB|fit + 512MiB",
                "fit + 10%|fit + 10%",
                "512M|512M",
                "fit, min 64MiB|fit min 64MiB"
            })
    void expressionsHaveOneCanonicalForm(String text, String canonical) {
        assertEquals(canonical, SizeText.parse(text).toString());
        assertEquals(canonical, SizeText.parse(canonical).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "120%",
                "rest * 0",
                "fit - 1MiB",
                "rest min",
                "most",
                "fit + ",
                "10 % of it"
            })
    void whatIsNoExpressionIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> SizeText.parse(text));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void exactTextComesBack(long seed) {
        Random random = Cases.random(seed);
        for (int i = 0; i < 100; i++) {
            long bytes = Cases.size(random, 1L << 50);
            assertEquals(bytes, ByteSize.of(bytes).inBytes(512));
            assertEquals(bytes, SizeText.parseFixed(SizeText.exact(bytes)).inBytes(512));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void displayRoundsAsDecimalNumbersDo(long seed) {
        var random = Cases.random(seed);
        for (int i = 0; i < 200; i++) {
            long bytes = Cases.size(random, Long.MAX_VALUE);
            String[] shown = SizeText.display(bytes).split(" ");
            int unit = List.of("B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB").indexOf(shown[1]);
            BigDecimal expected =
                    BigDecimal.valueOf(bytes)
                            .divide(BigDecimal.valueOf(1L << 10 * unit))
                            .round(new MathContext(4, RoundingMode.HALF_UP));
            assertEquals(0, expected.compareTo(new BigDecimal(shown[0])), bytes + " bytes");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1023, 1023 B",
        "1024, 1 KiB",
        "1536, 1.5 KiB",
        "1782579200, 1.66 GiB",
        "1073741824, 1 GiB"
    })
    void displayHasFourDigitsAtMost(long bytes, String text) {
        assertEquals(text, SizeText.display(bytes));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void everyExpressionComesBackFromItsText(long seed) {
        Random random = Cases.random(seed);
        for (int i = 0; i < 200; i++) {
            String text = expression(random);
            SizeExpression once = SizeText.parse(text);
            assertEquals(once, SizeText.parse(once.toString()), text);
            assertEquals(once.toString(), SizeText.parse(once.toString()).toString());
        }
    }

    private static String expression(Random random) {
        String base =
                switch (random.nextInt(5)) {
                    case 0 -> fixed(random, 3);
                    case 1 -> random.nextInt(100) + (random.nextBoolean() ? ".5" : "") + "%";
                    case 2 -> "fit";
                    case 3 ->
                            "fit + "
                                    + (random.nextBoolean()
                                            ? fixed(random, 2)
                                            : random.nextInt(300) + " %");
                    default -> random.nextBoolean() ? "rest" : "rest*" + (1 + random.nextInt(99));
                };
        return base
                + (random.nextBoolean() ? " min " + fixed(random, 1) : "")
                + (random.nextBoolean() ? ", max " + fixed(random, 2) : "");
    }

    private static String fixed(Random random, int terms) {
        String[] units = {
            "B", "s", "K", "M", "G", "T", "KiB", "MiB", "GiB", "TiB", "kB", "MB", "GB", "TB"
        };
        var text = new StringBuilder();
        for (int i = 1 + random.nextInt(terms); i > 0; i--) {
            text.append(text.isEmpty() ? "" : random.nextBoolean() ? " + " : "-")
                    .append(
                            random.nextInt(6) == 0
                                    ? "0x" + Integer.toHexString(random.nextInt(1 << 20))
                                    : random.nextInt(2000) + units[random.nextInt(units.length)]);
        }
        return text.toString();
    }
}

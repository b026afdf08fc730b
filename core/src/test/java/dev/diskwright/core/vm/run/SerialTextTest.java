package dev.diskwright.core.vm.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.testing.Cases;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SerialTextTest {
    private static String filtered(String text) {
        return new SerialText().filter(text);
    }

    private static String escapes(String text) {
        return text.replace("\\e", "\u001b").replace("\\r", "\r").replace("\\n", "\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "plain\\r\\nlines\\n | plain\\nlines\\n",
                "50%\\r60%\\r\\n | 50%\\n60%\\n",
                "a\\r\\r\\nb | a\\nb",
                "\\e[1m\\e[33mMapping\\e[0m table | Mapping table",
                "\\e[2J\\e[01;01H\\e[=3hBdsDxe | BdsDxe",
                "one\\e[09;01Htwo | one\\ntwo",
                "\\e]0;title\\e\\text | text",
                "\\e(Bx\\e)0y | xy",
                "\\e7saved\\e8 | saved",
                "[  \\e[0;32mOK\\e[0m  ] Started | [  OK  ] Started",
                "(initramfs) \\e[6n | \"(initramfs) \"",
            })
    void whatAPersonWouldReadIsLeft(String raw, String expected) {
        assertEquals(escapes(expected), filtered(escapes(raw)));
    }

    @Test
    void sequencesWithoutAnEndSwallowABoundedPart() {
        assertTrue(filtered("\u001b[" + "1".repeat(10_000)).length() > 9000);
        assertTrue(filtered("\u001b]" + "x".repeat(10_000)).length() > 9000);
        assertEquals("line\n", filtered("\u001b[1\nline\n").strip() + "\n");
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void whereThePiecesAreCutMakesNoDifference(long seed) {
        Random random = Cases.random(seed);
        String alphabet = "\u001b\u001b[[]]();0123HJm\r\r\n\u0007\\abc ";
        var text = new StringBuilder();
        for (int i = 0; i < 3000; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        var pieces = new SerialText();
        var out = new StringBuilder();
        for (int at = 0; at < text.length(); ) {
            int end = Math.min(text.length(), at + 1 + random.nextInt(20));
            out.append(pieces.filter(text.substring(at, end)));
            at = end;
        }
        assertEquals(filtered(text.toString()), out.toString());
        assertTrue(out.chars().noneMatch(c -> Character.isISOControl(c) && c != '\n'));
    }
}

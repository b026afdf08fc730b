package dev.diskwright.ui.palette;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FuzzyTest {
    @Test
    void startsOfWordsComeBeforeLettersWithin() {
        assertBefore("ap", "Add partition", "Remap");
        assertBefore("sav", "Save as", "Show all values");
        assertBefore("dark", "Dark", "Dark colours of the desktop");
    }

    @Test
    void lettersThatFollowEachOtherComeBeforeScatteredOnes() {
        assertBefore("root", "root", "read only object table");
    }

    @Test
    void whatLacksALetterDoesNotFit() {
        assertEquals(Fuzzy.NO_MATCH, Fuzzy.score("rootx", "root"));
        assertEquals(Fuzzy.NO_MATCH, Fuzzy.score("ba", "ab"));
        assertEquals(0, Fuzzy.score("", "anything"));
        assertEquals(0, Fuzzy.score("  ", ""));
    }

    @Test
    void caseAndOrderOfWordsDoNotMatter() {
        assertEquals(Fuzzy.score("ADDP", "Add partition"), Fuzzy.score("addp", "Add partition"));
        assertNotEquals(Fuzzy.NO_MATCH, Fuzzy.score("partition add", "Add partition"));
    }

    /// Leaving letters out of a text leaves something that fits it.
    @Test
    void everySubsequenceFits() {
        var random = new Random(7);
        for (int round = 0; round < 300; round++) {
            String text =
                    random.ints(1 + random.nextInt(40), 'a', 'h')
                            .collect(
                                    StringBuilder::new,
                                    StringBuilder::appendCodePoint,
                                    StringBuilder::append)
                            .toString();
            var some = new StringBuilder();
            for (int i = 0; i < text.length(); i++) {
                if (random.nextBoolean()) {
                    some.append(text.charAt(i));
                }
            }
            assertNotEquals(Fuzzy.NO_MATCH, Fuzzy.score(some.toString(), text), text);
        }
    }

    private static void assertBefore(String typed, String better, String worse) {
        assertTrue(
                Fuzzy.score(typed, better) > Fuzzy.score(typed, worse),
                typed + ": " + Fuzzy.score(typed, better) + " and " + Fuzzy.score(typed, worse));
    }
}

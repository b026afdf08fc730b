package dev.diskwright.core.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Peers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShellTextTest {
    private static final String ODD = " '\"\\$`!#*?[]{}()<>|&;~%=,\n\t-aÄ\u2019";

    @Test
    void onlyWhatNeedsQuotesHasThem() {
        List<String> tokens = List.of("qemu", "-m", "a=b,c", "a b", "it's", "");
        assertEquals("qemu -m a=b,c 'a b' 'it'\\''s' ''", ShellText.posix(tokens));
        assertEquals("& qemu -m 'a=b,c' 'a b' 'it''s' ''", ShellText.powershell(tokens));
        assertEquals("& 'a\u2019\u2019b'", ShellText.powershell(List.of("a\u2019b")));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    @Tag("peer")
    void aShellGivesTheTokensBack(long seed) {
        Peers.require("sh");
        var random = Cases.random(seed);
        var tokens = new ArrayList<String>();
        for (int i = 0; i < 20; i++) {
            var token = new StringBuilder();
            for (int j = random.nextInt(8); j > 0; j--) {
                token.append(
                        ODD.charAt(
                                random.nextInt(ODD.length() - 2))); // ASCII, as output is read so
            }
            tokens.add(token.toString());
        }
        String line = "printf '%s\\001' " + ShellText.posix(tokens);
        String output = Peers.run("sh", "-c", line).ok();
        assertEquals(tokens, List.of(output.split("\u0001", -1)).subList(0, tokens.size()));
    }
}

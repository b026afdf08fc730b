package dev.diskwright.ui.running;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.resources.WindowResources;
import dev.diskwright.ui.testing.FakeDesktop;
import dev.diskwright.ui.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleViewModelTest {
    private final FakeDesktop desktop = new FakeDesktop();
    private final ConsoleViewModel console =
            new ConsoleViewModel(desktop, new Texts(WindowResources.texts(Locale.ENGLISH)));

    private List<String> lines() {
        return List.copyOf(console.lines());
    }

    @Test
    void theLastLineGoesOn() {
        console.add("boot\nlogin: ", 0);
        assertEquals(List.of("boot", "login: "), lines());
        console.add("ada\n", 0);
        assertEquals(List.of("boot", "login: ada", ""), lines());
        console.add("\n", 0);
        assertEquals(List.of("boot", "login: ada", "", ""), lines());
    }

    @Test
    void longLinesAreBroken() {
        console.add("x".repeat(2 * ConsoleViewModel.WIDTH + 5), 0);
        assertEquals(3, lines().size());
        console.add("yz", 0);
        assertEquals("xxxxxyz", console.lines().getLast());
    }

    /// Whatever comes, in whatever pieces: bounded, the end of it is there, and the search knows every line that has it.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void linesStayBoundedAndTheSearchRight(long seed) {
        var random = new Random(seed);
        console.searchProperty().set("Q");
        var all = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            var piece = new StringBuilder();
            for (int n = random.nextInt(i % 50 == 49 ? 200_000 : 600); n > 0; n--) {
                piece.append("ab q\n\n".charAt(random.nextInt(6)));
            }
            all.append(piece);
            console.add(piece.toString(), 0);
            assertTrue(lines().size() <= ConsoleViewModel.LINES, "" + lines().size());
        }
        String tail = String.join("\n", lines());
        assertTrue(all.toString().endsWith(tail), "the last lines");
        long having = lines().stream().filter(it -> it.contains("q")).count();
        assertTrue(having > 0);
        assertEquals("0 of " + having, console.countProperty().get().replace(",", ""));
        console.step(1);
        int at = console.pointedProperty().get();
        assertTrue(console.lines().get(at).contains("q"));
        console.add("more\n".repeat(ConsoleViewModel.LINES / 2), 0);
        int now = console.pointedProperty().get();
        assertTrue(now < 0 || console.lines().get(now).contains("q"));
    }

    @Test
    void searchStepsRoundAndStopsFollowing() {
        console.add("one Two\nthree\ntwo\n", 0);
        console.searchProperty().set("two");
        assertEquals("0 of 2", console.countProperty().get());
        assertTrue(console.followProperty().get());
        console.step(1);
        assertEquals(0, console.pointedProperty().get());
        assertEquals("1 of 2", console.countProperty().get());
        assertFalse(console.followProperty().get());
        console.step(1);
        assertEquals(2, console.pointedProperty().get());
        console.step(1);
        assertEquals(0, console.pointedProperty().get());
        console.step(-1);
        assertEquals("2 of 2", console.countProperty().get());
        console.searchProperty().set("none");
        assertEquals("nothing found", console.countProperty().get());
        assertEquals(-1, console.pointedProperty().get());
        assertEquals(1, console.find("three"));
        assertEquals(1, console.pointedProperty().get());
        console.stop();
        assertEquals("", console.countProperty().get());
    }

    @Test
    void whatIsTypedIsSentOrSaidNotToBe() {
        var sent = new ArrayList<String>();
        console.inputProperty().set("ls");
        console.send();
        assertEquals("ls", console.inputProperty().get(), "nobody took it");
        assertTrue(console.noticeProperty().get().contains("No machine"));
        console.connect(sent::add);
        console.send();
        assertEquals(List.of("ls\r"), sent);
        assertEquals("", console.inputProperty().get());
        assertEquals("", console.noticeProperty().get());
        console.send();
        assertEquals(List.of("ls\r", "\r"), sent, "Enter alone");
        console.inputProperty().set("x".repeat(5000));
        console.send();
        assertEquals(2, sent.size());
        assertTrue(
                console.noticeProperty().get().contains("5,000"), console.noticeProperty().get());
        console.connect(_ -> false);
        assertFalse(console.type("x"));
        assertTrue(console.noticeProperty().get().contains("no more input"));
        console.disconnect();
        assertFalse(console.connectedProperty().get());
    }

    @Test
    void skippedTextIsCountedAndLinesAreCopied() {
        console.add("a\nb", 10);
        console.add("c", 5);
        assertTrue(console.noticeProperty().get().startsWith("15 characters"));
        console.copy();
        assertTrue(desktop.done().getLast().endsWith("a\nbc\n"), desktop.done().toString());
        console.clear();
        assertEquals(List.of(), lines());
        assertEquals("", console.noticeProperty().get());
    }
}

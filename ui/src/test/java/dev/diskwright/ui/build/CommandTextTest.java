package dev.diskwright.ui.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CommandTextTest {
    @Test
    void everyOptionThatMattersIsInTheLine() {
        assertEquals(
                "diskwright build a.json --output b.img",
                CommandText.POSIX.line(
                        new CommandText.Call("a.json", "b.img", true, false, false)));
        assertEquals(
                "diskwright build a.json --output b.img --no-verify --keep-partial --force",
                CommandText.POSIX.line(new CommandText.Call("a.json", "b.img", false, true, true)));
    }

    @Test
    void namesAreQuotedForTheShellOfTheSystem() {
        var call = new CommandText.Call("/my disks/it's $HOME.json", "a`b.img", true, false, false);
        assertEquals(
                "diskwright build '/my disks/it'\\''s $HOME.json' --output 'a`b.img'",
                CommandText.of("Linux").line(call));
        assertEquals(
                "diskwright build \"C:\\My disks\\a.json\" --output C:\\b.img",
                CommandText.of("Windows 11")
                        .line(
                                new CommandText.Call(
                                        "C:\\My disks\\a.json", "C:\\b.img", true, false, false)));
    }

    @Test
    void aNameThatLooksLikeAnOptionIsNone() {
        assertEquals(
                "diskwright build ./-x.json --output b.img",
                CommandText.POSIX.line(
                        new CommandText.Call("-x.json", "b.img", true, false, false)));
    }
}

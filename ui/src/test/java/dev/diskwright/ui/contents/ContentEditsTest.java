package dev.diskwright.ui.contents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.design.Content;
import dev.diskwright.ui.edit.OneLine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ContentEditsTest {
    private static Content entry(String source, String target) {
        return new Content(source, target, null, null, null);
    }

    private static List<Content> list(String... sources) {
        var list = new ArrayList<Content>();
        for (String source : sources) {
            list.add(entry(source, "/" + source));
        }
        return list;
    }

    private static String sources(List<Content> list) {
        return String.join("", list.stream().map(Content::source).toList());
    }

    @Test
    void insertsRemovesAndDuplicates() {
        List<Content> list = list("a", "b", "c");
        assertEquals("axbc", sources(ContentEdits.insert(list, 1, list("x"))));
        assertEquals("abcx", sources(ContentEdits.insert(list, 99, list("x"))));
        assertEquals("b", sources(ContentEdits.remove(list, List.of(0, 2))));
        assertEquals("aabcc", sources(ContentEdits.duplicate(list, List.of(0, 2))));
    }

    @Test
    void movesSeveralTogether() {
        List<Content> list = list("a", "b", "c", "d");
        assertEquals("cabd", sources(ContentEdits.move(list, List.of(2), 0)));
        assertEquals("bacd", sources(ContentEdits.move(list, List.of(0), 2)));
        assertEquals("bdac", sources(ContentEdits.move(list, List.of(0, 2), 4)));
        assertEquals(List.of(2, 3), ContentEdits.moved(4, List.of(0, 2), 4));
        assertEquals("abcd", sources(ContentEdits.move(list, List.of(1), 1)));
    }

    static long[] seeds() {
        return new Random(7).longs(100).toArray();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void movingKeepsEveryEntryAndTheOrderOfTheOthers(long seed) {
        var random = new Random(seed);
        var list = new ArrayList<Content>();
        for (int i = 0; i < 1 + random.nextInt(20); i++) {
            list.add(entry(String.valueOf((char) ('a' + i)), "/"));
        }
        var chosen = new TreeSet<Integer>();
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
            chosen.add(random.nextInt(list.size()));
        }
        int before = random.nextInt(list.size() + 1);
        List<Content> moved = ContentEdits.move(list, chosen, before);
        assertEquals(list, moved.stream().sorted(Comparator.comparing(Content::source)).toList());
        List<Content> going = chosen.stream().map(list::get).toList();
        List<Integer> now = ContentEdits.moved(list.size(), List.copyOf(chosen), before);
        assertEquals(going, now.stream().map(moved::get).toList());
        assertEquals(
                list.stream().filter(it -> !going.contains(it)).toList(),
                moved.stream().filter(it -> !going.contains(it)).toList());
    }

    @Test
    void anotherFolderKeepsTheLastName() {
        List<Content> list =
                List.of(entry("a", "/etc/app.conf"), entry("b", "/"), entry("c", "/opt/x/"));
        List<Content> next = ContentEdits.retarget(list, List.of(0, 1, 2), "/srv");
        assertEquals(
                List.of("/srv/app.conf", "/srv", "/srv/x"),
                next.stream().map(Content::target).toList());
        assertEquals("/app.conf", ContentEdits.retarget(list, List.of(0), "/").get(0).target());
        assertEquals("/", ContentEdits.retarget(list, List.of(1), "/").get(1).target());
    }

    @Test
    void fieldsRefuseWhatTheyCannotMean() {
        assertEquals("contents.target.absolute", EntryField.TARGET.mistake("etc"));
        assertEquals("contents.mode.octal", EntryField.MODE.mistake("0888"));
        assertEquals("contents.mode.octal", EntryField.MODE.mistake("77"));
        assertEquals("contents.owner.form", EntryField.OWNER.mistake("root:"));
        assertEquals("contents.owner.form", EntryField.OWNER.mistake("a:b:c"));
        assertEquals("contents.source.empty", EntryField.SOURCE.mistake(" "));
        assertTrue(EntryField.MODE.mistake("0644").isEmpty());
        assertTrue(EntryField.OWNER.mistake("").isEmpty());
    }

    @Test
    void oneOwnerStandsForUserAndGroup() {
        Content root = EntryField.OWNER.with(entry("a", "/a"), "root");
        assertEquals("root:root", EntryField.OWNER.of(root));
        Content other = EntryField.OWNER.with(root, "1000:100");
        assertEquals("1000", other.user());
        assertEquals("100", other.group());
        assertEquals("", EntryField.OWNER.of(EntryField.OWNER.with(other, "")));
    }

    @Test
    void aTextIsEditedInOneLine() {
        Content text = entry("", "/a").withText("one\n\ttwo \\n\n");
        assertEquals("one\\n\\ttwo \\\\n\\n", EntryField.SOURCE.of(text));
        assertEquals(text, EntryField.SOURCE.with(text, EntryField.SOURCE.of(text)));
        assertEquals("x\\y", OneLine.parse("x\\y"));
    }

    @Test
    void patternsStandInOneLine() {
        List<String> patterns = List.of("usr/share/doc/**", "a b", "x\\,y");
        assertEquals(patterns, OneLine.parsePatterns(OneLine.patterns(patterns)));
        assertEquals("a\\,b", OneLine.patterns(List.of("a,b")));
        assertEquals(List.of(), OneLine.parsePatterns(" , "));
    }
}

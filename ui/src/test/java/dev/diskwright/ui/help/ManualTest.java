package dev.diskwright.ui.help;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.resources.WindowResources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Link;
import org.junit.jupiter.api.Test;

class ManualTest {
    private static final Pattern CODE =
            Pattern.compile("\"((?:PRJ|LAY|FS|SRC|VM|NET|BLD|VER|DEV|IMG)-[0-9]{3})\"");
    private static final Manual MANUAL = Manual.of(WindowResources.manual(Locale.ENGLISH));

    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(here.resolve("core/src/main/java"))) {
            here = Objects.requireNonNull(here.getParent());
        }
        return here;
    }

    private static Set<String> codesInSources() throws IOException {
        var codes = new TreeSet<String>();
        for (String module : List.of("core", "ui", "app")) {
            try (Stream<Path> files = Files.walk(root().resolve(module + "/src/main/java"))) {
                for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
                    CODE.matcher(Files.readString(file))
                            .results()
                            .forEach(it -> codes.add(it.group(1)));
                }
            }
        }
        return codes;
    }

    @Test
    void everyProblemThatTheSourcesKnowHasAnEntry() throws IOException {
        Set<String> entries =
                MANUAL.page("problems").orElseThrow().sections().stream()
                        .map(Page.Section::heading)
                        .filter(it -> it.matches("[A-Z]+-[0-9]{3}"))
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> lacking = codesInSources();
        assertTrue(lacking.size() > 40, "the sources were not found");
        lacking.removeAll(entries);
        assertEquals(Set.of(), lacking, "problems without an entry in problems.md");
    }

    @Test
    void everyLinkLeadsSomewhere() {
        var dead = new ArrayList<String>();
        for (Page page : MANUAL.pages()) {
            page.document()
                    .accept(
                            new AbstractVisitor() {
                                @Override
                                public void visit(Link link) {
                                    Topic to = Topic.parse(link.getDestination());
                                    boolean there =
                                            MANUAL.page(to.page()).stream()
                                                    .flatMap(it -> it.sections().stream())
                                                    .anyMatch(it ->
                                                            to.anchor().isEmpty()
                                                                    || it.anchor()
                                                                            .equals(to.anchor()));
                                    if (!there) {
                                        dead.add(page.name() + ": " + link.getDestination());
                                    }
                                }
                            });
        }
        assertEquals(List.of(), dead);
    }

    @Test
    void everySectionSaysSomething() {
        for (Page page : MANUAL.pages()) {
            for (Page.Section section : page.sections()) {
                boolean group = page.sections().size() > 1 && section.text().isEmpty();
                assertTrue(
                        group || section.text().length() > 20,
                        page.name() + " " + section.heading());
            }
        }
    }

    @Test
    void searchFindsAllWordsAndRanksHeadingsFirst() {
        assertEquals("LAY-015", MANUAL.search("lay-015").getFirst().title());
        assertEquals("Verdicts", MANUAL.search("verdicts").getFirst().title());
        assertTrue(
                MANUAL.search("GRAIN  snap").stream()
                        .anyMatch(it -> it.topic().page().equals("strip")));
        assertEquals(List.of(), MANUAL.search("xylophone"));
        assertEquals(List.of(), MANUAL.search("  "));
    }

    @Test
    void readingGoesForthAndBack() {
        var help = new HelpViewModel(() -> MANUAL);
        help.show(Topic.ofProblem("LAY-023"));
        assertTrue(help.openProperty().get());
        assertEquals(new Topic("problems", "lay-023"), help.topicProperty().get());
        assertFalse(help.canGoBackProperty().get());

        help.follow("sizes");
        help.follow("#units");
        assertEquals(new Topic("sizes", "units"), help.topicProperty().get());
        help.back();
        help.back();
        assertEquals(new Topic("problems", "lay-023"), help.topicProperty().get());
        assertFalse(help.canGoBackProperty().get());

        help.queryProperty().set("verdict");
        assertFalse(help.hitsProperty().get().isEmpty());
        help.back();
        assertEquals("", help.queryProperty().get());
        help.show(new Topic("nowhere", ""));
        assertEquals(Topic.START, help.topicProperty().get());
    }
}

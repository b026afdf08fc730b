package dev.diskwright.ui.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.StartingLayout;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalFilesTest {
    private static final Instant NOW = Instant.parse("2026-05-04T10:20:30.123Z");

    @TempDir private Path folder;

    private static Unsaved work(String name, Path file, Instant kept) {
        Design design = StartingLayout.AB.design(name);
        return new Unsaved(file, "b45e", design, kept);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(it -> it.getFileName().toString().replaceAll("[0-9]+", "N"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void nextRunFindsWhatACrashLeftNewestFirst() throws IOException {
        Unsaved old = work("old", Path.of("/designs/old.json"), NOW);
        Unsaved fresh = work("fresh", Path.of("/designs/fresh.json"), NOW.plusSeconds(9));
        for (Unsaved it : List.of(old, fresh)) {
            try (var crashed = new JournalFiles(folder)) {
                crashed.keep(work("earlier", Path.of("/x"), NOW));
                crashed.keep(it);
            }
        }
        try (var next = new JournalFiles(folder)) {
            List<JournalStore.Kept> left = next.left().whole();
            assertEquals(List.of(fresh, old), left.stream().map(JournalStore.Kept::work).toList());

            next.discard(left.getFirst().id());
            assertEquals(1, next.left().whole().size());
            assertThrows(IllegalArgumentException.class, () -> next.discard("../x.journal"));
        }
    }

    @Test
    void livingProgramsKeepTheirJournalsToThemselves() throws IOException {
        try (var first = new JournalFiles(folder);
                var second = new JournalFiles(folder)) {
            first.keep(work("first", Path.of("/first"), NOW));
            second.keep(work("second", Path.of("/second"), NOW));

            assertEquals(List.of(), second.left().whole());
            assertEquals(List.of(), first.left().whole());
            first.drop();
            second.drop();
        }
        assertEquals(List.of(), names());
    }

    @Test
    void anotherProcessSeesThatThisOneLives() throws Exception {
        try (var store = new JournalFiles(folder)) {
            store.keep(work("here", Path.of("/here"), NOW));
            Path lock;
            try (Stream<Path> files = Files.list(folder)) {
                lock =
                        files.filter(it -> it.toString().endsWith(".lock"))
                                .findFirst()
                                .orElseThrow();
            }
            Path source = folder.resolve("TryLock.java");
            Files.writeString(
                    source,
                    """
                    void main(String[] args) throws Exception {
                        try (var channel = java.nio.channels.FileChannel.open(
                                java.nio.file.Path.of(args[0]),
                                java.nio.file.StandardOpenOption.WRITE)) {
                            System.exit(channel.tryLock() == null ? 3 : 4);
                        }
                    }
                    """);
            String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
            Process peer =
                    new ProcessBuilder(java, source.toString(), lock.toString())
                            .redirectErrorStream(true)
                            .start();
            String said = new String(peer.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(3, peer.waitFor(), said);
        }
    }

    @Test
    void aSavedDesignLeavesNothing() throws IOException {
        try (var store = new JournalFiles(folder)) {
            store.keep(work("a", Path.of("/a"), NOW));
            assertEquals(List.of("design-N.journal", "design-N.lock"), names());
            store.drop();
            assertEquals(List.of(), names());
            store.keep(work("a", Path.of("/a"), NOW));
            store.drop();
        }
        assertEquals(List.of(), names());
    }

    @Test
    void damagedJournalsArePutAsideOnce() throws IOException {
        try (var crashed = new JournalFiles(folder)) {
            crashed.keep(work("lost", Path.of("/lost"), NOW));
        }
        Path journal;
        try (Stream<Path> files = Files.list(folder)) {
            journal =
                    files.filter(it -> it.toString().endsWith(".journal"))
                            .findFirst()
                            .orElseThrow();
        }
        try (FileChannel channel = FileChannel.open(journal, StandardOpenOption.WRITE)) {
            channel.truncate(200);
        }
        try (var next = new JournalFiles(folder)) {
            assertEquals(new JournalStore.Left(List.of(), 1), next.left());
            assertEquals(new JournalStore.Left(List.of(), 0), next.left());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noDamageIsTakenForAJournal(long seed) {
        var random = new Random(seed);
        Unsaved work = work("router", Path.of("/designs/router.json"), NOW);
        String text = JournalText.write(work);
        assertEquals(Optional.of(work), JournalText.read(text));
        for (int i = 0; i < 50; i++) {
            int at = random.nextInt(text.length());
            String cut = text.substring(0, at);
            assertEquals(Optional.empty(), JournalText.read(cut));
            String flipped = cut + (char) (text.charAt(at) ^ 1) + text.substring(at + 1);
            assertEquals(Optional.empty(), JournalText.read(flipped));
        }
    }
}

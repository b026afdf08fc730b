package dev.diskwright.ui.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunFileTest {
    @TempDir private Path folder;

    static Run run(String name, String verdict, String fingerprint) {
        return new Run(
                verdict,
                Instant.parse("2026-03-02T08:15:00Z"),
                name,
                "d1",
                "/images/" + name + ".qcow2",
                "qcow2",
                1 << 30,
                700 << 20,
                12_345,
                fingerprint);
    }

    private RunFile file() {
        return new RunFile(folder.resolve("deep/runs"));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatIsSavedIsLoadedWhateverTheNames(long seed) {
        var random = new Random(seed);
        var runs = new ArrayList<Run>();
        for (int i = random.nextInt(20); i >= 0; i--) {
            var name = new StringBuilder();
            for (int n = random.nextInt(12); n > 0; n--) {
                name.append("ab \n\r%+=&é漢\t\"".charAt(random.nextInt(12)));
            }
            runs.add(run(name.toString(), "verified", name.reverse().toString()));
        }
        file().save(runs);
        assertEquals(new RunStore.Kept(runs, false), file().load());
    }

    @Test
    void noFileIsNoDamage() {
        assertEquals(RunStore.Kept.NOTHING, file().load());
    }

    @Test
    void onlyTheLastFiftyAreKept() {
        var runs = new ArrayList<Run>();
        for (int i = 0; i < 80; i++) {
            runs.add(run("n" + i, "verified", ""));
        }
        file().save(runs);
        assertEquals(runs.subList(0, 50), file().load().runs());
    }

    @Test
    void damagedLinesAreLeftOutAndTold() throws Exception {
        file().save(List.of(run("a", "verified", "f"), run("b", "failed", "")));
        Path path = folder.resolve("deep/runs");
        List<String> lines = new ArrayList<>(Files.readAllLines(path));
        lines.add(2, "verified yesterday a b c d 1 2 3 e");
        lines.add("glorious" + lines.get(1).substring(8));
        lines.add("");
        Files.write(path, lines);
        RunStore.Kept kept = file().load();
        assertTrue(kept.damaged());
        assertEquals(List.of("a", "b"), kept.runs().stream().map(Run::name).toList());
    }

    @Test
    void fileOfSomethingElseIsIgnoredAndTold() throws Exception {
        Path path = Files.createDirectories(folder.resolve("deep")).resolve("runs");
        Files.write(path, new byte[] {(byte) 0xff, 0, 1, (byte) 0x80});
        assertTrue(file().load().damaged());
        assertEquals(List.of(), file().load().runs());
        file().save(List.of(run("a", "verified", "f")));
        assertFalse(file().load().damaged());
    }
}

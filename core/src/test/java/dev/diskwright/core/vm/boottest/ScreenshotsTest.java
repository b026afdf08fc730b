package dev.diskwright.core.vm.boottest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScreenshotsTest {
    @TempDir Path folder;

    private List<Long> kept(int seconds) throws IOException {
        var screenshots = new Screenshots(folder);
        for (int at = 0; at < seconds; at++) {
            if (screenshots.isDue(Duration.ofSeconds(at))) {
                screenshots.add(new byte[] {(byte) at}, Duration.ofSeconds(at));
            }
        }
        screenshots.addLast(new byte[] {(byte) seconds}, Duration.ofSeconds(seconds));
        List<BootVerdict.Screenshot> all = screenshots.finish();
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(all.size(), files.count());
        }
        for (BootVerdict.Screenshot it : all) {
            assertEquals((byte) it.at().toSeconds(), Files.readAllBytes(it.file())[0]);
        }
        return all.stream().map(it -> it.at().toSeconds()).toList();
    }

    @Test
    void shortTimeKeepsAllAndTheLast() throws IOException {
        assertEquals(List.of(1L), kept(1));
        assertEquals(List.of(2L, 4L, 6L, 7L), kept(7));
    }

    @Test
    void atMostEightAreSpreadEvenly() throws IOException {
        for (int seconds : new int[] {17, 60, 119, 120}) {
            List<Long> kept = kept(seconds);
            assertTrue(kept.size() >= 4 && kept.size() <= Screenshots.MOST, kept.toString());
            assertEquals(seconds, kept.getLast());
            List<Long> gaps =
                    IntStream.range(1, kept.size() - 1)
                            .mapToObj(i -> kept.get(i) - kept.get(i - 1))
                            .distinct()
                            .toList();
            assertTrue(gaps.size() <= 2, kept.toString());
        }
    }
}

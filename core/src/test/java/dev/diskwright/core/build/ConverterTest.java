package dev.diskwright.core.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Digests;
import dev.diskwright.core.block.Progress;
import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.container.Encoding;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Sources;
import dev.diskwright.core.verify.DiskImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConverterTest {
    private static final BlockSource DISK = Sources.random(Cases.random(1), 3 << 20);

    @TempDir private Path folder;

    private static Converter.Original original(BlockSource disk) {
        return new Converter.Original(
                List.of(new Encoding.NamedDisk("", disk)), Optional.empty(), List.of(), 0);
    }

    private BuildOptions options(boolean replace, String... names) {
        var outputs = new ArrayList<OutputFile>();
        for (String name : names) {
            outputs.add(
                    new OutputFile(
                            folder.resolve(name), name.substring(name.indexOf('.') + 1), Map.of()));
        }
        return new BuildOptions(outputs, replace, true, false);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(it -> it.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void everyOutputHoldsTheDisk() throws IOException, InterruptedException {
        BuildReport report =
                new Converter(() -> 0)
                        .convert(
                                original(DISK),
                                options(false, "a.qcow2", "b.vdi", "c.vhdx", "d.raw"),
                                BuildListener.NONE);
        assertEquals(BuildReport.Verdict.VERIFIED, report.verdict());
        String expected = Digests.fingerprint(DISK, Progress.NONE);
        assertEquals(expected, report.fingerprint());
        for (BuildReport.Written it : report.outputs()) {
            try (DiskImage image = DiskImage.open(it.file())) {
                assertEquals(expected, Digests.fingerprint(image.disk(), Progress.NONE));
            }
        }
        assertEquals(List.of("a.qcow2", "b.vdi", "c.vhdx", "d.raw"), files());
    }

    @Test
    void aSourceThatFailsLeavesNothingAndLosesNothing() throws IOException {
        Files.writeString(folder.resolve("b.raw"), "precious");
        var failure = new IOException("vanished");
        BlockSource broken = Sources.failingAt(5 << 20, 3 << 20, failure);
        assertSame(
                failure,
                assertThrows(
                        IOException.class,
                        () ->
                                new Converter(() -> 0)
                                        .convert(
                                                original(broken),
                                                options(true, "a.qcow2", "b.raw"),
                                                BuildListener.NONE)));
        assertEquals(List.of("b.raw"), files());
        assertEquals("precious", Files.readString(folder.resolve("b.raw")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"write", "verify", "flush"})
    void anInterruptLeavesNothingAtAnyStage(String stage) throws IOException {
        Files.writeString(folder.resolve("b.raw"), "precious");
        var interrupting =
                new BuildListener() {
                    @Override
                    public void planned(List<Stage> stages) {}

                    @Override
                    public void started(Stage started, long total) {
                        if (started.id().equals(stage)) {
                            Thread.currentThread().interrupt();
                        }
                    }

                    @Override
                    public void advanced(Stage advanced, long bytes) {}

                    @Override
                    public void ended(Stage ended, Stage.State state, String note) {}
                };
        assertThrows(
                InterruptedException.class,
                () ->
                        new Converter(() -> 0)
                                .convert(
                                        original(DISK),
                                        options(true, "a.qcow2", "b.raw"),
                                        interrupting));
        assertFalse(Thread.interrupted());
        assertEquals(List.of("b.raw"), files());
        assertEquals("precious", Files.readString(folder.resolve("b.raw")));
    }

    @Test
    void anOutputThatCannotHoldTheDiskStopsAll() throws IOException {
        BlockSource huge = BlockSource.zeros(1L << 42);
        var e =
                assertThrows(
                        DoesNotFitException.class,
                        () ->
                                new Converter(() -> 0)
                                        .convert(
                                                original(huge),
                                                options(false, "a.qcow2", "b.vhd"),
                                                BuildListener.NONE));
        assertTrue(String.valueOf(e.getMessage()).contains("b.vhd"), e.toString());
        assertEquals(List.of(), files());
    }
}

package dev.diskwright.core.vm.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;

/// What a run may leave behind: nothing.
public final class Traces {
    private Traces() {}

    /// Fails if there are processes that this one has started, or directories of runs in `place`.
    public static void assertNone(Path place) throws IOException, InterruptedException {
        await(
                "processes left: " + processes(),
                () -> processes().isEmpty()); // a reaper may need a moment
        try (Stream<Path> files = Files.list(place)) {
            assertEquals(
                    List.of(),
                    files.filter(it -> String.valueOf(it.getFileName()).startsWith("dw")).toList());
        }
    }

    private static List<String> processes() {
        return ProcessHandle.current()
                .descendants()
                .map(it -> it.pid() + " " + it.info().commandLine().orElse("?"))
                .toList();
    }

    static void await(String otherwise, BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 1000; i++) {
            if (condition.getAsBoolean()) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        Assertions.fail(otherwise);
    }

    static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}

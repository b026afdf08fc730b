package dev.diskwright.core.vm.boottest;

import dev.diskwright.core.block.HostErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// At most eight pictures, evenly spread over a time whose length is not known before: when there is one too many, every
/// second goes, and the time between two doubles. Not for several threads.
final class Screenshots {
    static final int MOST = 8;

    private static final Duration FIRST_INTERVAL = Duration.ofSeconds(2);
    private static final String NAME = "screen-%d.png";

    private final Path directory;
    private final List<BootVerdict.Screenshot> kept = new ArrayList<>();
    private Duration interval = FIRST_INTERVAL;
    private Duration next = FIRST_INTERVAL;
    private int number;

    /// Deletes those of an earlier test.
    Screenshots(Path directory) throws IOException {
        this.directory = directory;
        for (int i = 1; i <= MOST; i++) {
            Files.deleteIfExists(directory.resolve(NAME.formatted(i)));
        }
    }

    /// {@return whether it is time for one}
    boolean isDue(Duration at) {
        return at.compareTo(next) >= 0;
    }

    void add(byte[] png, Duration at) throws IOException {
        if (kept.size() == MOST) {
            thin();
        }
        put(png, at);
        next = at.plus(interval);
    }

    /// Takes the last one, which is kept in any case.
    void addLast(byte[] png, Duration at) throws IOException {
        if (kept.size() == MOST) {
            Files.deleteIfExists(kept.removeLast().file());
        }
        put(png, at);
    }

    private void put(byte[] png, Duration at) throws IOException {
        Path file = directory.resolve(".screen-%d.part".formatted(++number));
        try {
            Files.write(file, png);
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw HostErrors.writing(file, e);
        }
        kept.add(new BootVerdict.Screenshot(file, at));
    }

    private void thin() throws IOException {
        for (int i = kept.size() - 1; i > 0; i -= 2) {
            Files.deleteIfExists(kept.remove(i).file());
        }
        interval = interval.multipliedBy(2);
    }

    /// {@return those kept, under their final names}
    List<BootVerdict.Screenshot> finish() throws IOException {
        var named = new ArrayList<BootVerdict.Screenshot>();
        for (BootVerdict.Screenshot it : kept) {
            Path file = directory.resolve(NAME.formatted(named.size() + 1));
            Files.move(it.file(), file, StandardCopyOption.REPLACE_EXISTING);
            named.add(new BootVerdict.Screenshot(file, it.at()));
        }
        kept.clear();
        return named;
    }
}

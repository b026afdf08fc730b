package dev.diskwright.ui.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Past runs as one small file: a line each, its values in the form of URL queries and separated by spaces. A line that
/// cannot be read is left out, and told.
public final class RunFile implements RunStore {
    private static final String HEADER = "diskwright-runs 1";
    private static final int VALUES = 10;
    private static final Set<String> VERDICTS =
            Set.of("verified", "verified_with_warnings", "not_verified", "failed", "cancelled");

    private final Path file;

    /// @param file is created with its folder when a run is first saved
    public RunFile(Path file) {
        this.file = file;
    }

    @Override
    public synchronized Kept load() {
        List<String> lines;
        try (Stream<String> all = Files.lines(file, UTF_8)) {
            lines = all.limit(1 + 4L * LIMIT).toList();
        } catch (NoSuchFileException _) {
            return Kept.NOTHING;
        } catch (IOException | RuntimeException _) {
            return new Kept(List.of(), true); // not text, or not readable
        }
        if (lines.isEmpty() || !lines.getFirst().equals(HEADER)) {
            return new Kept(List.of(), true);
        }
        var runs = new ArrayList<Run>();
        boolean damaged = false;
        for (String line : lines.subList(1, lines.size())) {
            Optional<Run> run = parse(line);
            run.ifPresent(runs::add);
            damaged |= run.isEmpty();
        }
        return new Kept(runs.subList(0, Math.min(LIMIT, runs.size())), damaged);
    }

    private static Optional<Run> parse(String line) {
        String[] values = line.split(" ", -1);
        if (values.length != VALUES) {
            return Optional.empty();
        }
        try {
            for (int i = 0; i < VALUES; i++) {
                values[i] = URLDecoder.decode(values[i], UTF_8);
            }
            var run =
                    new Run(
                            values[0],
                            Instant.parse(values[1]),
                            values[2],
                            values[3],
                            values[4],
                            values[5],
                            Long.parseLong(values[6]),
                            Long.parseLong(values[7]),
                            Long.parseLong(values[8]),
                            values[9]);
            return VERDICTS.contains(run.verdict()) ? Optional.of(run) : Optional.empty();
        } catch (IllegalArgumentException | DateTimeException _) {
            return Optional.empty();
        }
    }

    @Override
    public synchronized void save(List<Run> runs) {
        var lines = new ArrayList<String>();
        lines.add(HEADER);
        for (Run it : runs.subList(0, Math.min(LIMIT, runs.size()))) {
            lines.add(line(it));
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.write(fresh, lines, UTF_8);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException _) {
            // a read-only home: the window works without memory
        }
    }

    private static String line(Run run) {
        return String.join(
                " ",
                Stream.of(
                                run.verdict(),
                                run.when(),
                                run.name(),
                                run.design(),
                                run.target(),
                                run.format(),
                                run.diskSize(),
                                run.fileSize(),
                                run.millis(),
                                run.fingerprint())
                        .map(it -> URLEncoder.encode(it.toString(), UTF_8))
                        .toList());
    }
}

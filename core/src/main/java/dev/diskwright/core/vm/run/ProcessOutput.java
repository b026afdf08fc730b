package dev.diskwright.core.vm.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The last words of a process: its standard output and error, of which the end is kept.
final class ProcessOutput {
    /// Characters that are kept.
    static final int KEPT = 1 << 16;

    private static final int MAX_LINE = 500;

    private final TextRing ring = new TextRing(KEPT);
    private final Thread reader;

    ProcessOutput(InputStream stream) {
        reader = Thread.ofVirtual().name("process-output").start(() -> read(stream));
    }

    private void read(InputStream stream) {
        byte[] buffer = new byte[4096];
        try (stream) {
            for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                ring.append(new String(buffer, 0, count, UTF_8));
            }
        } catch (IOException e) {
            // it ends with the process
        }
    }

    /// Waits for the end of the output, which children of the process may keep open.
    void await(Duration patience) throws InterruptedException {
        reader.join(patience);
    }

    /// {@return what there was, as a person would read it}
    String text() {
        return new SerialText().filter(ring.text());
    }

    /// {@return the last line that says something; empty if there is none}
    String lastLine() {
        return lastLine(ring.text());
    }

    /// {@return the same of another text}
    static String lastLine(String raw) {
        List<String> lines = new ArrayList<>();
        for (String line : new SerialText().filter(raw).split("\n")) {
            if (!line.isBlank()) {
                lines.add(line.strip());
            }
        }
        if (lines.isEmpty()) {
            return "";
        }
        String line = lines.getLast();
        return line.length() > MAX_LINE ? line.substring(0, MAX_LINE) + "…" : line;
    }
}

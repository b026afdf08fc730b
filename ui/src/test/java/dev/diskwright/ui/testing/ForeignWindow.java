package dev.diskwright.ui.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// Another program's window that a file can be dragged from, on a real desktop.
public final class ForeignWindow implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;
    private final int x;
    private final int y;

    private ForeignWindow(Process process, int x, int y) {
        this.process = process;
        output = process.inputReader(StandardCharsets.UTF_8);
        this.x = x;
        this.y = y;
    }

    /// Shows the window.
    public static ForeignWindow open(Path file, int x, int y, int width, int height)
            throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path source = source();
        var command =
                List.of(
                        java.toString(),
                        source.toString(),
                        file.toString(),
                        Integer.toString(x),
                        Integer.toString(y),
                        Integer.toString(width),
                        Integer.toString(height));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        var window = new ForeignWindow(process, x, y);
        window.next();
        return window;
    }

    private static Path source() {
        var address =
                Objects.requireNonNull(
                        ForeignWindow.class.getResource("/dev/diskwright/ui/FileDragSource.java"));
        try {
            return Path.of(address.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private String next() throws IOException {
        return Objects.requireNonNull(output.readLine(), "the other program ended");
    }

    /// {@return x of its left edge on the screen}
    public int x() {
        return x;
    }

    /// {@return y of its upper edge on the screen}
    public int y() {
        return y;
    }

    /// Waits for the end of a drag.
    ///
    /// @return whether the file was taken
    public boolean waitForDrop() throws IOException {
        return next().equals("dropped true");
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

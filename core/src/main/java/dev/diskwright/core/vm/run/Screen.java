package dev.diskwright.core.vm.run;

import dev.diskwright.core.block.HostErrors;
import dev.diskwright.core.vm.qmp.QmpClient;
import dev.diskwright.core.vm.qmp.QmpException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// The picture that a machine shows. For several threads.
final class Screen {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MAX_FILE = 256 << 20; // a little more than 8192 × 8192 pixels

    private final QmpClient control;
    private final Path file;
    private final ReentrantLock busy = new ReentrantLock();

    Screen(QmpClient control, RunDirectory directory) {
        this.control = control;
        file = directory.file("screen");
    }

    /// {@return it as a PNG file} Emulators before QEMU 7.1, and those built without libpng, give a PPM file.
    byte[] png() throws IOException, InterruptedException {
        busy.lockInterruptibly();
        try {
            if (dump(Map.of("filename", file.toString(), "format", "png"))) {
                return content();
            }
            var _ = control.execute("screendump", Map.of("filename", file.toString()), PATIENCE);
            return Ppm.toPng(content());
        } finally {
            Files.deleteIfExists(file);
            busy.unlock();
        }
    }

    private boolean dump(Map<String, String> arguments) throws QmpException, InterruptedException {
        try {
            var _ = control.execute("screendump", arguments, PATIENCE);
            return true;
        } catch (QmpException e) {
            if (e.kind() == QmpException.Kind.REFUSED
                    && String.valueOf(e.getMessage())
                            .toLowerCase(Locale.ROOT)
                            .matches(".*(format|png).*")) {
                return false;
            }
            throw e;
        }
    }

    private byte[] content() throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_FILE + 1);
            if (bytes.length > MAX_FILE) {
                throw new QmpException(QmpException.Kind.MALFORMED, "a picture that is too large");
            }
            return bytes;
        } catch (QmpException e) {
            throw e;
        } catch (IOException e) {
            throw HostErrors.reading(file, e);
        }
    }
}

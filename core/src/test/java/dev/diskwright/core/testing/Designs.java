package dev.diskwright.core.testing;

import dev.diskwright.core.build.BuildListener;
import dev.diskwright.core.build.BuildOptions;
import dev.diskwright.core.build.BuildReport;
import dev.diskwright.core.build.Builder;
import dev.diskwright.core.build.InvalidDesignException;
import dev.diskwright.core.design.ByteSize;
import dev.diskwright.core.design.Content;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.DesignJson;
import dev.diskwright.core.design.Preset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Designs for tests, and the short way to build them.
public final class Designs {
    private Designs() {}

    /// {@return a small design of that layout with a few files in its root}
    ///
    /// @param base takes the files
    public static Design small(Path base, Preset preset, int sectorSize) throws IOException {
        Path root = Files.createDirectories(base.resolve("root"));
        Files.createDirectories(root.resolve("etc/deep/er"));
        Files.writeString(root.resolve("etc/hostname"), "test\n");
        Files.write(root.resolve("etc/deep/er/data"), Cases.bytes(Cases.random(1), 300_000));
        Files.createDirectories(root.resolve("boot"));
        Design design = Design.of("small", preset);
        return design.withDisk(
                        design.disk()
                                .withSectorSize(sectorSize)
                                .withAdditionalSpace(ByteSize.of(8 << 20)))
                .withLayout(design.layout().withBootSize(ByteSize.of(64 << 20)))
                .withContents(List.of(new Content("root", "/", null, null, null)));
    }

    /// {@return the design that the text describes, which must be well-formed}
    public static Design parse(String json) {
        DesignJson.Parsed parsed = DesignJson.read(json);
        if (!parsed.diagnostics().isEmpty()) {
            throw new IllegalArgumentException(parsed.diagnostics().toString());
        }
        return Objects.requireNonNull(parsed.design());
    }

    /// Builds and verifies.
    public static BuildReport build(Design design, Path base, Path target, String format) {
        var options = new BuildOptions(target, format, Map.of(), true, true);
        try {
            return new Builder(() -> 0).build(design, base, options, BuildListener.NONE);
        } catch (InvalidDesignException e) {
            throw new AssertionError(e.diagnostics().toString(), e);
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}

package dev.diskwright.ui.testing;

import dev.diskwright.core.build.BuildListener;
import dev.diskwright.core.build.BuildOptions;
import dev.diskwright.core.build.Builder;
import dev.diskwright.core.design.Content;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.Preset;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Images as people have them, built by the core.
public final class SampleImages {
    private SampleImages() {}

    /// {@return an image with an EFI system partition and a root that holds a few files}
    ///
    /// @param name of the file, with its extension
    /// @param format container format by name
    public static Path build(Path folder, String name, String format) throws Exception {
        Path root = Files.createDirectories(folder.resolve("sample-root"));
        Files.writeString(root.resolve("hello"), "hello\n".repeat(10_000));
        Design design =
                new Edit.SetContents(
                                List.of(
                                        new Content(
                                                root.toString().replace('\\', '/'),
                                                "/",
                                                null,
                                                null,
                                                null)))
                        .apply(Design.of("web", Preset.EFI));
        Path target = folder.resolve(name);
        new Builder(() -> 0)
                .build(
                        design,
                        folder,
                        new BuildOptions(target, format, Map.of(), true, false),
                        BuildListener.NONE);
        return target;
    }

    /// Puts other bytes into an image.
    public static void damage(Path image, long offset, int... bytes) throws Exception {
        try (var file = new RandomAccessFile(image.toFile(), "rw")) {
            file.seek(offset);
            for (int it : bytes) {
                file.write(it);
            }
        }
    }
}

package dev.diskwright.ui;

import dev.diskwright.core.block.Progress;
import dev.diskwright.core.build.BuildListener;
import dev.diskwright.core.build.BuildOptions;
import dev.diskwright.core.build.BuildReport;
import dev.diskwright.core.build.Converter;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.verify.DiskImage;
import dev.diskwright.core.verify.Verifier;
import dev.diskwright.ui.image.ImageChoice;
import dev.diskwright.ui.image.ImageSight;
import dev.diskwright.ui.service.ImageServices;
import java.io.IOException;
import java.util.function.Consumer;

/// Looks into images, verifies and converts them with the core. Each call opens the file for itself.
final class CoreImages implements ImageServices {
    @Override
    public ImageSight look(ImageChoice choice) throws IOException {
        try (DiskImage image = open(choice)) {
            return ImageSight.of(choice, image);
        }
    }

    @Override
    public void verify(ImageChoice choice, Consumer<Finding> findings, Progress progress)
            throws IOException, InterruptedException {
        try (DiskImage image = open(choice)) {
            Verifier.verify(image, findings, progress);
        }
    }

    @Override
    public BuildReport convert(
            ImageChoice choice, boolean all, BuildOptions options, BuildListener listener)
            throws IOException, InterruptedException {
        try (DiskImage image = open(choice)) {
            return new Converter(() -> System.nanoTime() / 1_000_000)
                    .convert(Converter.Original.of(image, all), options, listener);
        }
    }

    private static DiskImage open(ImageChoice choice) throws IOException {
        return DiskImage.open(choice.file(), choice.name(), choice.reading());
    }
}

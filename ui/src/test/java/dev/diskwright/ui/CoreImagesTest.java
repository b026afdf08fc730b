package dev.diskwright.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Digests;
import dev.diskwright.core.block.Progress;
import dev.diskwright.core.build.BuildListener;
import dev.diskwright.core.build.BuildOptions;
import dev.diskwright.core.build.Converter;
import dev.diskwright.core.build.OutputFile;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.container.ContainerFormat;
import dev.diskwright.core.container.Containers;
import dev.diskwright.core.container.Encoding;
import dev.diskwright.core.verify.DiskImage;
import dev.diskwright.ui.image.ImageChoice;
import dev.diskwright.ui.image.ImageSight;
import dev.diskwright.ui.testing.SampleImages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the window asks of the core about images, for every format that there is.
@SuppressWarnings("NullAway.Init") // build runs before every test
class CoreImagesTest {
    @TempDir private static Path folder;
    private static Path original;
    private static String digest;
    private final CoreImages images = new CoreImages();

    @BeforeAll
    static void build() throws Exception {
        original = SampleImages.build(folder, "web.raw", "raw");
        digest = digest(original, null);
    }

    private static String digest(Path image, @org.jspecify.annotations.Nullable String disk)
            throws Exception {
        var choice = new DiskImage.Choice(null, disk, List.of(), Map.of(), 0);
        try (DiskImage it = DiskImage.open(image, String.valueOf(image.getFileName()), choice)) {
            return Digests.fingerprint(it.disk(), Progress.NONE);
        }
    }

    private static BuildOptions options(Path target, String format) {
        return new BuildOptions(
                List.of(new OutputFile(target, format, Map.of())), true, true, false);
    }

    private static Path named(String stem, ContainerFormat format) {
        return folder.resolve(stem + "-" + format.name() + "." + format.extensions().getFirst());
    }

    static Stream<ContainerFormat> written() {
        return Containers.ALL.stream().filter(ContainerFormat::writes);
    }

    static Stream<ContainerFormat> holdingSeveral() {
        return written().filter(ContainerFormat::holdsSeveral);
    }

    @ParameterizedTest
    @MethodSource("written")
    void everyFormatIsWrittenSeenAndVerified(ContainerFormat format) throws Exception {
        Path target = named("web", format);
        images.convert(
                ImageChoice.of(original),
                false,
                options(target, format.name()),
                BuildListener.NONE);
        ImageSight sight = images.look(ImageChoice.of(target));
        assertEquals(format.name(), sight.format());
        assertEquals(2, sight.parts().size());
        assertNotNull(sight.parts().getLast().volume());
        var found = new ArrayList<Finding>();
        images.verify(ImageChoice.of(target), found::add, Progress.NONE);
        assertEquals(
                List.of(),
                found.stream().filter(it -> it.severity() == Finding.Severity.ERROR).toList());
        assertEquals(digest, digest(target, null));
    }

    @ParameterizedTest
    @MethodSource("holdingSeveral")
    void allDisksOfAFileAreConvertedOrOne(ContainerFormat format) throws Exception {
        Path two = named("two", format);
        try (DiskImage web = DiskImage.open(original)) {
            BlockSource small = web.disk().slice(0, 4 << 20);
            new Converter(() -> 0)
                    .convert(
                            new Converter.Original(
                                    List.of(
                                            new Encoding.NamedDisk("drive-scsi0", small),
                                            new Encoding.NamedDisk("drive-scsi1", web.disk())),
                                    Optional.empty(),
                                    List.of(),
                                    0),
                            options(two, format.name()),
                            BuildListener.NONE);
        }
        ImageSight sight = images.look(ImageChoice.of(two));
        assertEquals(2, sight.disks().size());
        String second = sight.disks().get(1).name();

        Path again = named("again", format);
        images.convert(
                ImageChoice.of(two), true, options(again, format.name()), BuildListener.NONE);
        assertEquals(sight.disks(), images.look(ImageChoice.of(again)).disks());
        assertEquals(digest, digest(again, second));

        Path one = folder.resolve("one.raw");
        images.convert(
                ImageChoice.of(two).withDisk(second),
                false,
                options(one, "raw"),
                BuildListener.NONE);
        assertEquals(digest, digest(one, null));
        assertEquals(2, images.look(ImageChoice.of(two).withDisk(second)).parts().size());
    }
}

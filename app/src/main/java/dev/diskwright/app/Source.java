package dev.diskwright.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.HostFile;
import dev.diskwright.core.content.FileNode;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.plan.Plan;
import dev.diskwright.core.verify.DiskImage;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a call looks into: an image of any format that can be read, or the disk of a design that was never built.
final class Source implements AutoCloseable {
    /// Enough to tell text from a disk, in bytes.
    private static final int HEAD = 4096;

    private final DiskImage image;
    private final @Nullable PlannedDesign design;

    private Source(DiskImage image, @Nullable PlannedDesign design) {
        this.image = image;
        this.design = design;
    }

    /// A part of the disk with its files.
    ///
    /// @param part where they lie
    /// @param tree the files
    record Volume(DiskImage.Part part, FileTree tree) {
        /// {@return how messages call it}
        String title() throws IOException {
            String label = part.volume().map(it -> it.label()).orElse("");
            String type = part.volume().map(it -> it.type()).orElse("");
            String words = label.isEmpty() ? type : type + " \"" + label + "\"";
            return part.number() == 0 ? words : part.number() + " (" + words + ")";
        }
    }

    /// Opens an image or a design; which of them it is, its content tells.
    ///
    /// @param reading how an image is to be read
    /// @throws Failure if there is no such file, or the design has errors, which are then printed
    static Source open(Path file, SourceOptions reading, Console console)
            throws IOException, InterruptedException, Failure {
        if (file.toString().equals("-")) {
            return planned(file, console);
        }
        Path path = console.host().directory().resolve(file);
        if (!Files.exists(path)) {
            throw Failure.refused(file + ": there is no such file", "check the path");
        }
        if (Files.isDirectory(path)) {
            throw Failure.refused(file + ": is a directory", "name an image or a design");
        }
        return reading.format == null && isDesign(path)
                ? planned(file, console)
                : new Source(DiskImage.open(path, file.toString(), reading.choice(console)), null);
    }

    private static Source planned(Path file, Console console)
            throws IOException, InterruptedException, Failure {
        PlannedDesign design = PlannedDesign.of(file, console);
        Plan plan = design.plan();
        BlockSource disk = design.image();
        if (plan == null || disk == null) {
            try (design) {
                DiagnosticsText.tell(design.diagnostics(), console);
                throw design.invalid();
            }
        }
        return new Source(DiskImage.of(design.name(), disk, plan.sectorSize()), design);
    }

    /// {@return whether the file is text that begins with an object, comments aside}
    private static boolean isDesign(Path path) throws IOException {
        byte[] head;
        try (HostFile file = HostFile.open(path)) {
            int length = (int) Math.min(HEAD, file.size());
            head = file.bytes(0, length).toArray(ValueLayout.JAVA_BYTE);
        }
        for (byte b : head) {
            if (b == 0) {
                return false;
            }
        }
        String text = new String(head, UTF_8);
        String start = text.startsWith("\ufeff") ? text.substring(1).strip() : text.strip();
        return start.startsWith("{") || start.startsWith("//") || start.startsWith("/*");
    }

    /// {@return the disk with its levels}
    DiskImage image() {
        return image;
    }

    /// {@return the design it comes from; null if it is an image}
    @Nullable PlannedDesign design() {
        return design;
    }

    /// {@return the parts whose files can be read: all, or the one of that number}
    ///
    /// @throws Failure if there is none
    List<Volume> volumes(@Nullable Integer number) throws IOException, Failure {
        var volumes = new ArrayList<Volume>();
        for (DiskImage.Part part : image.parts()) {
            boolean chosen = number == null || number == part.number();
            if (chosen && (number != null || part.format().isPresent())) {
                if (part.format().isEmpty()) {
                    throw Failure.refused(
                            "%s: partition %d holds no file system that can be read"
                                    .formatted(image.name(), number),
                            "diskwright inspect " + image.name() + " shows what there is");
                }
                volumes.add(new Volume(part, part.read()));
            }
        }
        if (volumes.isEmpty()) {
            throw Failure.refused(
                    image.name()
                            + (number == null
                                    ? ": holds no file system that can be read"
                                    : ": has no partition " + number),
                    "diskwright inspect " + image.name() + " shows what there is");
        }
        return volumes;
    }

    /// {@return the one part that has `path`}
    ///
    /// @throws Failure if none or several have it
    Volume volumeWith(String path, @Nullable Integer number) throws IOException, Failure {
        var having = new ArrayList<Volume>();
        List<Volume> all = volumes(number);
        for (Volume volume : all) {
            if (volume.tree().find(path) != null) {
                having.add(volume);
            }
        }
        if (having.isEmpty()) {
            throw Failure.refused(
                    image.name() + ": has no " + path, "diskwright ls -R shows what there is");
        }
        if (having.size() > 1) {
            var titles = new ArrayList<String>();
            for (Volume volume : having) {
                titles.add(volume.title());
            }
            throw Failure.refused(
                    "%s: %s is in several partitions: %s"
                            .formatted(image.name(), path, String.join(", ", titles)),
                    "say which with -p");
        }
        return having.getFirst();
    }

    /// {@return the node at `path`, which is there}
    static FileNode node(Volume volume, String path) {
        return Objects.requireNonNull(volume.tree().find(path), path);
    }

    @Override
    public void close() throws IOException {
        try (design) {
            image.close();
        }
    }
}

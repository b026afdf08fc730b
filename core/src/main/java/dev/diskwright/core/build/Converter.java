package dev.diskwright.core.build;

import dev.diskwright.core.block.CopyPipeline;
import dev.diskwright.core.block.Progress;
import dev.diskwright.core.block.StreamTarget;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.Companions;
import dev.diskwright.core.container.Container;
import dev.diskwright.core.container.ContainerFormat;
import dev.diskwright.core.container.Encoding;
import dev.diskwright.core.container.Identity;
import dev.diskwright.core.container.Options;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.verify.DiskImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Converts disks from one container into others. A build is a conversion whose source is a design.
public final class Converter {
    private final LongSupplier millis;

    /// @param millis a clock, for how long stages take
    public Converter(LongSupplier millis) {
        this.millis = millis;
    }

    /// What is converted.
    ///
    /// @param disks one or more
    /// @param identity where identifiers come from, if that is known: a design's seed
    /// @param attachments what is held beside disks
    /// @param sectorSize of the disks in bytes, 0 if only they can tell
    public record Original(
            List<Encoding.NamedDisk> disks,
            Optional<Identity> identity,
            List<Container.Attachment> attachments,
            int sectorSize) {
        /// Copies the lists.
        public Original {
            disks = List.copyOf(disks);
            attachments = List.copyOf(attachments);
        }

        /// {@return the disk that was chosen when the image was opened, or all its disks}
        ///
        /// @param all whether all disks of the file are meant
        public static Original of(DiskImage image, boolean all) throws IOException {
            if (image.file().isEmpty()) {
                return new Original(
                        List.of(new Encoding.NamedDisk("", image.disk())),
                        Optional.empty(),
                        List.of(),
                        0);
            }
            Container container = image.file().get().container();
            var disks = new ArrayList<Encoding.NamedDisk>();
            if (all) {
                for (Container.Disk it : container.disks()) {
                    disks.add(new Encoding.NamedDisk(it.name(), it.open()));
                }
            } else {
                disks.add(new Encoding.NamedDisk("", image.disk()));
            }
            return new Original(disks, Optional.empty(), container.attachments(), 0);
        }

        /// {@return the same with identifiers from there}
        public Original withIdentity(Identity from) {
            return new Original(disks, Optional.of(from), attachments, sectorSize);
        }

        /// {@return the same with something more to hold beside disks, instead of what has its name}
        public Original withAttachment(Container.Attachment attachment) {
            var all = new ArrayList<>(attachments);
            all.removeIf(it -> it.name().equals(attachment.name()));
            all.add(attachment);
            return new Original(disks, identity, all, sectorSize);
        }

        /// {@return the size of the largest disk in bytes}
        public long size() {
            return disks.stream().mapToLong(it -> it.bytes().size()).max().orElse(0);
        }

        private Encoding encoding() {
            return new Encoding(disks, identity, attachments, CopyPipeline.threads());
        }
    }

    /// Writes every output from one read of the original. They appear under their names complete and flushed, or not at
    /// all.
    ///
    /// @throws dev.diskwright.core.bytes.ImageException if the original is damaged, a format cannot hold it, what was
    ///     written is not what was meant, or the host fails; targets are left as they were
    /// @throws IllegalArgumentException for a format or option that does not exist
    /// @throws InterruptedException if the thread was interrupted; nothing remains then
    public BuildReport convert(Original original, BuildOptions options, BuildListener listener)
            throws IOException, InterruptedException {
        options.outputs().forEach(OutputFile::container);
        var clock = new StageClock(Delivery.stages(options), listener, millis);
        return clock.<BuildReport, IOException>guard(() -> {
            try (var delivery =
                    new Delivery(original.encoding(), options, original.sectorSize(), clock)) {
                return delivery.deliver(
                        (format, written, findings, fingerprint) -> {
                            if (written.file().isPresent()) {
                                written.file().get().check(findings::add);
                            }
                            return checks(original, format, written, fingerprint);
                        },
                        List.of());
            }
        });
    }

    private static List<Check> checks(
            Original original, ContainerFormat format, DiskImage written, String fingerprint) {
        String group = "Container";
        long size = original.disks().getFirst().bytes().size();
        long found = written.disk().size();
        Check bytes =
                found == size
                        ? Check.compare(group, "Size of the disk", bytes(size), bytes(found), -1)
                        : Check.state(
                                group,
                                "Size of the disk",
                                bytes(found) + ", rounded up from " + bytes(size));
        return List.of(
                Check.compare(
                        group,
                        "Format",
                        format.name(),
                        written.container().map(ContainerFormat::name).orElse("none"),
                        -1),
                bytes,
                Check.state("Reproducible", "Fingerprint", fingerprint));
    }

    private static String bytes(long count) {
        return "%s (%d bytes)".formatted(SizeText.display(count), count);
    }

    /// Writes one output to a stream. Where identifiers come from the bytes, these are read twice.
    ///
    /// @param name what messages and formats call the output
    /// @throws UnsupportedImageException if the format cannot be written forward only
    /// @throws InterruptedException if the thread was interrupted
    public static void stream(
            Original original,
            ContainerFormat format,
            Map<String, String> options,
            String name,
            OutputStream out,
            Progress progress)
            throws IOException, InterruptedException {
        if (!format.streams(new Options(format.options(), options))) {
            throw new UnsupportedImageException(
                    Where.file(name), "the format %s in a stream".formatted(format.name()));
        }
        try (var target = new StreamTarget(name, out)) {
            original.encoding()
                    .write(
                            List.of(
                                    new Encoding.Job(
                                            format, options, target, Companions.NONE, false)),
                            progress);
        }
    }
}

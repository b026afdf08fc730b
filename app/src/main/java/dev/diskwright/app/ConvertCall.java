package dev.diskwright.app;

import dev.diskwright.core.block.HostFile;
import dev.diskwright.core.build.BuildReport;
import dev.diskwright.core.build.Converter;
import dev.diskwright.core.build.ReportFormat;
import dev.diskwright.core.build.ReportText;
import dev.diskwright.core.container.Container;
import dev.diskwright.core.container.ContainerFormat;
import dev.diskwright.core.container.Identity;
import dev.diskwright.core.design.Disk;
import dev.diskwright.core.design.SizeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `diskwright convert`.
@Command(
        name = "convert",
        description = {
            "Convert an image, or the disk of a design, to another format.",
            "Formats follow from the names, unless --from and --to say them. The target appears under its name when it",
            "is complete; if the conversion ends early, nothing remains."
        },
        footer = {
            "  diskwright convert disk.vmdk disk.qcow2 --compress zstd",
            "  diskwright convert web.qcow2 -o web.vhdx -o web.vmdk -o web.raw.gz    from one read",
            "  diskwright convert --to raw web.qcow2 - | ssh host 'cat > web.img'",
            "  diskwright convert --option cluster_size=2M --verify web.img web.qcow2",
            "  diskwright convert --fit 32GB web.qcow2 web.img"
        })
final class ConvertCall extends Call {
    private static final Path STREAM = Path.of("-");

    @Parameters(index = "0", paramLabel = "SOURCE", description = "An image or a design.")
    Path file = Path.of("");

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "TARGET",
            description =
                    "Image to write; - is standard output, where the format goes forward only.")
    @Nullable Path target;

    @Mixin OutputOptions output = new OutputOptions();
    @Mixin SourceOptions reading = new SourceOptions();

    @Option(
            names = "--attach",
            paramLabel = "FILE",
            description =
                    "Something to hold beside the disk, where the format can: qemu-server.conf.")
    List<Path> attached = List.of();

    @Option(
            names = "--seed",
            paramLabel = "TEXT",
            description = "Derive identifiers from that, not from the disk's bytes.")
    @Nullable String seed;

    @Option(
            names = "--fit",
            paramLabel = "SIZE",
            description =
                    "Refuse a disk larger than that: a size, or a device or file to be filled.")
    @Nullable String fit;

    @Option(names = "--verify", description = "Read back what was written and check it.")
    boolean verify;

    ConvertCall(Console console) {
        super(console);
    }

    @Override
    int run() throws IOException, InterruptedException, Failure {
        Map<Path, ContainerFormat> targets = targets();
        var files = new ArrayList<HostFile>();
        try (Source source = Source.open(file, reading, console)) {
            Converter.Original original = original(source, targets, files);
            refuseIfLarger(original);
            return targets.containsKey(STREAM)
                    ? stream(original, targets.get(STREAM))
                    : convert(original, targets);
        } finally {
            for (HostFile it : files) {
                it.close();
            }
        }
    }

    private Map<Path, ContainerFormat> targets() throws Failure {
        var targets = new LinkedHashMap<Path, ContainerFormat>();
        var paths = new ArrayList<Path>();
        if (target != null) {
            paths.add(target);
        }
        paths.addAll(output.outputs);
        for (Path path : paths) {
            refuseDevice(path);
            if (targets.put(path, output.formatOf(path)) != null) {
                throw Failure.refused(path + ": named twice", "write it once");
            }
        }
        if (targets.isEmpty()) {
            throw Failure.refused(
                    "there is nothing to write", "name a TARGET, or one or more with --output");
        }
        if (targets.containsKey(STREAM) && targets.size() > 1) {
            throw Failure.refused(
                    "standard output cannot be one of several", "write it by itself, or to a file");
        }
        return targets;
    }

    private void refuseDevice(Path path) throws Failure {
        Path there = at(path);
        if (!path.equals(STREAM)
                && Files.exists(there)
                && !Files.isRegularFile(there)
                && !Files.isDirectory(there)) {
            throw Failure.refused(
                    path + ": is not a regular file",
                    "convert to a file and write that to the device");
        }
    }

    private Converter.Original original(
            Source source, Map<Path, ContainerFormat> targets, List<HostFile> files)
            throws IOException, Failure {
        boolean several =
                reading.disk == null
                        && targets.values().stream().allMatch(ContainerFormat::holdsSeveral);
        refuseToChoose(source, several);
        Converter.Original original = Converter.Original.of(source.image(), several);
        PlannedDesign design = source.design();
        if (seed != null) {
            original = original.withIdentity(new Identity(seed, Instant.EPOCH));
        } else if (design != null) {
            original = original.withIdentity(design.identity());
        }
        for (Path it : attached) {
            HostFile bytes = HostFile.open(at(it));
            files.add(bytes);
            original =
                    original.withAttachment(
                            new Container.Attachment(String.valueOf(it.getFileName()), bytes));
        }
        return original;
    }

    private void refuseToChoose(Source source, boolean several) throws Failure {
        if (reading.disk == null && !several && source.image().file().isPresent()) {
            List<Container.Disk> disks = source.image().file().get().container().disks();
            if (disks.size() > 1) {
                throw Failure.refused(
                        "%s: holds %d disks".formatted(file, disks.size()),
                        "say which with --disk: "
                                + String.join(
                                        ", ", disks.stream().map(Container.Disk::name).toList()));
            }
        }
    }

    private void refuseIfLarger(Converter.Original original) throws IOException, Failure {
        if (fit == null) {
            return;
        }
        long room = room(fit);
        if (original.size() > room) {
            throw Failure.refused(
                    "%s: its disk of %s does not fit into %s, %s less"
                            .formatted(
                                    file,
                                    SizeText.exact(original.size()),
                                    SizeText.exact(room),
                                    SizeText.exact(original.size() - room)),
                    "make the disk smaller, or take a larger device");
        }
    }

    private long room(String text) throws IOException, Failure {
        Path device = at(Path.of(text));
        if (Files.exists(device)) {
            try (HostFile there = HostFile.open(device)) {
                return there.size();
            }
        }
        try {
            return SizeText.parseFixed(text).bytes();
        } catch (IllegalArgumentException e) {
            throw Failure.refused(
                    "--fit %s: is neither a size nor a device".formatted(text),
                    "write a size such as 32GB");
        }
    }

    private int stream(Converter.Original original, ContainerFormat format)
            throws IOException, InterruptedException, Failure {
        if (verify || output.report != null) {
            throw Failure.refused(
                    "standard output cannot be read back", "leave out --verify and --report");
        }
        Map<String, String> options =
                output.encoderOptions(List.of(format), Disk.Compression.NONE)
                        .getOrDefault(format.name(), Map.of());
        try (ProgressView progress = ProgressView.of(console, quiet)) {
            Converter.stream(
                    original, format, options, "standard output", console.output(), progress);
        }
        return ExitStatus.DONE;
    }

    private int convert(Converter.Original original, Map<Path, ContainerFormat> targets)
            throws IOException, InterruptedException, Failure {
        var options = output.of(targets, Disk.Compression.NONE, verify, console);
        long began = console.host().millis().getAsLong();
        BuildReport result;
        try (ProgressView progress = ProgressView.of(console, quiet)) {
            result = new Converter(console.host().millis()).convert(original, options, progress);
        }
        String name = targets.keySet().iterator().next().toString();
        output.writeReport(result, name, console);
        if (json) {
            console.printDocument(ReportFormat.JSON.render(result, name));
        } else {
            console.print(
                    ReportText.summary(result, name, console.host().millis().getAsLong() - began));
        }
        return ExitStatus.DONE;
    }
}

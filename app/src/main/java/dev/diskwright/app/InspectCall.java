package dev.diskwright.app;

import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.container.Container;
import dev.diskwright.core.container.ContainerFormat;
import dev.diskwright.core.container.ImageFile;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.fs.BootImage;
import dev.diskwright.core.fs.VolumeInfo;
import dev.diskwright.core.table.Gpt;
import dev.diskwright.core.table.Mbr;
import dev.diskwright.core.table.Partition;
import dev.diskwright.core.table.PartitionTable;
import dev.diskwright.core.verify.DiskImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `diskwright inspect`.
@Command(
        name = "inspect",
        description =
                "Print what is in an image: container, table, partitions, file systems, boot entries.",
        footer = {
            "  diskwright inspect web.qcow2",
            "  diskwright inspect web.diskwright.json         an image never built",
            "  diskwright inspect --json web.img | jq '.parts[].filesystem.uuid'"
        })
final class InspectCall extends Call {
    @Parameters(paramLabel = "SOURCE", description = "An image or a design.")
    Path file = Path.of("");

    @Mixin SourceOptions reading = new SourceOptions();

    InspectCall(Console console) {
        super(console);
    }

    @Override
    int run() throws IOException, InterruptedException, Failure {
        try (Source source = Source.open(file, reading, console)) {
            ObjectNode document = object().put("source", file.toString());
            Tree tree = Tree.of(file.toString());
            inspect(source, document, tree);
            if (json) {
                console.print(document);
            } else {
                console.print(tree.toString());
            }
            return ExitStatus.DONE;
        }
    }

    private static void inspect(Source source, ObjectNode document, Tree tree) throws IOException {
        DiskImage image = source.image();
        container(image, document, tree);
        document.put("size", image.disk().size());
        Tree disk = tree.add("disk of " + SizeText.display(image.disk().size()));
        boolean biosCode = BootEntries.hasBiosCode(image.disk());
        document.put("biosBootCode", biosCode);
        if (biosCode) {
            disk.add("boot code for BIOS in sector 0");
        }
        Optional<PartitionTable> table = image.table();
        if (table.isPresent()) {
            disk.add(table(table.get(), document.putObject("table")));
        } else {
            document.putNull("table");
            disk.add("no partition table");
        }
        ArrayNode parts = document.putArray("parts");
        for (DiskImage.Part part : image.parts()) {
            part(part, parts.addObject(), disk);
        }
    }

    private static void container(DiskImage image, ObjectNode document, Tree tree) {
        Optional<ContainerFormat> format = image.container();
        if (format.isEmpty()) {
            document.putNull("container");
            tree.add("a design, not built");
            return;
        }
        ImageFile file = image.file().orElseThrow();
        long size = file.file().size();
        ObjectNode container =
                document.putObject("container")
                        .put("format", format.get().name())
                        .put("size", size);
        Tree branch =
                tree.add(
                        "container %s (%s), file of %s"
                                .formatted(
                                        format.get().name(),
                                        format.get().title(),
                                        SizeText.display(size)));
        ObjectNode facts = container.putObject("facts");
        for (Container.Fact it : file.container().facts()) {
            facts.put(it.name(), it.value());
            branch.add(it.name() + ": " + it.value());
        }
        disks("disk", file.container().disks(), container.putArray("disks"), branch);
        disks("snapshot", file.container().snapshots(), container.putArray("snapshots"), branch);
        ArrayNode attachments = container.putArray("attachments");
        for (Container.Attachment it : file.container().attachments()) {
            attachments.addObject().put("name", it.name()).put("size", it.bytes().size());
            branch.add("holds %s, %s".formatted(it.name(), SizeText.display(it.bytes().size())));
        }
    }

    private static void disks(
            String kind, List<Container.Disk> disks, ArrayNode array, Tree branch) {
        for (Container.Disk it : disks) {
            array.addObject().put("name", it.name()).put("size", it.size());
            if (!it.name().isEmpty()) {
                branch.add(
                        "%s \"%s\" of %s".formatted(kind, it.name(), SizeText.display(it.size())));
            }
        }
    }

    private static String table(PartitionTable table, ObjectNode document) {
        String type =
                switch (table) {
                    case Gpt _ -> "gpt";
                    case Mbr _ -> "mbr";
                };
        String id =
                switch (table) {
                    case Gpt gpt -> gpt.diskGuid().toString();
                    case Mbr mbr -> "%08x".formatted(mbr.signature());
                };
        document.put("type", type)
                .put("id", id)
                .put("sectorSize", table.sectorSize())
                .put("firstUsableLba", table.firstUsableLba())
                .put("lastUsableLba", table.lastUsableLba());
        return "table %s %s, %d-byte sectors".formatted(type, id, table.sectorSize());
    }

    private static void part(DiskImage.Part part, ObjectNode document, Tree disk)
            throws IOException {
        Partition entry = part.entry();
        document.put("number", part.number())
                .put("offset", part.offset())
                .put("size", part.bytes().size());
        Tree branch = disk;
        if (entry != null) {
            document.put("type", entry.type().name())
                    .put("name", entry.name())
                    .put("id", entry.id() == null ? null : entry.id().toString())
                    .put("attributes", "0x%016x".formatted(entry.attributes()))
                    .put("active", entry.active());
            branch =
                    disk.add(
                            "partition %d%s, %s, at %s, %s%s"
                                    .formatted(
                                            part.number(),
                                            entry.name().isEmpty()
                                                    ? ""
                                                    : " \"" + entry.name() + "\"",
                                            entry.type().name(),
                                            SizeText.exact(part.offset()),
                                            SizeText.display(part.bytes().size()),
                                            entry.active() ? ", active" : ""));
        }
        try {
            volume(part, document, branch);
        } catch (ImageException e) {
            document.put("problem", e.getMessage());
            branch.add("problem: " + e.getMessage());
        }
    }

    private static void volume(DiskImage.Part part, ObjectNode document, Tree branch)
            throws IOException {
        Optional<VolumeInfo> volume = part.volume();
        if (volume.isEmpty()) {
            document.putNull("filesystem");
            branch.add("no file system that is known");
            return;
        }
        VolumeInfo it = volume.get();
        document.putObject("filesystem")
                .put("type", it.type())
                .put("variant", it.variant())
                .put("label", it.label())
                .put("uuid", it.uuid())
                .put("size", it.size())
                .put("blockSize", it.blockSize());
        Tree leaf =
                branch.add(
                        "%s%s%s%s, %s in blocks of %s"
                                .formatted(
                                        it.type(),
                                        it.variant().isEmpty() ? "" : " (" + it.variant() + ")",
                                        it.label().isEmpty() ? "" : " \"" + it.label() + "\"",
                                        it.uuid().isEmpty() ? "" : ", " + it.uuid(),
                                        SizeText.display(it.size()),
                                        SizeText.display(it.blockSize())));
        List<BootImage> images = part.format().orElseThrow().bootImages(part.where(), part.bytes());
        if (!images.isEmpty()) {
            bootImages(images, document.putArray("bootImages"), leaf);
        }
        if (it.type().equals("vfat")) {
            boot(part, document.putArray("boot"), leaf);
        }
    }

    private static void bootImages(List<BootImage> images, ArrayNode document, Tree leaf) {
        for (BootImage it : images) {
            document.addObject()
                    .put("platform", it.platformName())
                    .put("media", it.mediaName())
                    .put("bootable", it.bootable())
                    .put("offset", it.offset())
                    .put("loadSize", it.loadSize());
            leaf.add(
                    "boot image for %s, %s, at %s, loads %s%s"
                            .formatted(
                                    it.platformName(),
                                    it.mediaName(),
                                    SizeText.exact(it.offset()),
                                    SizeText.exact(it.loadSize()),
                                    it.bootable() ? "" : ", not bootable"));
        }
    }

    private static void boot(DiskImage.Part part, ArrayNode document, Tree leaf)
            throws IOException {
        List<BootEntries.Entry> entries = BootEntries.of(part.where(), part.read());
        for (BootEntries.Entry entry : entries) {
            document.addObject().put("path", entry.path()).put("description", entry.description());
            leaf.add(FileText.printable(entry.path() + "  " + entry.description()));
        }
    }
}

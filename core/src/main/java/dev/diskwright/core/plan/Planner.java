package dev.diskwright.core.plan;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.boot.BootCode;
import dev.diskwright.core.boot.BootFile;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.Attributes;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.content.TreeBuilder;
import dev.diskwright.core.design.ByteSize;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.DesignChecks;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.Layout;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.design.Presets;
import dev.diskwright.core.design.TableKind;
import dev.diskwright.core.fs.VolumeInfo;
import dev.diskwright.core.fs.fat.Fat;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Makes plans of designs. Keeps the contents it has read, so that a design can be planned again after each edit without
/// reading its sources again. Plans are valid until the planner is closed. Not for several threads.
public final class Planner implements AutoCloseable {
    private final Path base;
    private final ContentLoader loader;
    private final VolumeCache volumes = new VolumeCache();

    /// A planner that unpacks compressed archives in the system's folder for temporary files.
    ///
    /// @param base folder that paths of designs are relative to
    public Planner(Path base) {
        this(base, Path.of(System.getProperty("java.io.tmpdir", ".")));
    }

    /// @param base folder that paths of designs are relative to
    /// @param temporary folder to unpack compressed archives in
    public Planner(Path base, Path temporary) {
        this.base = base;
        loader = new ContentLoader(base, temporary);
    }

    /// {@return what `design` comes to} What is wrong in it or its sources is told in the plan's diagnostics.
    ///
    /// @throws IOException if the host fails in a way that is not about a source
    /// @throws InterruptedException if the thread was interrupted
    public Plan plan(Design design) throws IOException, InterruptedException {
        return new Run(design).plan();
    }

    /// Removes what was unpacked.
    @Override
    public void close() throws IOException {
        loader.close();
    }

    /// One design on its way to a plan.
    private final class Run {
        private final Design design;
        private final List<Diagnostic> found;
        private final Layout layout;
        private final Table table;
        private final Identifiers ids;
        private final Volumes formats;
        private String cmdline = "";

        Run(Design design) {
            this.design = design;
            found = new ArrayList<>(DesignChecks.check(design));
            layout = Presets.expand(design);
            ids = Identifiers.of(design, layout.diskId());
            table = Table.of(design, layout, found);
            formats = new Volumes(design, ids);
        }

        Plan plan() throws IOException, InterruptedException {
            if (Diagnostic.anyError(found)) {
                return unresolved();
            }
            ImageContents contents = loader.load(design, layout.partitions(), found);
            BootPlan boot = boot(contents);
            cmdline = boot.cmdline();
            List<FileTree> trees = withBootFiles(contents.trees(), boot.files());
            List<Segment.Partition> partitions;
            long size;
            try {
                long[] minimums = minimums(trees);
                LayoutResolver.Resolved resolved =
                        LayoutResolver.resolve(table.frame(), requests(minimums));
                size = resolved.diskSize();
                partitions = partitions(resolved, trees, minimums);
            } catch (ArithmeticException e) {
                found.add(
                        Diagnostic.error(
                                "LAY-050", "/layout", "the sizes add up to more than 8 EiB", ""));
                return unresolved();
            }
            new PlacementChecks(design, table, size, found).check(partitions);
            BlockSource image =
                    Diagnostic.anyError(found)
                            ? null
                            : image(
                                    size,
                                    partitions,
                                    boot.bootCode().toArray(ValueLayout.JAVA_BYTE));
            if (image == null || Diagnostic.anyError(found)) {
                return plan(size, partitions, null);
            }
            return plan(size, withVariants(partitions, image), image);
        }

        /// {@return a plan without places, for a design whose errors leave nothing to resolve}
        private Plan unresolved() {
            ByteSize size = design.disk().size();
            long known = 0;
            try {
                known = size == null ? 0 : Math.max(0, size.inBytes(design.disk().sectorSize()));
            } catch (ArithmeticException e) {
                // stays 0: a diagnostic says so
            }
            return plan(known, List.of(), null);
        }

        private Plan plan(
                long size, List<Segment.Partition> partitions, @Nullable BlockSource image) {
            found.sort(Diagnostic.WORST_FIRST);
            return new Plan(
                    design,
                    size,
                    design.disk().sectorSize(),
                    table.kind(),
                    table.diskId(ids),
                    Segments.of(table.frame(), size, table.kind(), partitions),
                    cmdline,
                    found,
                    image);
        }

        private BootPlan boot(ImageContents contents) throws IOException {
            boolean bios =
                    switch (table.kind()) {
                        case MBR, NONE -> true;
                        case GPT, HYBRID ->
                                layout.partitions().stream()
                                        .anyMatch(it -> it.type().equals("bios-boot"));
                    };
            return BootPlan.of(
                    design,
                    new BootPlan.Context(base, contents, esp() >= 0, bios, rootDevice()),
                    found);
        }

        /// {@return index of the ESP that firmware reads, -1 if there is none}
        private int esp() {
            for (int i = 0; i < layout.partitions().size(); i++) {
                PartitionSpec it = layout.partitions().get(i);
                boolean fat = it.filesystem() != null && it.filesystem().type().equals("vfat");
                if (fat && (table.type(i).name().equals("esp") || table.kind() == TableKind.NONE)) {
                    return i;
                }
            }
            return -1;
        }

        private @Nullable String rootDevice() {
            for (int i = 0; i < layout.partitions().size(); i++) {
                PartitionSpec it = layout.partitions().get(i);
                if ("/".equals(it.mount()) && it.filesystem() != null) {
                    return switch (table.kind()) {
                        case GPT, HYBRID -> "PARTUUID=" + ids.partition(it, table.number(i));
                        case MBR ->
                                "PARTUUID="
                                        + Identifiers.mbrPartUuid(
                                                ids.diskSignature(), table.number(i));
                        case NONE -> "UUID=" + formats.make(it.filesystem(), 0, 0).uuid();
                    };
                }
            }
            return null;
        }

        private List<FileTree> withBootFiles(List<FileTree> trees, List<BootFile> files) {
            int esp = esp();
            if (files.isEmpty() || esp < 0) {
                return trees;
            }
            long timestamp = design.reproducible().timestamp();
            var builder = new TreeBuilder(timestamp);
            builder.put("/", trees.get(esp).root(), "the contents", _ -> {});
            for (BootFile file : files) {
                var node = new RegularFile(Attributes.root(0644, timestamp), file.content());
                builder.put(file.path(), node, "the boot loader", this::clash);
            }
            var all = new ArrayList<>(trees);
            all.set(esp, builder.build());
            return all;
        }

        private void clash(String problem) {
            found.add(
                    Diagnostic.error(
                            "BLD-014",
                            "/contents",
                            "the boot loader brings " + problem,
                            "leave one of them out; boot.loader none adds nothing"));
        }

        private long[] minimums(List<FileTree> trees) {
            long[] minimums = new long[trees.size()];
            for (int i = 0; i < minimums.length; i++) {
                PartitionSpec it = layout.partitions().get(i);
                if (it.filesystem() == null) {
                    continue;
                }
                try {
                    minimums[i] =
                            volumes.minimumSize(
                                    formats, it.filesystem(), table.number(i), trees.get(i));
                } catch (ImageException e) {
                    found.add(
                            Diagnostic.error(
                                    "FS-020",
                                    table.path(i),
                                    "%s: %s".formatted(name(i), e.getMessage()),
                                    ""));
                } catch (IllegalArgumentException e) {
                    found.add(
                            Diagnostic.error(
                                    "FS-021",
                                    table.path(i)
                                            + (design.layout().preset() == null
                                                    ? "/filesystem"
                                                    : ""),
                                    String.valueOf(e.getMessage()),
                                    ""));
                }
            }
            return minimums;
        }

        private List<LayoutResolver.Request> requests(long[] minimums) {
            long grain = layout.align().inBytes(design.disk().sectorSize());
            var requests = new ArrayList<LayoutResolver.Request>();
            for (int i = 0; i < minimums.length; i++) {
                requests.add(
                        new LayoutResolver.Request(
                                layout.partitions().get(i),
                                minimums[i],
                                table.isLogical(i) ? grain : 0));
            }
            return requests;
        }

        private List<Segment.Partition> partitions(
                LayoutResolver.Resolved resolved, List<FileTree> trees, long[] minimums) {
            var partitions = new ArrayList<Segment.Partition>();
            for (int i = 0; i < minimums.length; i++) {
                PartitionSpec it = layout.partitions().get(i);
                LayoutResolver.Place place = resolved.places().get(i);
                int number = table.number(i);
                UUID id = table.hasBackup() ? ids.partition(it, number) : null;
                Volume volume = volume(it, number, trees.get(i), minimums[i]);
                partitions.add(
                        new Segment.Partition(
                                place.start(),
                                Math.max(0, place.size()),
                                i,
                                number,
                                it,
                                table.type(i),
                                id,
                                table.attributes(i),
                                volume,
                                device(number, id, volume)));
            }
            return partitions;
        }

        private @Nullable Volume volume(PartitionSpec it, int number, FileTree tree, long minimum) {
            if (it.filesystem() == null) {
                return null;
            }
            try {
                String uuid = formats.make(it.filesystem(), number, 0).uuid();
                return new Volume(
                        it.filesystem().type(),
                        "",
                        it.filesystem().label(),
                        uuid,
                        minimum,
                        volumes.files(tree),
                        tree);
            } catch (IllegalArgumentException e) {
                return null; // a diagnostic says why
            }
        }

        /// {@return the partitions with what their file systems turned out to be, such as FAT32}
        private List<Segment.Partition> withVariants(
                List<Segment.Partition> partitions, BlockSource image) throws IOException {
            var all = new ArrayList<Segment.Partition>();
            for (Segment.Partition it : partitions) {
                Volume volume = it.volume();
                BlockSource bytes = image.slice(it.start(), it.size());
                Where where = Where.file(design.name());
                VolumeInfo info =
                        volume == null || !volume.type().equals("vfat")
                                ? null
                                : new Fat().probe(where, bytes).orElse(null);
                all.add(
                        volume == null || info == null
                                ? it
                                : it.withVolume(volume.withVariant(info.variant())));
            }
            return all;
        }

        /// {@return a path that the partition has in any machine: of its file system, else of itself}
        private String device(int number, @Nullable UUID id, @Nullable Volume volume) {
            if (volume != null) {
                return volume.label().isEmpty()
                        ? DevicePaths.byUuid(volume.uuid())
                        : DevicePaths.byLabel(volume.label());
            }
            return switch (table.kind()) {
                case GPT, HYBRID -> DevicePaths.byPartUuid(String.valueOf(id));
                case MBR ->
                        DevicePaths.byPartUuid(
                                Identifiers.mbrPartUuid(ids.diskSignature(), number));
                case NONE -> "";
            };
        }

        private String name(int index) {
            PartitionSpec it = layout.partitions().get(index);
            return it.name().isEmpty() ? "partition " + table.number(index) : it.name();
        }

        private @Nullable BlockSource image(
                long size, List<Segment.Partition> partitions, byte[] bootCode) {
            var disk = Composition.ofSize(size);
            try {
                if (table.kind() != TableKind.NONE) {
                    table.build(ids, size, partitions)
                            .pieces(bootCode)
                            .forEach(it -> disk.place(it.offset(), it.source()));
                }
                for (Segment.Partition it : partitions) {
                    if (it.volume() != null && it.spec().filesystem() != null) {
                        BlockSource volume =
                                volumes.write(
                                        formats,
                                        it.spec().filesystem(),
                                        it.number(),
                                        it.volume().tree(),
                                        it.size(),
                                        it.start() / design.disk().sectorSize());
                        disk.place(it.start(), bare(volume, bootCode));
                    }
                }
                return disk.build();
            } catch (ImageException e) {
                found.add(
                        Diagnostic.error("FS-022", "/layout", String.valueOf(e.getMessage()), ""));
            } catch (IOException e) {
                found.add(
                        Diagnostic.error(
                                "SRC-030", "/contents", String.valueOf(e.getMessage()), ""));
            } catch (IllegalArgumentException e) {
                found.add(
                        Diagnostic.error("LAY-051", "/layout", String.valueOf(e.getMessage()), ""));
            }
            return null;
        }

        private BlockSource bare(BlockSource volume, byte[] bootCode) throws IOException {
            boolean free = table.kind() == TableKind.NONE && bootCode.length > 0 && esp() < 0;
            return free ? BootCode.onBareDisk(Where.file(design.name()), volume, bootCode) : volume;
        }
    }
}

package dev.diskwright.core.plan;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.boot.BootSectors;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.design.TableKind;
import dev.diskwright.core.fs.verity.VerityTree;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Makes plans of designs, and disks of plans. Keeps the contents it has read and what it has computed from them, so
/// that a design can be planned again after each edit without reading its sources again. Plans are valid until the
/// planner is closed. Not for several threads; what [Plan#preview] does needs no planner.
public final class Planner implements AutoCloseable {
    /// Files and directories that one call of [#refresh] looks at below the named sources: some 20 ms.
    private static final int LOOKS = 2500;

    private final ContentLoader loader;
    private final ImageSources images;
    private final BootMemory boots;
    private final VolumeCache volumes;
    private Known latest = Known.NOTHING;
    private WithDerived withDerived = WithDerived.NOTHING;

    /// A planner that unpacks compressed archives, and packs volumes, in the system's folder for temporary files.
    ///
    /// @param base folder that paths of designs are relative to
    public Planner(Path base) {
        this(base, Path.of(System.getProperty("java.io.tmpdir", ".")));
    }

    /// @param base folder that paths of designs are relative to
    /// @param temporary folder to unpack compressed archives in, and to pack volumes in
    public Planner(Path base, Path temporary) {
        loader = new ContentLoader(base, temporary);
        volumes = new VolumeCache(temporary);
        images = new ImageSources(base);
        boots = new BootMemory(base, temporary);
    }

    /// {@return what `design` comes to} What is wrong in it or its sources is told in the plan's diagnostics. Nothing is
    /// laid out: see [#image]. Where errors leave nothing to resolve, sources are not looked at.
    ///
    /// @throws IOException if the host fails in a way that is not about a source
    /// @throws InterruptedException if the thread was interrupted
    public Plan plan(Design design) throws IOException, InterruptedException {
        var resolution = new Resolution(design);
        if (resolution.isBroken()) {
            return resolution.resolve(latest.adapted(resolution), latest.measuring());
        }
        List<PartitionSpec> partitions = resolution.partitions();
        var found = new ArrayList<Diagnostic>();
        Map<Filesystem.Image, Imaged> filled = images.load(partitions);
        ImageContents contents =
                derived(resolution, loader.load(design, partitions, found), filled, found);
        Map<String, VerityTree> proved = prove(resolution, contents, found);
        if (!proved.isEmpty()) {
            resolution = new Resolution(design, proved);
        }
        BootPlan boot = boots.plan(design, contents, resolution.bootKey());
        var held = new ArrayList<Known.Held>();
        for (int i = 0; i < partitions.size(); i++) {
            var tree = contents.trees().get(i);
            held.add(new Known.Held(partitions.get(i).mount(), tree, volumes.files(tree)));
        }
        WithBoot withBoot = WithBoot.of(latest.withBoot(), contents.trees(), boot, resolution);
        var known =
                new Known(
                        held,
                        loader.empty(design.reproducible().timestamp()),
                        filled,
                        proved,
                        boot,
                        withBoot,
                        found,
                        withDerived.files(),
                        Map.of(),
                        true);
        pack(resolution, known, found);
        Plan plan = resolution.resolve(known, volumes);
        latest = plan.known();
        return plan;
    }

    /// {@return the hashes of what is to be proved, by the name of its partition} Not of contents that have errors.
    private Map<String, VerityTree> prove(
            Resolution resolution, ImageContents contents, List<Diagnostic> found)
            throws IOException, InterruptedException {
        Map<String, VerityTree> proved = new HashMap<>();
        if (found.stream().anyMatch(Diagnostic::isError)) {
            return proved;
        }
        for (Proofs.Proof it : resolution.proofs().all()) {
            PartitionSpec data = resolution.partitions().get(it.data());
            if (data.filesystem() instanceof Filesystem.Packed made) {
                try {
                    VerityTree tree =
                            volumes.prove(
                                    resolution.formats(),
                                    made,
                                    resolution.table().number(it.data()),
                                    contents.trees().get(it.data()),
                                    resolution.table().number(it.hashes()));
                    proved.put(data.name(), tree);
                } catch (ImageException | IllegalArgumentException e) {
                    // what cannot be packed is told when it is measured
                }
            }
        }
        return proved;
    }

    /// Packs the file systems whose size shows only then. Not of contents that have errors.
    private void pack(Resolution resolution, Known known, List<Diagnostic> found)
            throws IOException, InterruptedException {
        if (found.stream().anyMatch(Diagnostic::isError)) {
            return;
        }
        List<PartitionSpec> partitions = resolution.partitions();
        for (int i = 0; i < partitions.size(); i++) {
            if (partitions.get(i).filesystem() instanceof Filesystem.Packed it) {
                try {
                    volumes.pack(resolution.formats(), it, known.tree(i));
                } catch (IllegalArgumentException e) {
                    // the resolution says what is wrong with it
                }
            }
        }
    }

    /// {@return contents together with what follows from the design}
    private ImageContents derived(
            Resolution resolution,
            ImageContents contents,
            Map<Filesystem.Image, Imaged> filled,
            List<Diagnostic> found)
            throws IOException {
        Design design = resolution.design();
        List<List<String>> devices =
                resolution.devices(it -> filled.getOrDefault(it, Imaged.UNKNOWN));
        Derivation.Files files =
                Derivation.of(
                        design, contents, devices, resolution.table(), resolution.isMachineSound());
        withDerived =
                WithDerived.of(
                        withDerived, contents, files.files(), design.reproducible().timestamp());
        found.addAll(files.found());
        found.addAll(withDerived.found());
        return withDerived.contents();
    }

    /// {@return what `design` comes to if none of its sources is known} Without a look at the host; every partition counts
    /// as empty, so what has no room here has none at all.
    public static Plan outline(Design design) {
        var resolution = new Resolution(design);
        return resolution.resolve(Known.NOTHING.adapted(resolution), Known.NOTHING.measuring());
    }

    /// Looks whether sources that were read have changed, vanished or appeared since, and forgets those, so that the
    /// next plan reads them again. Meant to be called every few seconds: a call takes some 20 ms at most, whatever the
    /// number of files. Of large directories each call looks at a part, so that a file that was only written to shows
    /// within a few calls.
    ///
    /// @return whether anything was forgotten, and planning again is worth it
    public boolean refresh() {
        boolean forgotten = loader.forgetChanged(LOOKS);
        return images.isChanged() || boots.isChanged() || forgotten;
    }

    /// {@return the disk that a plan describes, laid out} File systems that were laid out before are taken again as long
    /// as nothing they depend on has changed.
    ///
    /// @param plan of this planner, buildable
    /// @throws LayingOutException if a file system cannot be laid out, naming the partition
    /// @throws IllegalArgumentException for a plan with errors, or a preview
    public BlockSource image(Plan plan, ImageListener listener)
            throws IOException, InterruptedException {
        if (!plan.isBuildable() || !plan.known().isExact()) {
            throw new IllegalArgumentException(
                    plan.isBuildable() ? "a preview" : "a plan with errors");
        }
        var resolution = new Resolution(plan.design(), plan.known().proved());
        List<Segment.Partition> partitions =
                plan.partitions().stream()
                        .sorted(Comparator.comparingInt(Segment.Partition::index))
                        .toList();
        var disk = Composition.ofSize(plan.size());
        Map<Integer, BlockSource> laidOut = new HashMap<>();
        volumes.begin();
        for (Segment.Partition it : partitions) {
            Filesystem filesystem = it.spec().filesystem();
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while laying out");
            }
            if (it.volume() != null && filesystem != null) {
                listener.filesystem(it);
                try {
                    BlockSource bytes =
                            switch (filesystem) {
                                case Filesystem.Image image -> plan.known().image(image).bytes();
                                case Filesystem.Formatted made -> volume(resolution, made, it);
                                case Filesystem.Verity verity ->
                                        Composition.ofSize(it.size())
                                                .place(0, hashes(plan, verity))
                                                .build();
                            };
                    disk.place(it.start(), bytes);
                    laidOut.put(it.index(), bytes);
                } catch (ClosedByInterruptException e) {
                    throw e;
                } catch (IOException | IllegalArgumentException e) {
                    throw LayingOutException.of(name(it), resolution.table().path(it.index()), e);
                }
            }
        }
        listener.table();
        try {
            if (plan.table() != TableKind.NONE) {
                resolution
                        .table()
                        .build(resolution.ids(), plan.size(), partitions)
                        .pieces()
                        .forEach(it -> disk.place(it.offset(), it.source()));
            }
            return bootable(plan, new LaidOut(resolution, partitions, laidOut, disk.build()));
        } catch (IllegalArgumentException e) {
            throw LayingOutException.of("partition table", "/layout", e);
        }
    }

    /// {@return the disk together with what boot loaders write over it}
    private static BlockSource bootable(Plan plan, LaidOut disk) throws IOException {
        var pieces = new ArrayList<Composition.Piece>();
        try {
            for (BootSectors it : plan.known().boot().sectors()) {
                pieces.addAll(it.on(disk));
            }
            return Composition.over(disk.bytes(), pieces);
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            throw LayingOutException.of("boot loader", "/boot", e);
        }
    }

    private static BlockSource hashes(Plan plan, Filesystem.Verity verity) {
        VerityTree made = plan.known().proved().get(verity.data());
        if (made == null) {
            throw new IllegalArgumentException("the hashes of " + verity.data() + " are not known");
        }
        return made;
    }

    private BlockSource volume(
            Resolution resolution, Filesystem.Formatted filesystem, Segment.Partition it)
            throws IOException, InterruptedException {
        return volumes.write(
                resolution.formats(),
                filesystem,
                it.number(),
                Objects.requireNonNull(it.volume()).tree(),
                it.size(),
                it.start() / resolution.design().disk().sectorSize());
    }

    private static String name(Segment.Partition it) {
        return it.spec().name().isEmpty()
                ? it.number() == 0 ? "the file system" : "partition " + it.number()
                : it.spec().name();
    }

    /// Removes what was unpacked and packed.
    @Override
    public void close() throws IOException {
        try {
            loader.close();
        } finally {
            try {
                boots.close();
            } finally {
                volumes.close();
            }
        }
    }
}

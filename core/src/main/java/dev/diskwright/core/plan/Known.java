package dev.diskwright.core.plan;

import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.fs.verity.VerityTree;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What planning has learned of a design's sources: files, boot files, and how much room they need. With it an edited
/// design can be resolved again without a look at the host. Immutable, opaque outside this package.
public final class Known {
    /// Nothing: every partition counts as empty.
    public static final Known NOTHING =
            new Known(
                    List.of(),
                    FileTree.empty(0),
                    Map.of(),
                    Map.of(),
                    BootPlan.NONE,
                    WithBoot.NOTHING,
                    List.of(),
                    List.of(),
                    Map.of(),
                    false);

    /// Files that are looked at again for the sake of a preview, at most.
    private static final long FEW = 2000;

    private final List<Held> held;
    private final FileTree empty;
    private final Map<Filesystem.Image, Imaged> images;
    private final Map<String, VerityTree> proved;
    private final BootPlan boot;
    private final WithBoot withBoot;
    private final List<Diagnostic> ofSources;
    private final List<DerivedFile> derived;
    private final Map<Measured.Key, Measured> measures;
    private final boolean exact;

    /// What a partition holds.
    ///
    /// @param mount null if contents do not reach it
    /// @param files its contents and what follows from the design, without boot files
    record Held(@Nullable String mount, FileTree files, long count) {}

    /// @param held one a partition, in the order of the explicit layout
    /// @param empty the tree of partitions without contents
    /// @param images what partitions are filled from
    /// @param proved hashes by the name of the partition that they prove
    /// @param withBoot partitions with their boot files
    /// @param ofSources what was wrong with sources
    /// @param derived files that follow from the design
    /// @param exact whether all of it is of the very design that is planned
    Known(
            List<Held> held,
            FileTree empty,
            Map<Filesystem.Image, Imaged> images,
            Map<String, VerityTree> proved,
            BootPlan boot,
            WithBoot withBoot,
            List<Diagnostic> ofSources,
            List<DerivedFile> derived,
            Map<Measured.Key, Measured> measures,
            boolean exact) {
        this.held = List.copyOf(held);
        this.empty = empty;
        this.images = Map.copyOf(images);
        this.proved = Map.copyOf(proved);
        this.boot = boot;
        this.withBoot = withBoot;
        this.ofSources = List.copyOf(ofSources);
        this.derived = List.copyOf(derived);
        this.measures = Map.copyOf(measures);
        this.exact = exact;
    }

    /// {@return the same for the design that `resolution` is of} What its partitions hold is what those with the same
    /// mount points held.
    Known adapted(Resolution resolution) {
        Map<String, Held> byMount = new HashMap<>();
        for (Held it : held) {
            if (it.mount() != null) {
                byMount.putIfAbsent(it.mount(), it);
            }
        }
        List<Held> all =
                resolution.partitions().stream()
                        .map(it -> byMount.getOrDefault(it.mount(), none(it)))
                        .toList();
        BootPlan now = boot.adapted(resolution.design(), resolution.bootKey());
        List<FileTree> bases = all.stream().map(Held::files).toList();
        WithBoot changed = WithBoot.of(withBoot, bases, now, resolution);
        return new Known(
                all, empty, images, proved, now, changed, ofSources, derived, measures, false);
    }

    private Held none(PartitionSpec it) {
        return new Held(it.mount(), empty, 0);
    }

    /// {@return the same with these measures}
    Known withMeasures(Map<Measured.Key, Measured> newMeasures) {
        return new Known(
                held,
                empty,
                images,
                proved,
                boot,
                withBoot,
                ofSources,
                derived,
                newMeasures,
                exact);
    }

    /// {@return what the file system of partition `index` is to hold}
    FileTree tree(int index) {
        WithBoot.Part part = withBoot.parts().get(index);
        return part == null ? held.get(index).files() : part.tree();
    }

    /// {@return number of files and directories in the contents of partition `index`, boot files included}
    long count(int index) {
        WithBoot.Part part = withBoot.parts().get(index);
        return part == null ? held.get(index).count() : part.count();
    }

    /// {@return what is known of the bytes that a partition is filled from}
    Imaged image(Filesystem.Image image) {
        return images.getOrDefault(image, Imaged.UNKNOWN);
    }

    /// {@return files that follow from the design}
    List<DerivedFile> derived() {
        return derived;
    }

    /// {@return hashes by the name of the partition that they prove}
    Map<String, VerityTree> proved() {
        return proved;
    }

    BootPlan boot() {
        return boot;
    }

    WithBoot withBoot() {
        return withBoot;
    }

    /// {@return everything that was wrong with sources and with what boots}
    List<Diagnostic> diagnostics() {
        return java.util.stream.Stream.of(ofSources, boot.diagnostics(), withBoot.problems())
                .flatMap(List::stream)
                .toList();
    }

    /// {@return whether a disk can be laid out with it}
    boolean isExact() {
        return exact;
    }

    /// {@return measures by what is known; of small trees new ones are taken, as long as that needs no look at the host}
    Measuring measuring() {
        return (formats, filesystem, number, tree) -> {
            Measured.Key key = Measured.key(formats, filesystem, tree);
            Measured known = measures.get(key);
            if (known != null) {
                return known;
            }
            if (filesystem instanceof Filesystem.Packed it && isBare(tree)) {
                return Measured.packed(it, tree, formats.emptySize(it));
            }
            if (!(filesystem instanceof Filesystem.Writable made)) {
                return similar(key); // packing looks at every byte
            }
            boolean quiet = made instanceof Filesystem.Vfat || tree.root().count() == 0;
            return quiet && VolumeCache.count(tree.root()) <= FEW
                    ? Measured.of(formats, made, number, tree)
                    : similar(key);
        };
    }

    private static boolean isBare(FileTree tree) {
        return tree.root().count() == 0 && tree.root().attributes().xattrs().isEmpty();
    }

    /// {@return what the same tree asks of another file system}
    private Measured similar(Measured.Key key) {
        String type = key.shape().filesystem().type();
        return measures.entrySet().stream()
                .filter(it -> it.getKey().tree().equals(key.tree()))
                .map(it ->
                        it.getKey().shape().filesystem().type().equals(type)
                                ? it.getValue()
                                : it.getValue().withoutLosses())
                .findFirst()
                .orElse(new Measured(null, ""));
    }
}

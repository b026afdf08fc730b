package dev.diskwright.core.fs.fat;

import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.content.Attributes;
import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileNode;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.fs.fat.Chains.Chain;
import dev.diskwright.core.fs.fat.DirectoryReader.Item;
import dev.diskwright.core.fs.fat.DirectoryReader.Range;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Walks all directories of a volume once, following every chain: the tree is what the reader wants, the clusters in
/// use and the labels are what the checker wants.
final class Scan {
    private static final int DEEPEST = 1000;

    private final Volume volume;
    private final Faults faults;
    private final Chains chains;
    private final List<Item> labels = new ArrayList<>();

    Scan(Volume volume, Faults faults) {
        this.volume = volume;
        this.faults = faults;
        chains = new Chains(volume, faults);
    }

    /// {@return all files}
    FileTree tree() throws IOException {
        List<Item> items = new ArrayList<>();
        for (Item item : rootItems(volume, faults, chains)) {
            if (item.isLabel()) {
                labels.add(item);
            } else if (item.isDots(1) || item.isDots(2)) {
                faults.blemish(item.where(), "the root directory has no entry of this name");
            } else {
                items.add(item);
            }
        }
        if (labels.size() > 1) {
            faults.blemish(labels.get(1).where(), "the volume has a second label");
        }
        long seconds = labels.isEmpty() ? DosTime.FIRST : labels.getFirst().seconds();
        return new FileTree(
                directory("", Attributes.root(FatMode.of(true, false), seconds), items, 0, 0));
    }

    /// {@return the entries of the root directory}
    static List<Item> rootItems(Volume volume, Faults faults, Chains chains) throws IOException {
        if (volume.fat32() == null) {
            var fixed = new Range(volume.rootOffset(), volume.rootSize());
            return DirectoryReader.read(volume, faults, "/", List.of(fixed));
        }
        Chain chain =
                chains.follow(
                        volume.boot().field("rootCluster", Fat32Block.OFFSET + 8L),
                        volume.fat32().rootCluster() & FatType.FAT32.mask(),
                        volume.clusters());
        return DirectoryReader.read(volume, faults, "/", ranges(volume, chain));
    }

    /// {@return the clusters in use by what has been walked}
    BitSet used() {
        return chains.used();
    }

    /// {@return the label entries of the root directory}
    List<Item> labels() {
        return labels;
    }

    private static List<Range> ranges(Volume volume, Chain chain) {
        return chain.runs().stream()
                .map(run ->
                        new Range(
                                volume.clusterOffset(run.first()),
                                run.count() * volume.clusterSize()))
                .toList();
    }

    private Directory directory(
            String path, Attributes attributes, List<Item> items, long self, int depth)
            throws IOException {
        Map<String, FileNode> nodes = new LinkedHashMap<>();
        Set<String> folded = new HashSet<>();
        Set<String> shortNames = new HashSet<>();
        for (Item item : items) {
            if (nodes.containsKey(item.name())) {
                faults.damage(
                        item.where(),
                        "a second entry named \"%s\"".formatted(item.name()),
                        "one of each name");
            } else if (!folded.add(LongName.folded(item.name()))) {
                faults.blemish(item.where(), "this name differs from another only in case");
            } else if (!shortNames.add(item.shortName())) {
                faults.blemish(item.where(), "this short name belongs to another entry too");
            }
            String at = path + "/" + item.name();
            nodes.putIfAbsent(
                    item.name(),
                    item.isDirectory() ? below(at, item, self, depth + 1) : file(item));
        }
        return new Directory(attributes, nodes);
    }

    private FileNode file(Item item) throws IOException {
        Attributes attributes =
                Attributes.root(FatMode.of(false, item.isReadOnly()), item.seconds());
        long needed = Math.ceilDiv(item.size(), (long) volume.clusterSize());
        if (needed == 0) {
            if (item.cluster() != 0) {
                faults.blemish(item.clusterField(), "an empty file has no first cluster");
            }
            return new RegularFile(attributes, chains.content(new Chain(List.of(), 0, false), 0));
        }
        Chain chain = chains.follow(item.clusterField(), item.cluster(), needed);
        if (chain.clusters() < needed && chain.clusters() > 0) {
            faults.damage(
                    item.sizeField(),
                    "%d bytes".formatted(item.size()),
                    "at most the %d of its chain"
                            .formatted(chain.clusters() * volume.clusterSize()));
        }
        if (chain.goesOn()) {
            faults.blemish(item.sizeField(), "the chain is longer than the file");
        }
        return new RegularFile(attributes, chains.content(chain, item.size()));
    }

    private Directory below(String path, Item item, long parent, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new UnsupportedImageException(
                    item.where(), "a directory more than %d levels deep".formatted(DEEPEST));
        }
        if (item.size() != 0) {
            faults.blemish(item.sizeField(), "a directory has a size of 0");
        }
        Chain chain = chains.follow(item.clusterField(), item.cluster(), volume.clusters());
        if (chain.clusters() * volume.clusterSize()
                > (long) Inventory.MOST_SLOTS * DirectoryEntry.SIZE) {
            faults.blemish(item.where(), "a directory has at most 65536 entries");
        }
        List<Item> all = DirectoryReader.read(volume, faults, path, ranges(volume, chain));
        if (chain.clusters() > 0) {
            checkDots(all, item, parent);
        }
        List<Item> items = new ArrayList<>();
        for (Item it : all) {
            if (it.isLabel()) {
                faults.blemish(it.where(), "only the root directory has a label");
            } else if (!it.isDots(1) && !it.isDots(2)) {
                items.add(it);
            }
        }
        Attributes attributes =
                Attributes.root(FatMode.of(true, item.isReadOnly()), item.seconds());
        return directory(path, attributes, items, item.cluster(), depth);
    }

    private void checkDots(List<Item> items, Item directory, long parent) {
        long[] expected = {directory.cluster(), parent};
        for (int i = 0; i < 2; i++) {
            boolean there =
                    i < items.size() && items.get(i).isDots(i + 1) && items.get(i).isDirectory();
            if (!there) {
                faults.blemish(
                        directory.where(),
                        "entry %d of this directory is not %s".formatted(i, "..".substring(1 - i)));
            } else if (items.get(i).cluster() != expected[i]) {
                faults.blemish(
                        items.get(i).clusterField(),
                        "%s leads to cluster %d, not to %d"
                                .formatted(
                                        "..".substring(1 - i),
                                        items.get(i).cluster(),
                                        expected[i]));
            }
        }
        long dots = items.stream().filter(it -> it.isDots(1) || it.isDots(2)).count();
        if (dots > 2) {
            faults.blemish(directory.where(), "this directory has . or .. more than once");
        }
    }
}

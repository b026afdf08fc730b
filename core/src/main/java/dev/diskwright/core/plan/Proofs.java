package dev.diskwright.core.plan;

import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.fs.verity.Verity;
import dev.diskwright.core.fs.verity.VerityTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which partitions are proved by hashes in others, and what follows from the root hashes that are known.
///
/// @param partitions of the explicit layout
/// @param all without those that errors are about
/// @param trees hashes that were made, by the name of the partition that they prove
record Proofs(List<PartitionSpec> partitions, List<Proof> all, Map<String, VerityTree> trees) {
    /// Copies the collections.
    Proofs {
        partitions = List.copyOf(partitions);
        all = List.copyOf(all);
        trees = Map.copyOf(trees);
    }

    /// A partition that is proved by the hashes in another one.
    ///
    /// @param data index of the partition that is proved
    /// @param hashes index of the one with the hashes
    record Proof(int data, int hashes) {}

    static Proofs of(List<PartitionSpec> partitions, Map<String, VerityTree> trees) {
        var all = new ArrayList<Proof>();
        for (int i = 0; i < partitions.size(); i++) {
            if (partitions.get(i).filesystem() instanceof Filesystem.Verity it) {
                int data = packed(partitions, it.data());
                if (data >= 0 && all.stream().noneMatch(other -> other.data() == data)) {
                    all.add(new Proof(data, i));
                }
            }
        }
        return new Proofs(partitions, all, trees);
    }

    /// {@return index of the first partition of that name with a file system that is only read, -1 if there is none}
    private static int packed(List<PartitionSpec> partitions, String name) {
        for (int i = 0; i < partitions.size(); i++) {
            PartitionSpec it = partitions.get(i);
            if (it.name().equals(name) && it.filesystem() instanceof Filesystem.Packed) {
                return i;
            }
        }
        return -1;
    }

    /// {@return whether another partition proves this one}
    boolean isProved(int index) {
        return all.stream().anyMatch(it -> it.data() == index);
    }

    /// {@return what systemd calls a root or /usr whose blocks are proved; null for any other partition}
    @Nullable String mapped(int index) {
        String mount = isProved(index) ? partitions.get(index).mount() : null;
        return "/".equals(mount)
                ? "/dev/mapper/root"
                : "/usr".equals(mount) ? "/dev/mapper/usr" : null;
    }

    /// {@return GUIDs that follow from root hashes, by the index of the partition (UAPI.2)}
    Map<Integer, UUID> guids() {
        Map<Integer, UUID> guids = new HashMap<>();
        for (Proof it : all) {
            VerityTree tree = tree(it);
            if (tree != null) {
                guids.put(it.data(), Verity.dataGuid(tree.rootHash()));
                guids.put(it.hashes(), Verity.hashGuid(tree.rootHash()));
            }
        }
        return guids;
    }

    /// {@return whether the GUID of a partition follows from a root hash that is not known yet}
    boolean isGuidOpen(int index) {
        return all.stream()
                .anyMatch(it ->
                        (it.data() == index || it.hashes() == index) && tree(it) == null);
    }

    /// {@return the words that tell the kernel's user space the root hashes}
    List<String> words() {
        var words = new ArrayList<String>();
        for (Proof it : all) {
            VerityTree tree = tree(it);
            String mount = partitions.get(it.data()).mount();
            if (tree != null && "/".equals(mount)) {
                words.add("roothash=" + tree.rootHash());
            } else if (tree != null && "/usr".equals(mount)) {
                words.add("usrhash=" + tree.rootHash());
            }
        }
        return words;
    }

    private @Nullable VerityTree tree(Proof proof) {
        return trees.get(partitions.get(proof.data()).name());
    }
}

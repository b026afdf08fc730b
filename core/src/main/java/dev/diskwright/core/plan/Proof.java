package dev.diskwright.core.plan;

import dev.diskwright.core.fs.verity.VerityTree;

/// A partition that is proved by the hashes in another one.
///
/// @param data index of the partition that is proved
/// @param hashes index of the one with the hashes
record Proof(int data, int hashes) {
    /// What the hashes came to.
    ///
    /// @param tree the bytes of the partition with the hashes, and the root hash
    record Made(VerityTree tree) {
        String rootHash() {
            return tree.rootHash();
        }
    }
}

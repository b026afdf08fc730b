package dev.diskwright.core.fs.ext4;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.fs.Report;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Checks one directory's index: every block hangs in it once, at one depth, and holds the hashes it is said to hold.
final class IndexChecker {
    private static final int MAX_LEVELS = 2; // 3 with large_dir
    private static final long HASH_END = 1L << 32;

    private final Volume volume;
    private final Report report;
    private final Map<Long, Node> nodes = new HashMap<>();
    private final Map<Long, Leaf> leaves = new HashMap<>();
    private @Nullable DirectoryHash hash;

    IndexChecker(Volume volume, Report report) {
        this.volume = volume;
        this.report = report;
    }

    private record Node(IndexNode index, Where where) {}

    private static final class Leaf {
        private final Where where;
        private long least = HASH_END;
        private long most = -1;
        private boolean reached;

        Leaf(Where where) {
            this.where = where;
        }
    }

    /// A node that is still to be visited, and the hashes that lead to it.
    private record Visit(long block, int level, long from, long to) {}

    /// A block of the directory that is a node of the index.
    void node(long logical, DirectoryBlock block, Where where) {
        try {
            IndexNode node = IndexNode.of(block, where);
            int room = (int) (block.bytes().byteSize() - node.countOffset()) / IndexNode.ENTRY_SIZE;
            int expected = room - (volume.superblock().hasMetadataChecksums() ? 1 : 0);
            if (node.limit() != expected) {
                report.differs(where.field("limit", node.countOffset()), node.limit(), expected);
            }
            nodes.put(logical, new Node(node, where));
            if (logical == 0) {
                hash = DirectoryHash.of(volume.superblock(), node.hashVersion());
            }
        } catch (CorruptImageException fault) {
            report.error(fault);
        }
    }

    /// A block of the directory that holds entries.
    void leaf(long logical, Where where) {
        leaves.put(logical, new Leaf(where));
    }

    /// A name in a leaf.
    void name(long logical, byte[] name) {
        Leaf leaf = leaves.get(logical);
        if (leaf != null && hash != null) {
            long value = hash.of(name) >>> 32;
            leaf.least = Math.min(leaf.least, value);
            leaf.most = Math.max(leaf.most, value);
        }
    }

    /// Checks what has been seen, once all blocks have.
    void check(Where directory) {
        Node root = nodes.get(0L);
        if (root == null) {
            report.error(directory, "a directory with an index has no root of it");
            return;
        }
        boolean large = volume.superblock().hasIncompat(Features.Incompat.LARGEDIR);
        int levels = root.index().levels();
        if (root.index().hashVersion() > DirectoryHash.TEA
                || (root.index().unusedFlags() & 1) != 0
                || levels >= MAX_LEVELS + (large ? 1 : 0)) {
            report.error(
                    root.where().field("root info", 24),
                    "found hash version %d, flags %d, %d levels"
                            .formatted(
                                    root.index().hashVersion(),
                                    root.index().unusedFlags(),
                                    levels));
            return;
        }
        walk(levels);
        nodes.values().forEach(node -> report.error(node.where(), "a node not in the index"));
        for (Leaf leaf : leaves.values()) {
            if (!leaf.reached) {
                report.error(leaf.where, "a block of the directory that is not in its index");
            }
        }
    }

    private void walk(int levels) {
        var open = new ArrayDeque<Visit>();
        open.push(new Visit(0, 0, 0, HASH_END));
        while (!open.isEmpty()) {
            Visit visit = open.pop();
            Node node = nodes.remove(visit.block());
            if (node == null) {
                report.error(
                        volume.where().structure("directory index", 0),
                        "block %d is no node, or a node in two places".formatted(visit.block()));
                continue;
            }
            IndexNode index = node.index();
            if (index.count() == 0) {
                report.differs(node.where().field("count", index.countOffset() + 2), 0, 1);
            }
            for (int i = 0; i < index.count(); i++) {
                long from = i == 0 ? visit.from() : index.hash(i);
                long to = i + 1 < index.count() ? index.hash(i + 1) : visit.to();
                if (from > to || i > 0 && (from >= to || from < visit.from())) {
                    report.error(
                            node.where()
                                    .field(
                                            "entry " + i,
                                            index.countOffset() + (long) IndexNode.ENTRY_SIZE * i),
                            "hash 0x%08x is out of order".formatted(from));
                }
                if (visit.level() < levels) {
                    open.push(new Visit(index.child(i), visit.level() + 1, from, to));
                } else {
                    leaf(node, index.child(i), from, to);
                }
            }
        }
    }

    private void leaf(Node node, long block, long from, long to) {
        Leaf leaf = leaves.get(block);
        if (leaf == null || leaf.reached) {
            report.error(
                    node.where(), "leads to block %d, no leaf or one seen before".formatted(block));
            return;
        }
        leaf.reached = true;
        boolean continued = (to & 1) != 0 && leaf.most == to - 1;
        if (leaf.most >= 0 && (leaf.least < (from & ~1L) || leaf.most >= to && !continued)) {
            report.error(
                    leaf.where,
                    "holds hashes 0x%08x to 0x%08x, its index says 0x%08x to 0x%08x"
                            .formatted(leaf.least, leaf.most, from, to - 1));
        }
    }
}

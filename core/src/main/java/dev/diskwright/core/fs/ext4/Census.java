package dev.diskwright.core.fs.ext4;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What the steps of a check learn about a volume and hand on.
final class Census {
    /// Blocks of superblocks, descriptors, bitmaps and inode tables.
    final BlockSet metadata = new BlockSet();

    /// Blocks of files: contents, maps, extended attributes.
    final BlockSet used = new BlockSet();

    /// Groups whose descriptor cannot be believed.
    final Set<Long> lostGroups = new HashSet<>();

    /// Links that directories hold to each inode.
    final InodeInts linksFound = new InodeInts();

    /// Attributes that have their value in each inode that is for one.
    final Map<Long, Long> valueReferences = new HashMap<>();

    /// Inodes for values of attributes.
    final Set<Long> valueInodes = new HashSet<>();

    /// Inodes that the next mount deletes, or cuts to their size.
    final Set<Long> orphans = new HashSet<>();

    /// Every directory by its inode's number.
    final Map<Long, DirectoryFacts> directories = new TreeMap<>();

    private final InodeInts inodes = new InodeInts();

    /// What is known of a directory.
    static final class DirectoryFacts {
        /// The one that has an entry for it; 0 if none was found.
        long parent;

        /// Where its `..` leads; 0 if it has none.
        long dotDot;

        /// Whether its blocks could be found.
        boolean mapped = true;
    }

    /// Notes that the whole cluster of a block is in use.
    void claimCluster(long block, Superblock sb) {
        int clusterBlocks = sb.blocksPerCluster();
        long start = block - (block - sb.firstDataBlock()) % clusterBlocks;
        used.add(start, clusterBlocks);
    }

    /// Notes that an inode is in use.
    void inode(long number, int mode, int linksCount) {
        inodes.set(number, linksCount << 16 | mode);
    }

    boolean inUse(long number) {
        return inodes.get(number) != 0;
    }

    /// {@return the first inode in use from `from` on; `Long.MAX_VALUE` if there is none}
    long nextInode(long from) {
        return inodes.next(from);
    }

    int mode(long number) {
        return inodes.get(number) & 0xffff;
    }

    int linksCount(long number) {
        return inodes.get(number) >>> 16;
    }
}

package dev.diskwright.core.fs.ext4;

import java.util.ArrayList;
import java.util.List;

/// The feature bits of the superblock, by the names that `mke2fs -O` and `dumpe2fs` use.
final class Features {
    private Features() {}

    /// Compatible features: who does not know one may use the volume all the same.
    static final class Compat {
        static final long DIR_PREALLOC = 0x1;
        static final long IMAGIC_INODES = 0x2;
        static final long HAS_JOURNAL = 0x4;
        static final long EXT_ATTR = 0x8;
        static final long RESIZE_INODE = 0x10;
        static final long DIR_INDEX = 0x20;
        static final long SPARSE_SUPER2 = 0x200;
        static final long FAST_COMMIT = 0x400;
        static final long STABLE_INODES = 0x800;
        static final long ORPHAN_FILE = 0x1000;

        private Compat() {}
    }

    /// Incompatible features: who does not know one must not touch the volume.
    static final class Incompat {
        static final long COMPRESSION = 0x1;
        static final long FILETYPE = 0x2;
        static final long RECOVER = 0x4;
        static final long JOURNAL_DEV = 0x8;
        static final long META_BG = 0x10;
        static final long EXTENTS = 0x40;
        static final long BITS_64 = 0x80;
        static final long MMP = 0x100;
        static final long FLEX_BG = 0x200;
        static final long EA_INODE = 0x400;
        static final long DIRDATA = 0x1000;
        static final long CSUM_SEED = 0x2000;
        static final long LARGEDIR = 0x4000;
        static final long INLINE_DATA = 0x8000;
        static final long ENCRYPT = 0x1_0000;
        static final long CASEFOLD = 0x2_0000;

        private static final String[] NAMES = {
            "compression", "filetype", "needs_recovery", "journal_dev",
            "meta_bg", "", "extent", "64bit",
            "mmp", "flex_bg", "ea_inode", "",
            "dirdata", "metadata_csum_seed", "large_dir", "inline_data",
            "encrypt", "casefold"
        };

        private Incompat() {}

        /// {@return the names of the bits that are set}
        static List<String> names(long bits) {
            return Features.names("incompat", NAMES, bits);
        }
    }

    /// Features that allow reading to who does not know them.
    static final class RoCompat {
        static final long SPARSE_SUPER = 0x1;
        static final long LARGE_FILE = 0x2;
        static final long BTREE_DIR = 0x4;
        static final long HUGE_FILE = 0x8;
        static final long GDT_CSUM = 0x10;
        static final long DIR_NLINK = 0x20;
        static final long EXTRA_ISIZE = 0x40;
        static final long QUOTA = 0x100;
        static final long BIGALLOC = 0x200;
        static final long METADATA_CSUM = 0x400;
        static final long REPLICA = 0x800;
        static final long READONLY = 0x1000;
        static final long PROJECT = 0x2000;
        static final long SHARED_BLOCKS = 0x4000;
        static final long VERITY = 0x8000;
        static final long ORPHAN_PRESENT = 0x1_0000;

        private static final String[] NAMES = {
            "sparse_super", "large_file", "btree_dir", "huge_file",
            "uninit_bg", "dir_nlink", "extra_isize", "",
            "quota", "bigalloc", "metadata_csum", "replica",
            "read-only", "project", "shared_blocks", "verity",
            "orphan_present"
        };

        private RoCompat() {}

        /// {@return the names of the bits that are set}
        static List<String> names(long bits) {
            return Features.names("ro_compat", NAMES, bits);
        }
    }

    private static List<String> names(String set, String[] names, long bits) {
        var out = new ArrayList<String>();
        for (int bit = 0; bit < Long.SIZE; bit++) {
            if ((bits >>> bit & 1) != 0) {
                boolean known = bit < names.length && !names[bit].isEmpty();
                out.add(known ? names[bit] : "%s bit %d".formatted(set, bit));
            }
        }
        return out;
    }
}

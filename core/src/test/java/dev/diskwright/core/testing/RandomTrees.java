package dev.diskwright.core.testing;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.content.Attributes;
import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileNames;
import dev.diskwright.core.content.FileNode;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.content.SpecialFile;
import dev.diskwright.core.content.SymbolicLink;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/// Trees that no person would make: files of edge sizes and with holes, deep and crowded directories, names of every
/// kind of byte, hard links, links of edge lengths, devices, odd owners, modes and times, extended attributes.
public final class RandomTrees {
    private static final List<SpecialFile.Kind> KINDS = List.of(SpecialFile.Kind.values());
    private static final int MAX_DEPTH = 12;
    private static final long FIRST_SECOND = Integer.MIN_VALUE;
    private static final long LAST_SECOND = 10_737_418_239L; // 2310

    private final Random random;
    private final boolean posix;
    private final List<FileNode> linkable = new ArrayList<>();
    private int left; // nodes to make

    private RandomTrees(Random random, boolean posix) {
        this.random = random;
        this.posix = posix;
        left = 1 + random.nextInt(random.nextInt(4) == 0 ? 400 : 60);
    }

    /// {@return a tree with everything a Unix file system knows; some megabytes at most}
    public static FileTree posix(Random random) {
        return new RandomTrees(random, true).tree();
    }

    /// {@return a tree of directories and regular files without holes, with ASCII names that differ in more than case}
    public static FileTree plain(Random random) {
        return new RandomTrees(random, false).tree();
    }

    private FileTree tree() {
        return new FileTree(directory(0));
    }

    private Directory directory(int depth) {
        var entries = new TreeMap<String, FileNode>();
        int count = random.nextInt(depth == 0 ? 40 : 12);
        for (int i = 0; i < count && left > 0; i++) {
            left--;
            String name = name(i);
            boolean deeper = depth < MAX_DEPTH && random.nextInt(4) == 0;
            entries.put(name, deeper ? directory(depth + 1) : file());
        }
        if (posix && random.nextInt(30) == 0) {
            crowd(entries);
        }
        return new Directory(attributes(true, true), entries);
    }

    /// Many names, for directories that need an index.
    private void crowd(Map<String, FileNode> entries) {
        int count = random.nextInt(random.nextInt(4) == 0 ? 6000 : 600);
        int length = random.nextInt(3) == 0 ? 240 : 1 + random.nextInt(60);
        FileNode shared = new RegularFile(attributes(true, false), BlockSource.of(new byte[] {1}));
        for (int i = 0; i < count; i++) {
            String name = ("f" + i + "-").repeat(length).substring(0, length) + i;
            entries.put(
                    name, i % 3 == 0 ? shared : new SymbolicLink(attributes(false, false), "x"));
        }
    }

    private FileNode file() {
        if (!posix) {
            return new RegularFile(attributes(true, false), content());
        }
        if (!linkable.isEmpty() && random.nextInt(10) == 0) {
            return linkable.get(random.nextInt(linkable.size()));
        }
        FileNode node =
                switch (random.nextInt(8)) {
                    case 0, 1 -> new SymbolicLink(attributes(false, false), target());
                    case 2 -> special();
                    default -> new RegularFile(attributes(true, false), content());
                };
        linkable.add(node);
        return node;
    }

    private SpecialFile special() {
        var kind = KINDS.get(random.nextInt(KINDS.size()));
        boolean device =
                kind == SpecialFile.Kind.CHARACTER_DEVICE || kind == SpecialFile.Kind.BLOCK_DEVICE;
        int[] majors = {0, 1, 8, 255, 256, 259, 4095};
        int[] minors = {0, 1, 255, 256, 65536, 1_048_575};
        int major = device ? majors[random.nextInt(majors.length)] : 0;
        int minor = device ? minors[random.nextInt(minors.length)] : 0;
        if (device && major == 0 && minor == 0) {
            minor = 3; // 0:0 is what whiteouts are made of
        }
        return new SpecialFile(attributes(false, false), kind, major, minor);
    }

    private String target() {
        int[] lengths = {1, 2, 58, 59, 60, 61, 100, 255, 1000, 1023};
        int length = lengths[random.nextInt(lengths.length)];
        return "../target/".repeat(103).substring(0, length);
    }

    private BlockSource content() {
        if (posix && random.nextInt(8) == 0) {
            return random.nextInt(4) == 0
                    ? chequered()
                    : Sources.random(random, (int) Cases.size(random, 1 << 20));
        }
        long limit = random.nextInt(20) == 0 ? 3 << 20 : 40_000;
        return BlockSource.of(Cases.bytes(random, (int) Cases.size(random, limit)));
    }

    /// Every other block is a hole, as in files that need a tree of extents.
    private BlockSource chequered() {
        int pieces = random.nextInt(800);
        int step = 8192;
        long size = (long) pieces * step + random.nextInt(20_000);
        var file = Composition.ofSize(size);
        BlockSource piece = BlockSource.of(Cases.bytes(random, 1 + random.nextInt(4096)));
        for (int i = 0; i < pieces; i++) {
            file.place((long) i * step, piece);
        }
        return file.build();
    }

    private String name(int index) {
        if (!posix) {
            int length = 1 + random.nextInt(random.nextInt(5) == 0 ? 200 : 20);
            return index + " is the Name of this".repeat(12).substring(0, length) + index;
        }
        return switch (random.nextInt(6)) {
            case 0 -> FileNames.decode(nameBytes(1 + random.nextInt(255)));
            case 1 -> "\u00fc\u4e2d\ud83d\ude00".repeat(1 + random.nextInt(20)) + index;
            case 2 -> "n".repeat(250) + (10000 + index);
            case 3 -> " new\nline\t" + index;
            default -> "file" + index;
        };
    }

    private byte[] nameBytes(int length) {
        byte[] bytes = Cases.bytes(random, length);
        for (int i = 0; i < length; i++) {
            if (bytes[i] == 0 || bytes[i] == '/' || bytes[i] == '.') {
                bytes[i] = (byte) 0xff;
            }
        }
        return bytes;
    }

    private Attributes attributes(boolean lists, boolean directory) {
        long[] owners = {0, 1, 1000, 65534, 65535, 65536, 0xffff_fffeL};
        long[] seconds = {0, -1, 1, FIRST_SECOND, Integer.MAX_VALUE, 1L << 31, 1L << 32};
        long second =
                switch (random.nextInt(4)) {
                    case 0 -> seconds[random.nextInt(seconds.length)];
                    case 1 -> random.nextLong(FIRST_SECOND, LAST_SECOND + 1);
                    default -> 1_700_000_000L + random.nextInt(1000);
                };
        int nanos =
                switch (random.nextInt(3)) {
                    case 0 -> 0;
                    case 1 -> 999_999_999;
                    default -> random.nextInt(1_000_000_000);
                };
        return new Attributes(
                random.nextInt(3) == 0 ? random.nextInt(010000) : 0755,
                owners[random.nextInt(owners.length)],
                owners[random.nextInt(owners.length)],
                second,
                nanos,
                posix && random.nextInt(4) == 0 ? xattrs(lists, directory) : Attributes.NO_XATTRS);
    }

    private SortedMap<String, byte[]> xattrs(boolean file, boolean directory) {
        var all = new TreeMap<String, byte[]>();
        if (file && random.nextBoolean()) {
            for (int i = random.nextInt(4); i > 0; i--) {
                int length = (int) Cases.size(random, 150);
                all.put("user.name" + i, Cases.bytes(random, length));
            }
        }
        if (file && random.nextInt(8) == 0) {
            all.put("user.\u00fc\u4e2d", Cases.bytes(random, 5));
        }
        if (random.nextInt(3) == 0) {
            all.put("trusted.t", Cases.bytes(random, random.nextInt(30)));
        }
        if (random.nextInt(3) == 0) {
            all.put("security.test", Cases.bytes(random, 1 + random.nextInt(80)));
        }
        if (file && random.nextInt(3) == 0) {
            byte[] capability = new byte[20];
            capability[0] = (byte) random.nextInt(2);
            capability[3] = 2;
            capability[5] = 0x20;
            all.put("security.capability", capability);
        }
        if (file && random.nextInt(3) == 0) {
            all.put("system.posix_acl_access", list());
        }
        if (directory && random.nextInt(3) == 0) {
            all.put("system.posix_acl_default", list());
        }
        return all;
    }

    /// An access control list as `getxattr` gives it.
    private byte[] list() {
        int users = random.nextInt(4);
        int groups = random.nextInt(3);
        ByteBuffer out =
                ByteBuffer.allocate(4 + 8 * (5 + users + groups) - 8)
                        .order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(2);
        entry(out, 0x01, -1);
        for (int i = 0; i < users; i++) {
            entry(out, 0x02, 1000 + i);
        }
        entry(out, 0x04, -1);
        for (int i = 0; i < groups; i++) {
            entry(out, 0x08, 100_000 + i);
        }
        entry(out, 0x10, -1);
        entry(out, 0x20, -1);
        return out.array();
    }

    private void entry(ByteBuffer out, int tag, int id) {
        out.putShort((short) tag).putShort((short) random.nextInt(8)).putInt(id);
    }
}

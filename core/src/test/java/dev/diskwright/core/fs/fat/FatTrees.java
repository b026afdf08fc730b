package dev.diskwright.core.fs.fat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.content.Attributes;
import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileNode;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.testing.Cases;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/// Trees that FAT can hold, and what is left of them on it.
final class FatTrees {
    static final long TIME = 1_700_000_000L;

    // mtools counts 2100 as a leap year
    private static final long END_OF_2099 = 4_102_444_800L;

    private static final String PLAIN = "abcxyzABCXYZ0189_-$~";
    private static final String WILD = PLAIN + " .+,;=[]'`^äÖßλжあ";

    private FatTrees() {}

    static RegularFile file(String text) {
        return new RegularFile(Attributes.root(0644, TIME), BlockSource.of(text.getBytes(UTF_8)));
    }

    static RegularFile file(byte[] bytes) {
        return new RegularFile(Attributes.root(0644, TIME), BlockSource.of(bytes));
    }

    static Directory directory(Map<String, ? extends FileNode> entries) {
        return new Directory(Attributes.root(0755, TIME), entries);
    }

    static FileTree tree(Map<String, ? extends FileNode> entries) {
        return new FileTree(directory(entries));
    }

    /// {@return a small tree as an EFI system partition has it}
    static FileTree esp() {
        var boot =
                directory(
                        Map.of(
                                "BOOTX64.EFI", file("loader".repeat(3000)),
                                "a long name with spaces.conf", file("long"),
                                "Mixed.Cfg", file("")));
        return tree(
                Map.of(
                        "EFI", directory(Map.of("BOOT", boot)),
                        "startup.nsh", file("exit\r\n"),
                        "naïve ☃ 𝄞.txt", file("music")));
    }

    /// {@return a random tree}
    static FileTree random(Random random) {
        return new FileTree(directory(random, WILD, 0));
    }

    /// {@return a random tree with names in ASCII}
    static FileTree randomAscii(Random random) {
        return new FileTree(directory(random, PLAIN + " .+,;=[]'`^", 0));
    }

    private static Directory directory(Random random, String letters, int depth) {
        Map<String, FileNode> entries = new HashMap<>();
        Set<String> folded = new HashSet<>();
        int count = random.nextInt(8) == 0 ? random.nextInt(200) : random.nextInt(12);
        for (int i = 0; i < count; i++) {
            String name = name(random, letters);
            boolean tooLongForHosts = name.getBytes(UTF_8).length > 255;
            if (name.isEmpty() || tooLongForHosts || !folded.add(LongName.folded(name))) {
                continue;
            }
            boolean below = depth < 4 && random.nextInt(4) == 0;
            entries.put(name, below ? directory(random, letters, depth + 1) : file(random));
        }
        return new Directory(attributes(random, 0755), entries);
    }

    private static RegularFile file(Random random) {
        int size = (int) Cases.size(random, 20_000);
        return new RegularFile(attributes(random, 0644), BlockSource.of(Cases.bytes(random, size)));
    }

    private static Attributes attributes(Random random, int mode) {
        long seconds = DosTime.FIRST + random.nextLong(END_OF_2099 - DosTime.FIRST);
        return Attributes.root(random.nextInt(5) == 0 ? mode & ~0222 : mode, seconds);
    }

    private static String name(Random random, String wild) {
        String letters = random.nextBoolean() ? PLAIN : wild;
        int length = random.nextInt(20) == 0 ? 1 + random.nextInt(255) : 1 + random.nextInt(14);
        var name = new StringBuilder();
        for (int i = 0; i < length; i++) {
            name.append(letters.charAt(random.nextInt(letters.length())));
        }
        if (random.nextBoolean()) {
            name.setLength(Math.min(251, name.length()));
            name.append('.').append("efi.TXT.cOn".substring(4 * random.nextInt(3)), 0, 3);
        }
        return name.toString().replaceFirst("[. ]+$", "");
    }

    /// {@return one line a file or directory with everything FAT keeps}
    static Map<String, String> listing(FileTree tree) throws IOException {
        Map<String, String> lines = new TreeMap<>();
        tree.walk((path, node) -> {
            Attributes it = node.attributes();
            String line = "%o %d".formatted(it.mode(), it.seconds() & ~1L);
            if (node instanceof RegularFile file) {
                BlockSource content = file.content();
                int size = Math.toIntExact(content.size());
                byte[] bytes = (byte[]) content.bytes(0, size).heapBase().orElseThrow();
                line += " %d %08x".formatted(size, java.util.Arrays.hashCode(bytes));
            }
            lines.put(path, line);
        });
        return lines;
    }

    /// {@return the same tree with entries handed over in another order}
    static Directory reversed(Directory directory) {
        Map<String, FileNode> entries = new LinkedHashMap<>();
        for (int i = directory.count() - 1; i >= 0; i--) {
            FileNode node = directory.node(i);
            entries.put(
                    directory.name(i), node instanceof Directory below ? reversed(below) : node);
        }
        return new Directory(directory.attributes(), entries);
    }
}

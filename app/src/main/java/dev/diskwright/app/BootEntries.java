package dev.diskwright.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.boot.UkiSummary;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.table.PartitionTable;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What firmware and boot loaders find on a disk to start.
final class BootEntries {
    /// Larger than any entry of the boot loader specification, in bytes.
    private static final int LARGEST_ENTRY = 64 << 10;

    private BootEntries() {}

    /// One of them.
    ///
    /// @param path in its file system; empty for what lies outside of one
    /// @param description a few words
    record Entry(String path, String description) {}

    /// {@return whether sector 0 holds code for a BIOS}
    static boolean hasBiosCode(BlockSource disk) throws IOException {
        if (disk.size() < PartitionTable.BOOT_CODE_SIZE) {
            return false;
        }
        byte[] code = disk.bytes(0, PartitionTable.BOOT_CODE_SIZE).toArray(ValueLayout.JAVA_BYTE);
        for (byte b : code) {
            if (b != 0) {
                return true;
            }
        }
        return false;
    }

    /// {@return what UEFI and boot loaders find in the usual places of a file system}
    ///
    /// @param where the file system
    static List<Entry> of(Where where, FileTree tree) throws IOException {
        var entries = new ArrayList<Entry>();
        var places = List.of("efi/boot/", "efi/linux/", "efi/systemd/", "loader/entries/");
        tree.walk((path, node) -> {
            String lower = path.substring(1).toLowerCase(Locale.ROOT);
            boolean usual = places.stream().anyMatch(lower::startsWith);
            if (usual && node instanceof RegularFile file) {
                if (lower.endsWith(".efi")) {
                    entries.add(new Entry(path, program(where.inside(path), file)));
                } else if (lower.endsWith(".conf")) {
                    entries.add(new Entry(path, entry(file)));
                }
            }
        });
        return entries;
    }

    private static String program(Where where, RegularFile file) throws IOException {
        try {
            return UkiSummary.read(where, file.content())
                    .map(BootEntries::kernel)
                    .orElse("UEFI program");
        } catch (ImageException e) {
            return "damaged: " + e.problem();
        }
    }

    private static String kernel(UkiSummary uki) {
        var words = new StringBuilder("unified kernel image");
        if (uki.release() != null) {
            words.append(", Linux ").append(uki.release().strip());
        }
        if (uki.initrdSize() > 0) {
            words.append(", with initrd");
        }
        if (uki.signed()) {
            words.append(", signed");
        }
        if (uki.commandLine() != null) {
            words.append(": ").append(uki.commandLine().strip());
        }
        return words.toString();
    }

    /// {@return the title that an entry of the boot loader specification gives itself}
    private static String entry(RegularFile file) throws IOException {
        int length = (int) Math.min(LARGEST_ENTRY, file.content().size());
        byte[] text = file.content().bytes(0, length).toArray(ValueLayout.JAVA_BYTE);
        return new String(text, UTF_8)
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("title"))
                .map(line -> "boot entry: " + line.substring("title".length()).strip())
                .findFirst()
                .orElse("boot entry");
    }
}

package dev.diskwright.ui.drop;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.HostFile;
import dev.diskwright.core.boot.KernelImage;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.codec.Compression;
import dev.diskwright.core.container.Containers;
import dev.diskwright.core.fs.FileSystems;
import dev.diskwright.core.table.PartitionTables;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Finds out what a file is, by its content; names only decide between what content cannot tell apart. Reads little, but
/// from the host, and so never on the window's thread.
final class Probe {
    private static final int HEAD = 512;
    private static final int USTAR = 257;
    private static final Pattern CPIO = Pattern.compile(".*\\.cpio(\\.[a-z0-9]+)?");

    private Probe() {}

    /// {@return what lies at `path`}
    ///
    /// @param source how the design names it
    static Dropped of(Path path, String source) {
        Path last = path.getFileName();
        String name = last == null ? path.toString() : last.toString();
        try {
            if (Files.isDirectory(path)) {
                return new Dropped(path, source, name, Dropped.Kind.FOLDER, 0);
            }
            try (HostFile file = HostFile.open(path)) {
                return new Dropped(path, source, name, kind(name, file), file.size());
            }
        } catch (IOException e) {
            return new Dropped(path, source, name, Dropped.Kind.MISSING, 0);
        }
    }

    private static Dropped.Kind kind(String name, BlockSource file) throws IOException {
        byte[] head = head(file);
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".json") && looksLikeJson(head)) {
            return Dropped.Kind.DESIGN;
        }
        Optional<Compression> compression = Compression.of(file);
        byte[] plain = compression.isEmpty() ? head : unpacked(compression.get(), name, file);
        boolean packed = startsWith(head, "PK"); // many kinds of documents are zip files
        boolean zip = packed && lower.endsWith(".zip");
        boolean container = !packed && !Containers.recognise(file).name().equals("raw");
        if (container && (compression.isEmpty() || isBootRecord(plain))) {
            return Dropped.Kind.DISK;
        }
        if (isTar(plain)) {
            return Dropped.Kind.ARCHIVE;
        }
        if (startsWith(plain, "07070")) {
            return CPIO.matcher(lower).matches() ? Dropped.Kind.CPIO : Dropped.Kind.INITRD;
        }
        if (zip) {
            return Dropped.Kind.ARCHIVE;
        }
        if (compression.isPresent()) {
            return Dropped.Kind.FILE;
        }
        Where where = Where.file(name);
        if (isFileSystem(where, file)) {
            return Dropped.Kind.FILESYSTEM;
        }
        if (isKernel(where, file)) {
            return Dropped.Kind.KERNEL;
        }
        return isDisk(where, file) ? Dropped.Kind.DISK : Dropped.Kind.FILE;
    }

    private static boolean isBootRecord(byte[] head) {
        return head.length >= HEAD && head[510] == 0x55 && head[511] == (byte) 0xaa;
    }

    private static byte[] head(BlockSource file) throws IOException {
        return file.bytes(0, (int) Math.min(HEAD, file.size())).toArray(ValueLayout.JAVA_BYTE);
    }

    private static byte[] unpacked(Compression compression, String name, BlockSource file) {
        try (InputStream stream = compression.decode(Where.file(name), file)) {
            return stream.readNBytes(HEAD);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    private static boolean startsWith(byte[] bytes, String magic) {
        return text(bytes, 0, magic.length()).equals(magic);
    }

    private static boolean looksLikeJson(byte[] head) {
        String text = new String(head, StandardCharsets.UTF_8).strip();
        return text.startsWith("{") || text.startsWith("/");
    }

    private static String text(byte[] bytes, int from, int length) {
        return bytes.length < from + length
                ? ""
                : new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    }

    /// The magic of POSIX and GNU, or for older archives the header's own checksum.
    private static boolean isTar(byte[] head) {
        if (head.length < HEAD) {
            return false;
        }
        if (text(head, USTAR, 5).equals("ustar")) {
            return true;
        }
        String digits = text(head, 148, 8).replaceAll("[\\s\\x00]", "");
        if (!digits.matches("[0-7]{1,7}") || head[0] == 0) {
            return false;
        }
        long sum = 8 * ' ';
        for (int i = 0; i < HEAD; i++) {
            sum += i >= 148 && i < 156 ? 0 : head[i] & 0xff;
        }
        return sum == Long.parseLong(digits, 8);
    }

    private static boolean isFileSystem(Where where, BlockSource file) throws IOException {
        try {
            return FileSystems.recognise(where, file).isPresent();
        } catch (dev.diskwright.core.bytes.ImageException e) {
            return true; // of a format we know, though damaged: the plan says so with its place
        }
    }

    private static boolean isKernel(Where where, BlockSource file) {
        try {
            return KernelImage.read(where, file).isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isDisk(Where where, BlockSource file) {
        try {
            return PartitionTables.read(where, file).isPresent();
        } catch (IOException e) {
            return false;
        }
    }
}

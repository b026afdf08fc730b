package dev.diskwright.core.fs.swap;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Guids;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.fs.FileSystemFormat;
import dev.diskwright.core.fs.VolumeInfo;
import dev.diskwright.core.fs.VolumeMeasure;
import dev.diskwright.core.fs.VolumeWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/// Swap space of Linux. As a file system it is one without files.
public final class Swap implements FileSystemFormat {
    /// Bytes that a label holds.
    public static final int LABEL = 15;

    private static final int PAGE = 4096;
    private static final int LARGEST_PAGE = 65536;
    private static final int LEAST_PAGES = 10; // as mkswap has it
    private static final long MOST_PAGES = 1L << 32;
    private static final String HEADER = "swap header";

    /// {@return what makes swap space with pages of 4096 bytes}
    ///
    /// @param label up to 15 bytes of UTF-8
    /// @throws IllegalArgumentException if the label is longer
    public static VolumeWriter writer(String label, UUID uuid) {
        if (label.getBytes(UTF_8).length > LABEL || label.indexOf(0) >= 0) {
            throw new IllegalArgumentException("the label \"%s\" of swap".formatted(label));
        }
        return new Writer(label, uuid);
    }

    private record Measure(long minimumSize) implements VolumeMeasure {
        @Override
        public String variant(long size) {
            return "";
        }
    }

    private record Writer(String label, UUID uuid) implements VolumeWriter {
        @Override
        public VolumeMeasure measure(FileTree tree) throws ImageException {
            if (tree.root().count() > 0) {
                throw new DoesNotFitException(
                        Where.file("swap space"),
                        "files, %s first".formatted(tree.root().name(0)),
                        "none");
            }
            return new Measure((long) LEAST_PAGES * PAGE);
        }

        @Override
        public BlockSource write(FileTree tree, long size) throws ImageException {
            long least = measure(tree).minimumSize();
            if (size < least) {
                throw new DoesNotFitException(Where.file("swap space"), least, size);
            }
            long pages = Math.min(size / PAGE, MOST_PAGES);
            MemorySegment page = MemorySegment.ofArray(new byte[PAGE]);
            var header = new SwapHeader(1, pages - 1, 0, uuid, SwapHeader.name(label));
            SwapHeader.CODEC.write(header, page, SwapHeader.OFFSET);
            byte[] signature = SwapHeader.SIGNATURE.getBytes(US_ASCII);
            MemorySegment.copy(
                    signature, 0, page, JAVA_BYTE, PAGE - signature.length, signature.length);
            return Composition.ofSize(size).place(0, BlockSource.of(page)).build();
        }
    }

    @Override
    public String name() {
        return "swap";
    }

    /// {@return the size of a page, by where the signature is; 0 if there is none}
    private static int pageSize(BlockSource volume) throws IOException {
        int length = SwapHeader.SIGNATURE.length();
        for (int page = PAGE; page <= LARGEST_PAGE && page <= volume.size(); page *= 2) {
            byte[] found = volume.bytes(page - length, length).toArray(JAVA_BYTE);
            if (new String(found, US_ASCII).equals(SwapHeader.SIGNATURE)) {
                return page;
            }
        }
        return 0;
    }

    @Override
    public Optional<VolumeInfo> probe(Where where, BlockSource volume) throws IOException {
        int page = pageSize(volume);
        if (page == 0) {
            return Optional.empty();
        }
        SwapHeader header = header(where, volume, page);
        return Optional.of(
                new VolumeInfo(
                        name(),
                        "",
                        header.label(),
                        header.uuid().equals(Guids.NIL) ? "" : header.uuid().toString(),
                        (header.lastPage() + 1) * page,
                        page));
    }

    private static SwapHeader header(Where where, BlockSource volume, int page) throws IOException {
        SwapHeader header =
                SwapHeader.CODEC.read(volume.bytes(SwapHeader.OFFSET, SwapHeader.SIZE), 0);
        if (header.version() != 1) {
            throw new UnsupportedImageException(
                    field(where, "version"), "version " + header.version());
        }
        if (header.lastPage() == 0 || (header.lastPage() + 1) * page > volume.size()) {
            throw new CorruptImageException(
                    field(where, "lastPage"),
                    Long.toString(header.lastPage()),
                    "1 to %d".formatted(volume.size() / page - 1));
        }
        return header;
    }

    private static Where field(Where where, String name) {
        return where.structure(HEADER, SwapHeader.OFFSET)
                .field(name, SwapHeader.CODEC.offset(name));
    }

    /// {@return no files}
    @Override
    public FileTree read(Where where, BlockSource volume) throws IOException {
        header(where, volume, Math.max(PAGE, pageSize(volume)));
        return FileTree.empty(0);
    }

    @Override
    public void check(Where where, BlockSource volume, Consumer<Finding> findings)
            throws IOException {
        try {
            int page = Math.max(PAGE, pageSize(volume));
            SwapHeader header = header(where, volume, page);
            long most = (page - SwapHeader.SIGNATURE.length() - 1536L) / 4;
            if (header.badPageCount() > most) {
                findings.accept(
                        Finding.error(
                                field(where, "badPageCount"),
                                "%d bad pages are more than the header has room for"
                                        .formatted(header.badPageCount())));
            }
        } catch (ImageException e) {
            findings.accept(Finding.of(e));
        }
    }
}

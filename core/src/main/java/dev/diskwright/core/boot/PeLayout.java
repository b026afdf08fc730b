package dev.diskwright.core.boot;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.List;

/// What of a UEFI program a signature covers, and where signatures lie (Authenticode, "Calculating the PE Image Hash").
public final class PeLayout {
    private static final ValueLayout.OfInt U32 = JAVA_INT_UNALIGNED.withOrder(LITTLE_ENDIAN);
    private static final int CERTIFICATE_TABLE = 4;
    private static final long LARGEST_HEADERS = 1 << 16;
    private static final int BUFFER = 1 << 16;

    private final PeImage image;
    private final long checksum;
    private final long directory;
    private final long certificatesOffset;
    private final long certificatesSize;

    private PeLayout(
            PeImage image,
            long checksum,
            long directory,
            long certificatesOffset,
            long certificatesSize) {
        this.image = image;
        this.checksum = checksum;
        this.directory = directory;
        this.certificatesOffset = certificatesOffset;
        this.certificatesSize = certificatesSize;
    }

    /// Reads the headers.
    ///
    /// @throws CorruptImageException if a header is damaged
    /// @throws UnsupportedImageException if there is no place for signatures, or they are not at the program's end
    public static PeLayout read(Where where, BlockSource bytes) throws IOException {
        PeImage image = PeImage.read(where, bytes);
        long optional = image.optionalHeaderOffset();
        int count = image.optional().directoryCountOffset();
        long entry = optional + count + 4 + 8L * CERTIFICATE_TABLE;
        if (image.coff().sizeOfOptionalHeader() < count + 4 + 8 * (CERTIFICATE_TABLE + 1)
                || (bytes.bytes(optional + count, 4).get(U32, 0) & 0xffff_ffffL)
                        <= CERTIFICATE_TABLE) {
            throw new UnsupportedImageException(
                    where.structure("optional header", optional),
                    "a program without a place for signatures");
        }
        long headers = image.optional().sizeOfHeaders();
        if (headers > Math.min(bytes.size(), LARGEST_HEADERS) || headers < entry + 8) {
            throw new CorruptImageException(
                    where.structure("optional header", optional)
                            .field("sizeOfHeaders", OptionalHeader.CODEC.offset("sizeOfHeaders")),
                    headers + " bytes",
                    "%d to %d".formatted(entry + 8, Math.min(bytes.size(), LARGEST_HEADERS)));
        }
        MemorySegment table = bytes.bytes(entry, 8);
        long offset = table.get(U32, 0) & 0xffff_ffffL;
        long size = table.get(U32, 4) & 0xffff_ffffL;
        var directory = where.structure("certificate table", entry);
        if (size == 0) {
            offset = 0;
        } else if (offset < headers || offset % 8 != 0 || offset + size > bytes.size()) {
            throw new CorruptImageException(
                    directory,
                    "%d bytes at 0x%x".formatted(size, offset),
                    "a multiple of 8 inside the file's %d bytes".formatted(bytes.size()));
        } else if (bytes.size() - offset - size >= 8) {
            throw new UnsupportedImageException(directory, "a program with data behind signatures");
        }
        for (PeSection it : image.sections()) {
            if (offset != 0 && it.rawEnd() > offset) {
                throw new CorruptImageException(
                        directory, "0x%x".formatted(offset), "a place behind section " + it.name());
            }
        }
        long checksum = optional + OptionalHeader.CODEC.offset("checkSum");
        return new PeLayout(image, checksum, entry, offset, size);
    }

    /// {@return where signatures begin, in bytes; 0 if there are none}
    public long certificatesOffset() {
        return certificatesOffset;
    }

    /// {@return size of all signatures together, in bytes}
    public long certificatesSize() {
        return certificatesSize;
    }

    /// {@return the signatures' bytes; empty if there are none}
    public BlockSource certificates() {
        return image.bytes().slice(certificatesOffset, certificatesSize);
    }

    /// {@return the program up to its signatures}
    public BlockSource withoutCertificates() {
        return certificatesOffset == 0 ? image.bytes() : image.bytes().slice(0, certificatesOffset);
    }

    /// {@return the headers of the program with signatures at that place, and no checksum}
    public MemorySegment headers(long newOffset, long newSize) throws IOException {
        MemorySegment headers = image.bytes().bytes(0, (int) image.optional().sizeOfHeaders());
        headers.set(U32, checksum, 0);
        headers.set(U32, directory, (int) newOffset);
        headers.set(U32, directory + 4, (int) newSize);
        return headers;
    }

    /// {@return the digest that a signature states: headers without checksum and place of signatures, sections in the
    /// order of the file, and what is behind them}
    ///
    /// @param program up to its signatures, padded to a multiple of 8 bytes
    public byte[] sha256(BlockSource program) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
        long headers = image.optional().sizeOfHeaders();
        update(digest, program, 0, checksum);
        update(digest, program, checksum + 4, directory);
        update(digest, program, directory + 8, headers);
        long hashed = headers;
        List<PeSection> sections =
                image.sections().stream()
                        .filter(it -> it.sizeOfRawData() > 0)
                        .sorted(Comparator.comparingLong(PeSection::pointerToRawData))
                        .toList();
        for (PeSection it : sections) {
            update(digest, program, it.pointerToRawData(), it.rawEnd());
            hashed += it.sizeOfRawData();
        }
        if (hashed < program.size()) {
            update(digest, program, hashed, program.size());
        }
        return digest.digest();
    }

    private static void update(MessageDigest digest, BlockSource from, long start, long end)
            throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (long at = start; at < end; ) {
            int length = (int) Math.min(BUFFER, end - at);
            from.read(at, MemorySegment.ofArray(buffer).asSlice(0, length));
            digest.update(buffer, 0, length);
            at += length;
        }
    }
}

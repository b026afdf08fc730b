package dev.diskwright.core.container.packed;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.codec.Compression;
import dev.diskwright.core.codec.Gzip;
import dev.diskwright.core.codec.SourceChannel;
import dev.diskwright.core.container.ContainerFormat;
import dev.diskwright.core.container.Containers;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/// A member of a zip archive.
///
/// @param where the member
/// @param name path in the archive
/// @param method how it is packed
/// @param packed its bytes in the archive
/// @param size of what it unpacks to, in bytes
/// @param crc of what it unpacks to
record ZipMember(Where where, String name, int method, BlockSource packed, long size, long crc) {
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final int BZIP2 = 12;
    private static final int ZSTD = 93;
    private static final int XZ = 95;
    private static final int SMALL = 64 << 10; // bytes of an attachment
    private static final int MOST = 254; // images
    private static final int PIECE = 256 << 10; // bytes read at once
    private static final Set<String> MORE_IMAGES = Set.of("iso", "dd", "bin", "wic", "hddimg");

    /// {@return the members that are files}
    static List<ZipMember> all(Where where, BlockSource file) throws IOException {
        var members = new ArrayList<ZipMember>();
        Set<String> names = new HashSet<>();
        try (ZipFile zip =
                ZipFile.builder().setSeekableByteChannel(new SourceChannel(file)).get()) {
            for (ZipArchiveEntry it : Collections.list(zip.getEntriesInPhysicalOrder())) {
                if (!it.isDirectory() && !it.isUnixSymlink()) {
                    ZipMember member = member(where, file, it);
                    if (!names.add(member.name)) {
                        throw new CorruptImageException(
                                member.where, "the name again", "another one");
                    }
                    members.add(member);
                }
            }
        } catch (ImageException | ClosedByInterruptException e) {
            throw e;
        } catch (IOException | RuntimeException e) { // of several kinds, for damaged data
            throw new CorruptImageException(
                    where.structure("central directory", 0),
                    "damage or an early end (%s)".formatted(e.getMessage()),
                    "the directory of a zip archive",
                    e);
        }
        return members;
    }

    private static ZipMember member(Where where, BlockSource file, ZipArchiveEntry it)
            throws ImageException {
        String name = it.getName().replaceAll("\\p{Cntrl}", "?");
        Where place = where.inside("member \"%s\"".formatted(name));
        if (it.getGeneralPurposeBit().usesEncryption()) {
            throw new UnsupportedImageException(place, "encryption");
        }
        long at = it.getDataOffset();
        long length = it.getCompressedSize();
        if (at < 0 || length < 0 || it.getSize() < 0 || at > file.size() - length) {
            throw new CorruptImageException(
                    place,
                    "%d bytes at %d".formatted(length, at),
                    "a range of the archive's %d bytes".formatted(file.size()));
        }
        if (it.getMethod() == STORED && length != it.getSize()) {
            throw new CorruptImageException(
                    place, "%d bytes stored".formatted(length), Long.toString(it.getSize()));
        }
        return new ZipMember(
                place, name, it.getMethod(), file.slice(at, length), it.getSize(), it.getCrc());
    }

    /// {@return those that are images: the only one, or those named as images, or all}
    static List<ZipMember> images(Where where, List<ZipMember> members) throws ImageException {
        Set<String> endings =
                Containers.ALL.stream()
                        .map(ContainerFormat::extensions)
                        .flatMap(List::stream)
                        .collect(Collectors.toSet());
        List<ZipMember> named =
                members.stream()
                        .filter(it ->
                                endings.contains(it.ending()) || MORE_IMAGES.contains(it.ending()))
                        .toList();
        List<ZipMember> images = named.isEmpty() || members.size() == 1 ? members : named;
        if (images.isEmpty()) {
            throw new CorruptImageException(where, "no file", "an image");
        }
        if (images.size() > MOST) {
            throw new DoesNotFitException(where, images.size() + " images", MOST + " images");
        }
        return images;
    }

    /// {@return the last part of its path}
    String fileName() {
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    }

    private String ending() {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    boolean isSmall() {
        return size <= SMALL && !fileName().isEmpty();
    }

    /// {@return how it is packed, in words}
    String compression() {
        return method == STORED ? "zip, stored" : "zip";
    }

    /// {@return what it unpacks to}
    BlockSource open() throws IOException {
        BlockSource unpacked =
                switch (method) {
                    case STORED -> packed;
                    case DEFLATED -> Compression.inflate(where, packed, size, crc);
                    case BZIP2 -> Compression.BZIP2.unpack(where, packed);
                    case ZSTD -> Compression.ZSTD.unpack(where, packed);
                    case XZ -> Compression.XZ.unpack(where, packed);
                    default ->
                            throw new UnsupportedImageException(
                                    where, "compression method " + method);
                };
        if (unpacked.size() != size) {
            throw new CorruptImageException(where, unpacked.size() + " bytes", Long.toString(size));
        }
        return unpacked;
    }

    /// {@return what it unpacks to, held against its sum}
    BlockSource check(Consumer<Finding> findings) throws IOException {
        BlockSource unpacked = open();
        if (method != DEFLATED) { // which was gone through already
            int sum = 0;
            for (long at = 0; at < size; at += PIECE) {
                int length = (int) Math.min(PIECE, size - at);
                sum = Gzip.combine(sum, Gzip.crc(unpacked.bytes(at, length)), length);
            }
            if (Integer.toUnsignedLong(sum) != crc) {
                findings.accept(
                        Finding.error(where, "the sum is %08x, not %08x".formatted(sum, crc)));
            }
        }
        return unpacked;
    }
}

package dev.diskwright.core.container.ova;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.ContainerFormat;
import dev.diskwright.core.container.Containers;
import dev.diskwright.core.container.ova.Envelope.DiskElement;
import dev.diskwright.core.container.ova.Envelope.FileReference;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Checks a package: that references, sizes and digests agree with the files, and each disk by its own format's checker.
///
/// @param reader of the package
/// @param descriptor the descriptor's name and bytes
/// @param findings told of each fault
record Checker(
        PackageReader reader, String name, BlockSource descriptor, Consumer<Finding> findings) {
    private static final int PIECE = 1 << 20; // bytes read at once

    /// @param manifest its bytes, if there is one
    void check(Where where, Optional<BlockSource> manifest, boolean signed) throws IOException {
        for (DiskElement it : reader.envelope().disks()) {
            guarded(() -> checkDisk(it));
        }
        Set<String> identifiers = new HashSet<>();
        for (FileReference it : reader.envelope().files()) {
            if (!identifiers.add(it.id())) {
                error(it.where(), "another file has the identifier \"%s\" too".formatted(it.id()));
            }
            guarded(() -> checkSize(it));
        }
        if (manifest.isPresent()) {
            guarded(() -> checkManifest(where, manifest.get()));
        } else {
            note(where, "there is no manifest, so that digests cannot be checked");
        }
        if (signed) {
            note(where, "the certificate is not verified");
        }
    }

    /// Something that may fail.
    @FunctionalInterface
    private interface Check {
        void run() throws IOException;
    }

    private void guarded(Check check) throws IOException {
        try {
            check.run();
        } catch (ImageException e) {
            findings.accept(Finding.of(e));
        }
    }

    private void checkSize(FileReference file) throws IOException {
        if (!file.chunkSize().isEmpty()) {
            return; // told with the disk
        }
        BlockSource bytes = reader.files().open(file.where(), PackageReader.name(file));
        if (file.size().isPresent() && file.size().getAsLong() != bytes.size()) {
            error(
                    file.where().field("size", 0),
                    "is %d, but \"%s\" has %d bytes"
                            .formatted(file.size().getAsLong(), file.href(), bytes.size()));
        }
    }

    private void checkDisk(DiskElement element) throws IOException {
        BlockSource disk = reader.open(element);
        long capacity = element.size();
        if (capacity != disk.size()) {
            warning(
                    element.where().field("capacity", 0),
                    "is %d bytes, but the disk has %d".formatted(capacity, disk.size()));
        }
        if (element.fileRef().isEmpty()) {
            return;
        }
        FileReference file = reader.file(element);
        BlockSource bytes = reader.bytes(file);
        ContainerFormat format = Containers.recognise(bytes);
        Where place = Where.file(PackageReader.name(file));
        format.check(place, bytes, reader.files(), findings);
    }

    private void checkManifest(Where where, BlockSource bytes) throws IOException {
        Manifest manifest = Manifest.read(where.inside("manifest"), bytes);
        for (Where it : manifest.odd()) {
            warning(it, "is no digest");
        }
        for (Manifest.Entry it : manifest.entries()) {
            if (it.blank()) {
                warning(
                        it.where(),
                        "has a blank before the parenthesis, which some importers refuse");
            }
            guarded(() -> checkDigest(it));
        }
        if (manifest.entry(name).isEmpty()) {
            warning(where, "the manifest does not name the descriptor \"%s\"".formatted(name));
        }
        for (FileReference it : reader.envelope().files()) {
            String file = PackageReader.name(it);
            if (manifest.entry(file).isEmpty()) {
                warning(it.where(), "the manifest does not name \"%s\"".formatted(file));
            }
        }
    }

    private void checkDigest(Manifest.Entry entry) throws IOException {
        BlockSource bytes =
                entry.name().equals(name)
                        ? descriptor
                        : reader.files().open(entry.where(), entry.name());
        String digest = digest(Manifest.digest(entry.algorithm()), bytes);
        if (!digest.equals(entry.digest())) {
            error(
                    entry.where(),
                    "the %s digest of \"%s\" is %s"
                            .formatted(entry.algorithm(), entry.name(), digest));
        }
    }

    private static String digest(MessageDigest digest, BlockSource bytes) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate((int) Math.min(PIECE, bytes.size()));
        for (long at = 0; at < bytes.size(); at += piece.limit()) {
            piece.clear().limit((int) Math.min(piece.capacity(), bytes.size() - at));
            bytes.read(at, MemorySegment.ofBuffer(piece));
            digest.update(piece);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private void error(Where where, String sentence) {
        findings.accept(Finding.error(where, sentence));
    }

    private void warning(Where where, String sentence) {
        findings.accept(Finding.warning(where, sentence));
    }

    private void note(Where where, String sentence) {
        findings.accept(new Finding(Finding.Severity.NOTE, where, sentence));
    }
}

package dev.diskwright.core.verify;

import dev.diskwright.core.block.Progress;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.container.ImageFile;
import dev.diskwright.core.fs.FileSystemFormat;
import dev.diskwright.core.fs.verity.Verity;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/// Every checker that applies to a disk, level by level.
public final class Verifier {
    private Verifier() {}

    /// Checks container, partition table and file systems. What is found is told as it is found, never thrown.
    ///
    /// @param progress steps are named after the level; a step's total is the bytes that the level covers
    /// @throws IOException if the host cannot read the image
    /// @throws InterruptedException if the thread was interrupted
    public static void verify(DiskImage image, Consumer<Finding> findings, Progress progress)
            throws IOException, InterruptedException {
        container(image, findings, progress);
        boolean readable = true;
        try {
            progress.step("partition table", 0);
            if (image.table().isPresent()) {
                image.checkTable(findings);
            }
        } catch (ImageException e) {
            findings.accept(Finding.of(e));
            readable = false;
        }
        List<DiskImage.Part> parts;
        try {
            parts = image.parts();
        } catch (ImageException e) {
            if (readable) {
                findings.accept(Finding.of(e));
            }
            return;
        }
        for (DiskImage.Part part : parts) {
            stop();
            filesystem(part, parts, findings, progress);
        }
    }

    private static void container(DiskImage image, Consumer<Finding> findings, Progress progress)
            throws IOException, InterruptedException {
        if (image.file().isPresent()) {
            stop();
            ImageFile file = image.file().get();
            progress.step(file.format().name(), file.file().size());
            file.check(findings);
            progress.advance(file.file().size());
        }
    }

    private static void filesystem(
            DiskImage.Part part,
            List<DiskImage.Part> parts,
            Consumer<Finding> findings,
            Progress progress)
            throws IOException, InterruptedException {
        try {
            Optional<FileSystemFormat> format = part.format();
            if (format.isPresent()) {
                progress.step(
                        part.number() == 0
                                ? format.get().name()
                                : format.get().name() + " on partition " + part.number(),
                        part.bytes().size());
                format.get().check(part.where(), part.bytes(), findings);
                if (format.get() instanceof Verity) {
                    proved(part, parts, findings);
                }
                progress.advance(part.bytes().size());
            }
        } catch (ImageException e) {
            findings.accept(Finding.of(e));
        }
    }

    /// Checks a partition that is proved by another against its hashes; their GUIDs say which one it is (UAPI.2).
    private static void proved(
            DiskImage.Part hashes, List<DiskImage.Part> parts, Consumer<Finding> findings)
            throws IOException, InterruptedException {
        Optional<String> root = Verity.rootHash(hashes.where(), hashes.bytes());
        if (root.isEmpty()) {
            return;
        }
        UUID data = Verity.dataGuid(root.get());
        for (DiskImage.Part it : parts) {
            if (it.entry() != null && data.equals(it.entry().id())) {
                Verity.checkData(hashes.where(), hashes.bytes(), it.bytes(), findings);
            }
        }
    }

    private static void stop() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}

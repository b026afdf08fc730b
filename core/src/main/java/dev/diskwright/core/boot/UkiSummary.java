package dev.diskwright.core.boot;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a unified kernel image says about itself; null where it has no such section. Of an image with several profiles,
/// the base profile.
///
/// @param release of the kernel, as `uname -r` prints it
/// @param kernelSize in bytes
/// @param initrdSize of all initial RAM disks together, in bytes; 0 for none
public record UkiSummary(
        @Nullable EfiArchitecture architecture,
        @Nullable String osRelease,
        @Nullable String commandLine,
        @Nullable String release,
        long kernelSize,
        long initrdSize,
        boolean signed) {
    private static final int LONGEST_TEXT = 1 << 16;

    /// Recognises a unified kernel image.
    ///
    /// @return empty if this is no PE file or has no `.linux` section
    /// @throws CorruptImageException if its headers are damaged
    public static Optional<UkiSummary> read(Where where, BlockSource bytes) throws IOException {
        if (!PeImage.startsLikeOne(bytes)) {
            return Optional.empty();
        }
        PeImage image = PeImage.read(where, bytes);
        Optional<PeSection> linux = image.section(".linux");
        if (linux.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new UkiSummary(
                        image.architecture().orElse(null),
                        text(image, ".osrel"),
                        text(image, ".cmdline"),
                        text(image, ".uname"),
                        linux.get().contentSize(),
                        image.section(".initrd").map(PeSection::contentSize).orElse(0L),
                        image.signed()));
    }

    private static @Nullable String text(PeImage image, String name) throws IOException {
        Optional<PeSection> section = image.section(name);
        if (section.isEmpty()) {
            return null;
        }
        long size = section.get().contentSize();
        if (size > LONGEST_TEXT) {
            throw new CorruptImageException(
                    image.where().structure("section " + name, section.get().pointerToRawData()),
                    size + " bytes",
                    "text of at most " + LONGEST_TEXT);
        }
        byte[] text =
                image.content(section.get()).bytes(0, (int) size).toArray(ValueLayout.JAVA_BYTE);
        int end = text.length;
        while (end > 0 && text[end - 1] == 0) {
            end--;
        }
        return new String(text, 0, end, UTF_8);
    }
}

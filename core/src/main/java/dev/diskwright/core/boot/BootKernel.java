package dev.diskwright.core.boot;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;

/// What every UEFI loader asks of the kernel it is given and of its command line.
final class BootKernel {
    private BootKernel() {}

    /// {@return what is known about a kernel that firmware of this architecture can start}
    ///
    /// @throws UnsupportedImageException if it cannot
    /// @throws DoesNotFitException if the command line is longer than the kernel reads
    static KernelImage check(BootInput kernel, EfiArchitecture architecture, String commandLine)
            throws IOException {
        KernelImage image =
                KernelImage.read(kernel.where(), kernel.bytes())
                        .orElseThrow(() ->
                                new UnsupportedImageException(
                                        kernel.where(), "a kernel that is none we know"));
        if (image.efiStub() == null) {
            throw new UnsupportedImageException(
                    kernel.where(), "booting a kernel without EFI stub from UEFI");
        }
        if (image.efiStub() != architecture) {
            throw new UnsupportedImageException(
                    kernel.where(),
                    "a kernel for %s behind a loader for %s"
                            .formatted(image.efiStub().suffix(), architecture.suffix()));
        }
        if (image.commandLineLimit() > 0) {
            checkLength(kernel.where(), commandLine, image.commandLineLimit());
        }
        return image;
    }

    /// Refuses a command line of more than `limit` bytes.
    static void checkLength(Where kernel, String commandLine, long limit)
            throws DoesNotFitException {
        int length = commandLine.getBytes(UTF_8).length;
        if (length > limit) {
            throw new DoesNotFitException(
                    kernel,
                    "a command line of %d bytes".formatted(length),
                    "%d bytes".formatted(limit));
        }
    }

    /// {@return `commandLine`}
    ///
    /// @throws IllegalArgumentException if it has control characters
    static String checkCommandLine(String commandLine) {
        if (commandLine.chars().anyMatch(c -> c < ' ')) {
            throw new IllegalArgumentException("a command line is one line: " + commandLine);
        }
        return commandLine;
    }
}

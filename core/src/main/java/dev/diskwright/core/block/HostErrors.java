package dev.diskwright.core.block;

import dev.diskwright.core.bytes.HostException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What the host says when a file operation fails, in one clause that a person can act on.
public final class HostErrors {
    private static final long FULL =
            64 << 10; // bytes left below which a failed write means a full disk

    private HostErrors() {}

    /// {@return the failure as this program's own} One that already is, and an interruption, come back as they are.
    ///
    /// @param path the file that was read or looked at
    public static IOException reading(Path path, IOException failure) {
        return failure instanceof ImageException || failure instanceof ClosedByInterruptException
                ? failure
                : new HostException(Where.file(path.toString()), clause(failure), failure);
    }

    /// {@return the failure as this program's own, a full disk recognised} The system words that in the language of
    /// the user, so the space that is left decides.
    ///
    /// @param path the file that was being written or made
    public static IOException writing(Path path, IOException failure) {
        if (failure instanceof ImageException || failure instanceof ClosedByInterruptException) {
            return failure;
        }
        String clause = isFull(path) ? "no space left on the disk" : clause(failure);
        return new HostException(Where.file(path.toString()), clause, failure);
    }

    private static boolean isFull(Path path) {
        @Nullable Path place = path.toAbsolutePath().getParent();
        try {
            return place != null && Files.getFileStore(place).getUsableSpace() < FULL;
        } catch (IOException e) {
            return false; // then the system's own words have to do
        }
    }

    private static String clause(IOException failure) {
        return switch (failure) {
            case AccessDeniedException _ -> "permission denied";
            case NoSuchFileException _ -> "no such file or directory";
            case FileAlreadyExistsException _ -> "exists already";
            case DirectoryNotEmptyException _ -> "the directory is not empty";
            case NotDirectoryException _ -> "not a directory";
            case NotLinkException _ -> "not a symbolic link";
            case FileSystemLoopException _ -> "a directory that contains itself";
            case FileSystemException e when e.getReason() != null -> lowerFirst(e.getReason());
            default -> lowerFirst(String.valueOf(failure.getMessage()));
        };
    }

    private static String lowerFirst(String words) {
        return words.isEmpty() || words.length() > 1 && Character.isUpperCase(words.charAt(1))
                ? words
                : Character.toLowerCase(words.charAt(0)) + words.substring(1);
    }
}

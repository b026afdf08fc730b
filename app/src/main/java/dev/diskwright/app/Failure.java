package dev.diskwright.app;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.bytes.HostException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.container.OptionException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/// Why a call ended without its result: the exit status, and one line on what failed, on which file, why, and what to
/// do.
final class Failure extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;

    private Failure(int status, String line, Throwable cause) {
        super(line, cause);
        this.status = status;
    }

    private Failure(int status, String line) {
        super(line);
        this.status = status;
    }

    /// {@return a refusal: wrong usage, an invalid design, an unreadable image}
    ///
    /// @param problem what failed, on which file, why
    /// @param remedy what to do
    static Failure refused(String problem, String remedy) {
        return new Failure(ExitStatus.REFUSED, problem + "; " + remedy);
    }

    /// {@return a failure of the host: something that it lacks, or that did not work there}
    ///
    /// @param problem what failed, on which file, why
    /// @param remedy what to do
    static Failure lacking(String problem, String remedy, Throwable cause) {
        return host(problem, remedy, cause);
    }

    int status() {
        return status;
    }

    /// {@return the line, which is never null}
    String line() {
        return String.valueOf(getMessage());
    }

    /// {@return what a person should read of `fault`}
    static Failure of(Throwable fault) {
        return switch (fault) {
            case Failure failure -> failure;
            case InterruptedException _, ClosedByInterruptException _ ->
                    new Failure(ExitStatus.INTERRUPTED, "interrupted; nothing was left behind");
            case ImageException e -> of(e);
            case OptionException e -> refused(text(e), "diskwright formats lists what there is");
            case NoSuchFileException e ->
                    host(e.getFile() + ": there is no such file", "check the path", e);
            case AccessDeniedException e ->
                    host(e.getFile() + ": permission denied", remedy("permission denied"), e);
            case FileSystemException e -> {
                String reason =
                        e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
                yield host(e.getFile() + ": " + reason, remedy(reason), e);
            }
            case IOException e -> host(text(e), remedy(text(e)), e);
            case OutOfMemoryError e ->
                    host("there is not enough memory", "set JAVA_TOOL_OPTIONS=-Xmx4g and retry", e);
            default ->
                    host(
                            "a fault in diskwright itself: " + fault,
                            "run it again with --debug and report what it prints",
                            fault);
        };
    }

    private static Failure of(ImageException fault) {
        return switch (fault) {
            case CorruptImageException e ->
                    refused(e, "the file is damaged: compare it with where it came from");
            case UnsupportedImageException e ->
                    refused(e, "write it again without that, or use another format");
            case DoesNotFitException e -> refused(e, "make it larger, or put less into it");
            case HostException e -> host(text(e), remedy(e.problem()), e);
        };
    }

    private static Failure refused(ImageException fault, String remedy) {
        return new Failure(ExitStatus.REFUSED, text(fault) + "; " + remedy, fault);
    }

    private static Failure host(String problem, String remedy, Throwable cause) {
        return new Failure(ExitStatus.HOST, problem + "; " + remedy, cause);
    }

    private static String text(Throwable fault) {
        String message = fault.getMessage();
        return message == null ? fault.toString() : message;
    }

    /// What to do about a problem that the system words.
    private static String remedy(String problem) {
        String words = problem.toLowerCase(Locale.ROOT);
        if (words.contains("no space left") || words.contains("not enough space")) {
            return "free some space, or write to another disk";
        }
        if (words.contains("permission") || words.contains("access is denied")) {
            return "check who may read and write it";
        }
        if (words.contains("read-only")) {
            return "write somewhere else";
        }
        return "see that the file and its disk can be used, then retry";
    }
}

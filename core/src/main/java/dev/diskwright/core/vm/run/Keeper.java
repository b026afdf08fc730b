package dev.diskwright.core.vm.run;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// A shell that waits at the other end of a pipe. It knows which processes are ours; when the pipe ends without a good
/// bye, we were killed, and it kills them and deletes the directory. No signal can keep it from that but one sent to it.
///
/// Only the newest QEMU can end with its parent by itself, and Java cannot ask a kernel for it on behalf of a child. The
/// monitor on standard input is of no help: QEMU goes on when that ends. Every Unix has `/bin/sh`; on Windows there is no
/// keeper, and [RunDirectory] clears up at the next start.
final class Keeper {
    private static final String SHELL = "/bin/sh";
    private static final String SCRIPT =
            """
            trap '' HUP INT QUIT TERM
            list=
            while read -r line; do list=$line; done
            [ -z "$list" ] || kill -KILL $list 2>/dev/null
            rm -rf -- "$1"
            """;
    private static final int PATIENCE = 5; // seconds

    private final Process shell;

    private Keeper(Process shell) {
        this.shell = shell;
    }

    /// {@return nothing where there is no shell}
    static Optional<Keeper> start(Path directory) {
        if (!Files.isExecutable(Path.of(SHELL))) {
            return Optional.empty();
        }
        try {
            var builder =
                    new ProcessBuilder(
                                    SHELL, "-c", SCRIPT, "diskwright-keeper", directory.toString())
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .directory(directory.getRoot().toFile());
            return Optional.of(new Keeper(builder.start()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// Tells which processes are ours now.
    void guard(Collection<Long> pids) {
        String line = pids.stream().map(String::valueOf).collect(Collectors.joining(" ")) + "\n";
        try {
            OutputStream pipe = shell.getOutputStream();
            pipe.write(line.getBytes(US_ASCII));
            pipe.flush();
        } catch (IOException e) {
            // somebody has killed it; the next start clears up in its place
        }
    }

    /// Lets it go: there is nothing left to guard.
    void dismiss() {
        boolean interrupted = false;
        try {
            shell.getOutputStream().close();
            if (!shell.waitFor(PATIENCE, TimeUnit.SECONDS)) {
                shell.destroyForcibly();
            }
        } catch (IOException e) {
            shell.destroyForcibly();
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.diskwright.core.vm.session;

import dev.diskwright.core.bytes.HostException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.vm.SideProgram;
import dev.diskwright.core.vm.VmHost;
import dev.diskwright.core.vm.run.Companion;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Programs beside a machine, and what those that machines share need to be found and kept alive.
final class SideProgramStart {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String NEW_SESSION = "setsid"; // util-linux

    private final Path shared;
    private final VmHost host;

    SideProgramStart(Path shared, VmHost host) {
        this.shared = shared;
        this.host = host;
    }

    /// {@return them, in their order}
    List<Companion> companions(List<SideProgram> programs) throws IOException {
        var all = new ArrayList<Companion>();
        for (SideProgram it : programs) {
            all.add(it.shared() ? sharing(it) : own(it));
        }
        return all;
    }

    private static Companion own(SideProgram it) {
        return new Companion(it.id(), it.command(), Optional.of(it.ready()), PATIENCE);
    }

    private Companion sharing(SideProgram it) throws IOException {
        makePrivate();
        var command = new ArrayList<String>();
        // so that no key pressed in the terminal of its starter ends it
        host.program(NEW_SESSION).ifPresent(program -> command.add(program.toString()));
        command.addAll(it.command());
        return new Companion(
                it.id(),
                command,
                Optional.of(it.ready()),
                PATIENCE,
                Optional.of(shared.resolve(it.id())));
    }

    /// Its name can be guessed, and others may write where it is.
    private void makePrivate() throws IOException {
        try {
            Files.createDirectory(
                    shared,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException e) {
            String owner = Files.getOwner(shared, LinkOption.NOFOLLOW_LINKS).getName();
            boolean isOurs = ProcessHandle.current().info().user().map(owner::equals).orElse(false);
            if (!isOurs || !Files.isDirectory(shared, LinkOption.NOFOLLOW_LINKS)) {
                throw new HostException(Where.file(shared.toString()), "belongs to somebody else");
            }
        }
    }
}

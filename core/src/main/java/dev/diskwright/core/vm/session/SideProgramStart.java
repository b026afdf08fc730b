package dev.diskwright.core.vm.session;

import dev.diskwright.core.bytes.HostException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.vm.SideProgram;
import dev.diskwright.core.vm.run.Companion;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Programs beside a machine: which of them are to be started.
final class SideProgramStart {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String SWITCH_SOCKET = "ctl"; // in the directory of vde_switch

    private SideProgramStart() {}

    /// {@return those that do not run already} One that machines share ends with the machine that started it.
    static List<Companion> companions(List<SideProgram> programs) throws IOException {
        var all = new ArrayList<Companion>();
        for (SideProgram it : programs) {
            if (it.shared()) {
                if (isAlive(it.ready())) {
                    continue;
                }
                clear(it.ready());
            }
            all.add(new Companion(it.id(), it.command(), Optional.of(it.ready()), PATIENCE));
        }
        return all;
    }

    private static boolean isAlive(Path directory) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(directory.resolve(SWITCH_SOCKET)));
        } catch (IOException e) {
            return false;
        }
    }

    /// Makes room for a switch where one was killed.
    private static void clear(Path directory) throws IOException {
        Path parent = directory.getParent();
        if (parent != null) {
            makePrivate(parent);
        }
        if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
                for (Path file : files) {
                    Files.delete(file);
                }
            }
            Files.delete(directory);
        }
    }

    /// Its name can be guessed, and others may write where it is.
    private static void makePrivate(Path directory) throws IOException {
        try {
            Files.createDirectory(
                    directory,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException e) {
            String owner = Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS).getName();
            boolean isOurs = ProcessHandle.current().info().user().map(owner::equals).orElse(false);
            if (!isOurs || !Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                throw new HostException(
                        Where.file(directory.toString()), "belongs to somebody else");
            }
        }
    }
}

package dev.diskwright.core.testing;

import dev.diskwright.core.block.BlockSource;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The VHD and VHDX reader of the libyal project, by its Python binding (`python3-libvhdi`). Unlike QEMU it reads
/// differencing disks.
public final class LibVhdi {
    private static final Path PYTHON = Path.of("/usr/bin/python3"); // the system's, not another one
    private static final Path MODULES = Path.of("/usr/lib/python3/dist-packages");
    private static final String SCRIPT =
            """
            import sys, pyvhdi
            parent = None
            keep = []
            for name in sys.argv[2:]:
                disk = pyvhdi.file()
                disk.open(name)
                if parent is not None:
                    disk.set_parent(parent)
                keep.append(disk)
                parent = disk
            with open(sys.argv[1], 'wb') as out:
                left = disk.get_media_size()
                while left > 0:
                    piece = disk.read_buffer(min(left, 1 << 20))
                    out.write(piece)
                    left -= len(piece)
            """;

    private LibVhdi() {}

    /// Skips the test, or fails it where peers are required, unless it is installed.
    public static void require() throws IOException {
        Peers.requireFile(PYTHON.toString());
        List<String> found = new ArrayList<>();
        if (Files.isDirectory(MODULES)) {
            try (DirectoryStream<Path> modules = Files.newDirectoryStream(MODULES, "pyvhdi*.so")) {
                modules.forEach(it -> found.add(it.toString()));
            }
        }
        found.add(MODULES.resolve("pyvhdi.so").toString());
        Peers.requireFile(found.toArray(String[]::new));
    }

    /// {@return what it reads from the last of these files}
    ///
    /// @param folder for what it writes
    /// @param chain a disk and those that are based on it, each on the one before
    public static BlockSource read(Path folder, List<Path> chain) throws IOException {
        Path out = folder.resolve("read.img");
        var arguments = new ArrayList<Object>(List.of(PYTHON, "-c", SCRIPT, out));
        arguments.addAll(chain);
        Peers.run("env", arguments.toArray()).ok();
        return BlockSource.of(Files.readAllBytes(out));
    }
}

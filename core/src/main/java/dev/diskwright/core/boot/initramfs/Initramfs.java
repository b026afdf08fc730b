package dev.diskwright.core.boot.initramfs;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.codec.Gzip;
import dev.diskwright.core.codec.GzipPacking;
import dev.diskwright.core.content.Attributes;
import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileNode;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.content.SpecialFile;
import dev.diskwright.core.content.SymbolicLink;
import dev.diskwright.core.content.TreeBuilder;
import dev.diskwright.core.content.cpio.CpioWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.zip.CRC32;

/// An initial RAM disk that needs nothing but a kernel's modules and a static busybox.
///
/// @param modules name of where the modules come from, and `/lib/modules/RELEASE` of it
/// @param busybox the program
/// @param bus of the disk that the root is on; what other disks take is added as far as the kernel has it
/// @param rootType file system of the root, as the kernel calls it; empty if it is not known
/// @param mode what the system gets for its root
/// @param init program that the system is started with, absolute
/// @param drivers more modules to load
/// @param seconds time of all files since 1970-01-01 UTC
public record Initramfs(
        Modules modules,
        Program busybox,
        DiskBus bus,
        String rootType,
        RootMode mode,
        String init,
        List<String> drivers,
        long seconds) {
    private static final String SCRIPT = "/dev/diskwright/core/boot/initramfs-init.sh";
    private static final int PIECE = 1 << 20;

    /// What the script calls.
    private static final List<String> APPLETS =
            List.of(
                    "sh",
                    "basename",
                    "cat",
                    "cp",
                    "dd",
                    "findfs",
                    "hexdump",
                    "insmod",
                    "ls",
                    "mkdir",
                    "mount",
                    "printf",
                    "readlink",
                    "sed",
                    "setsid",
                    "switch_root",
                    "tr",
                    "umount",
                    "usleep");

    /// Copies the list.
    public Initramfs {
        drivers = List.copyOf(drivers);
    }

    /// A kernel's modules.
    ///
    /// @param name for messages
    public record Modules(String name, Directory folder) {}

    /// An executable file.
    public record Program(Where where, BlockSource bytes) {}

    /// What a kernel lacks, by names of modules.
    ///
    /// @param disk of what it takes to see the disk
    /// @param root of what it takes to mount the root
    /// @param drivers of those that were asked for by name
    public record Missing(List<String> disk, List<String> root, List<String> drivers) {
        /// Copies the lists.
        public Missing {
            disk = List.copyOf(disk);
            root = List.copyOf(root);
            drivers = List.copyOf(drivers);
        }
    }

    /// {@return what the kernel lacks to come to its root}
    ///
    /// @throws ImageException if the lists of its modules are damaged
    public Missing missing() throws IOException {
        KernelModules kernel = new KernelModules(modules.name(), modules.folder());
        Predicate<String> lacks = it -> !kernel.has(it);
        return new Missing(
                Drivers.of(bus).stream().filter(lacks).toList(),
                Drivers.of(rootType, mode).stream().filter(lacks).toList(),
                drivers.stream().filter(lacks).toList());
    }

    /// {@return the archive, compressed by gzip} What [#missing] names is left out.
    ///
    /// @throws UnsupportedImageException if busybox needs a dynamic linker, or a module something that is not there
    /// @throws ImageException if a module or busybox is damaged
    public BlockSource build() throws IOException {
        return compressed(CpioWriter.write(Where.file("initramfs"), tree()));
    }

    /// {@return what is in it}
    FileTree tree() throws IOException {
        MemorySegment program = busybox.bytes().bytes(0, Math.toIntExact(busybox.bytes().size()));
        if (ElfFile.of(busybox.where(), program).hasInterpreter()) {
            throw new UnsupportedImageException(
                    busybox.where(),
                    "a busybox that needs a dynamic linker, as only a static one works");
        }
        var tree = new TreeBuilder(seconds);
        put(tree, "/bin/busybox", file(0755, BlockSource.of(program)));
        for (String it : APPLETS) {
            tree.put("/bin/" + it, link("busybox"), this, _ -> {});
        }
        put(tree, "/init", file(0755, BlockSource.of(script())));
        put(
                tree,
                "/dev/console",
                new SpecialFile(attributes(0600), SpecialFile.Kind.CHARACTER_DEVICE, 5, 1));
        for (String it : List.of("/proc", "/sys", "/run", "/root")) {
            put(tree, it, new Directory(attributes(0755), Map.of()));
        }
        put(
                tree,
                "/etc/initramfs.conf",
                text(
                        "mode=%s\ninit='%s'\n"
                                .formatted(mode.name().toLowerCase(Locale.ROOT), quoted(init))));
        var order = new StringBuilder();
        for (KernelModules.Module it : closure()) {
            String name = it.name() + ".ko";
            put(tree, "/lib/modules/" + name, file(0644, it.bytes()));
            order.append(name).append('\n');
        }
        put(tree, "/etc/modules", text(order.toString()));
        return tree.build();
    }

    private List<KernelModules.Module> closure() throws IOException {
        Set<String> wanted = new LinkedHashSet<>(Drivers.of(bus));
        wanted.addAll(Drivers.of(rootType, mode));
        wanted.addAll(drivers);
        wanted.addAll(Drivers.besides(rootType));
        wanted.addAll(Drivers.others());
        return new KernelModules(modules.name(), modules.folder()).closure(List.copyOf(wanted));
    }

    private static String quoted(String text) {
        return text.replace("'", "'\\''");
    }

    private Attributes attributes(int mode) {
        return Attributes.root(mode, seconds);
    }

    private RegularFile file(int mode, BlockSource content) {
        return new RegularFile(attributes(mode), content);
    }

    private RegularFile text(String content) {
        return file(0644, BlockSource.of(content.getBytes(UTF_8)));
    }

    private SymbolicLink link(String target) {
        return new SymbolicLink(attributes(0777), target);
    }

    private void put(TreeBuilder tree, String path, FileNode node) {
        tree.put(
                path,
                node,
                this,
                problem -> {
                    throw new IllegalStateException(problem);
                });
    }

    private static byte[] script() {
        try (InputStream script = Initramfs.class.getResourceAsStream(SCRIPT)) {
            if (script == null) {
                throw new IllegalStateException("the program lacks its resource " + SCRIPT);
            }
            return script.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// {@return one member of gzip, as the kernel takes no archive from two}
    private static BlockSource compressed(BlockSource archive) throws IOException {
        var packing = new GzipPacking();
        var out = new ByteArrayOutputStream();
        var crc = new CRC32();
        out.writeBytes(Gzip.header());
        for (long at = 0; at < archive.size(); at += PIECE) {
            MemorySegment piece = archive.bytes(at, (int) Math.min(PIECE, archive.size() - at));
            crc.update(piece.asByteBuffer());
            out.writeBytes(packing.packPart(piece).toArray(ValueLayout.JAVA_BYTE));
        }
        out.writeBytes(Gzip.end((int) crc.getValue(), archive.size()));
        return BlockSource.of(out.toByteArray());
    }
}

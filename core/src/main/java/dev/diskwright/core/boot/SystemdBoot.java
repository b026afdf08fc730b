package dev.diskwright.core.boot;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An entry of type 1 of systemd-boot; with the loader and others of its kind, as files of the EFI system partition
/// (UAPI.1, Boot Loader Specification).
///
/// @param loader `systemd-bootx64.efi` or the like for another architecture, signed or not
/// @param entry name of the entry, see [#entryName]
/// @param title what the menu shows, one line
/// @param initrds initial RAM disks in the order in which the kernel unpacks them; may be empty
/// @param commandLine of the kernel, one line
public record SystemdBoot(
        BootInput loader,
        String entry,
        String title,
        BootInput kernel,
        List<BlockSource> initrds,
        String commandLine) {
    private static final int DEFAULT_TIMEOUT = 3;
    private static final Pattern ENTRY = Pattern.compile("[A-Za-z0-9+_.-]{1,200}");
    private static final Pattern NOT_IN_ENTRY = Pattern.compile("[^A-Za-z0-9_.-]+");

    /// Refuses an entry name that the specification does not allow, and text of more than one line.
    public SystemdBoot {
        initrds = List.copyOf(initrds);
        BootKernel.checkCommandLine(commandLine);
        if (!ENTRY.matcher(entry).matches()) {
            throw new IllegalArgumentException("not a boot entry's name: " + entry);
        }
        if (title.chars().anyMatch(c -> c < ' ')) {
            throw new IllegalArgumentException("a title is one line: " + title);
        }
    }

    /// {@return a name for an entry, made from any text: what the specification does not allow becomes `-`}
    public static String entryName(String text) {
        String name = NOT_IN_ENTRY.matcher(text).replaceAll("-");
        return name.isEmpty() ? "linux" : name.substring(0, Math.min(name.length(), 200));
    }

    /// {@return all files, in the order of their paths}
    ///
    /// @throws CorruptImageException if a header of the loader or the kernel is damaged
    /// @throws UnsupportedImageException if the loader is for no machine we know, or firmware could not start the kernel
    /// @throws DoesNotFitException if the command line is too long for the kernel
    public List<BootFile> files() throws IOException {
        return files(List.of(this), entry, DEFAULT_TIMEOUT);
    }

    /// {@return the same for a menu of several entries} A file that several of them name is there once.
    ///
    /// @param entries one or more, of one loader, with different names
    /// @param defaultEntry name of the entry that is started by itself
    /// @param timeout in seconds; null waits for ever
    /// @throws IOException as [#files()] does
    public static List<BootFile> files(
            List<SystemdBoot> entries, String defaultEntry, @Nullable Integer timeout)
            throws IOException {
        BootInput loader = entries.getFirst().loader();
        PeImage program = PeImage.read(loader.where(), loader.bytes());
        EfiArchitecture architecture =
                program.architecture()
                        .orElseThrow(() ->
                                new UnsupportedImageException(
                                        loader.where(),
                                        "machine type 0x%x".formatted(program.coff().machine())));
        var files = new ArrayList<BootFile>();
        files.add(BootFile.onEsp(architecture.removableMediaPath(), loader.bytes()));
        files.add(
                BootFile.onEsp(
                        "/EFI/systemd/systemd-boot%s.efi".formatted(architecture.suffix()),
                        loader.bytes()));
        Map<BlockSource, String> placed = new HashMap<>();
        for (SystemdBoot it : entries) {
            it.add(architecture, files, placed);
        }
        files.add(BootFile.onEsp("/loader/entries.srel", "type1\n"));
        files.add(
                BootFile.onEsp(
                        "/loader/loader.conf",
                        "default %s.conf\ntimeout %s\n"
                                .formatted(
                                        defaultEntry, timeout == null ? "menu-force" : timeout)));
        files.sort(Comparator.comparing(BootFile::path));
        return List.copyOf(files);
    }

    private void add(
            EfiArchitecture architecture, List<BootFile> files, Map<BlockSource, String> placed)
            throws IOException {
        KernelImage image = BootKernel.check(kernel, architecture, commandLine);
        String directory = "/linux/" + entry;
        var text = new StringBuilder("title %s\n".formatted(title));
        image.release().ifPresent(release -> text.append("version ").append(release).append('\n'));
        String linux = place(kernel.bytes(), directory + "/vmlinuz", files, placed);
        text.append("linux ").append(linux).append('\n');
        for (int i = 0; i < initrds.size(); i++) {
            String path = directory + (i == 0 ? "/initrd" : "/initrd-" + (i + 1));
            String initrd = place(initrds.get(i), path, files, placed);
            text.append("initrd ").append(initrd).append('\n');
        }
        if (!commandLine.isEmpty()) {
            text.append("options ").append(commandLine).append('\n');
        }
        files.add(BootFile.onEsp("/loader/entries/" + entry + ".conf", text.toString()));
    }

    private static String place(
            BlockSource content,
            String path,
            List<BootFile> files,
            Map<BlockSource, String> placed) {
        return placed.computeIfAbsent(
                content,
                it -> {
                    files.add(BootFile.onEsp(path, it));
                    return path;
                });
    }
}

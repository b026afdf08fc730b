package dev.diskwright.core.vm.session;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.HostFile;
import dev.diskwright.core.content.FileNode;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.plan.Plan;
import dev.diskwright.core.verify.DiskImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The kernel that a design has QEMU load, its files found: on the host, or among the files of the disk. What it holds is
/// valid until it is closed, and as long as the disk is open.
public final class NamedKernel implements AutoCloseable {
    private static final String CONTENTS = "contents:";
    private static final String PATH = "/vm/directBoot/kernel";

    private final List<HostFile> opened = new ArrayList<>();
    private @Nullable SessionKernel kernel;

    private NamedKernel() {}

    /// Finds it.
    ///
    /// @param disk of the design, unbuilt or built
    /// @param base directory that paths in the design start from
    /// @param append words behind those of the command line
    /// @throws UnmetNeedsException if the disk does not have one of the files, or has it twice
    /// @throws IOException if a file cannot be read
    public static NamedKernel open(Plan plan, DiskImage disk, Path base, List<String> append)
            throws IOException {
        Design design = plan.design();
        var it = new NamedKernel();
        boolean complete = false;
        try {
            @Nullable String name = SessionKernel.kernelName(design).orElse(null);
            if (name != null) {
                var initrds = new ArrayList<BlockSource>();
                for (String initrd : SessionKernel.initrdNames(design)) {
                    initrds.add(it.bytes(initrd, disk, base));
                }
                var words = new ArrayList<>(SessionKernel.words(design, plan.cmdline()));
                words.addAll(append);
                it.kernel = new SessionKernel(it.bytes(name, disk, base), initrds, words);
            }
            complete = true;
            return it;
        } finally {
            if (!complete) {
                it.close();
            }
        }
    }

    /// {@return the kernel; null unless the design has QEMU load one}
    public @Nullable SessionKernel kernel() {
        return kernel;
    }

    private BlockSource bytes(String name, DiskImage disk, Path base) throws IOException {
        if (name.startsWith(CONTENTS)) {
            return inContents(name.substring(CONTENTS.length()), disk);
        }
        HostFile file = HostFile.open(base.resolve(name));
        opened.add(file);
        return file;
    }

    private static BlockSource inContents(String path, DiskImage disk) throws IOException {
        var found = new ArrayList<FileNode>();
        for (DiskImage.Part part : disk.parts()) {
            @Nullable FileNode node = part.format().isPresent() ? part.read().find(path) : null;
            if (node != null) {
                found.add(node);
            }
        }
        if (found.size() > 1) {
            throw unmet(path + " is in several partitions", "leave it in one");
        }
        if (found.isEmpty()) {
            throw unmet(path + " is not on the disk", "name a file that is there");
        }
        if (found.getFirst() instanceof RegularFile it) {
            return it.content();
        }
        throw unmet(path + " is not a file of the image", "name the kernel's file");
    }

    private static UnmetNeedsException unmet(String problem, String remedy) {
        return new UnmetNeedsException(List.of(Diagnostic.error("VM-108", PATH, problem, remedy)));
    }

    @Override
    public void close() throws IOException {
        IOException problem = null;
        for (HostFile it : opened) {
            try {
                it.close();
            } catch (IOException e) {
                problem = e;
            }
        }
        if (problem != null) {
            throw problem;
        }
    }
}

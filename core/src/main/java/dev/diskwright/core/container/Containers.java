package dev.diskwright.core.container;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.container.bmap.Bmap;
import dev.diskwright.core.container.ova.Ova;
import dev.diskwright.core.container.ova.Ovf;
import dev.diskwright.core.container.packed.Packed;
import dev.diskwright.core.container.packed.Zip;
import dev.diskwright.core.container.qcow2.Qcow2;
import dev.diskwright.core.container.raw.Raw;
import dev.diskwright.core.container.simg.AndroidSparse;
import dev.diskwright.core.container.vdi.Vdi;
import dev.diskwright.core.container.vhd.Vhd;
import dev.diskwright.core.container.vhdx.Vhdx;
import dev.diskwright.core.container.vma.Vma;
import dev.diskwright.core.container.vmdk.Vmdk;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The list of container formats.
public final class Containers {
    /// Every format, in the order in which they are tried; raw, which takes anything, is the last.
    public static final List<ContainerFormat> ALL =
            List.of(
                    new Qcow2(),
                    new Vdi(),
                    new Vhdx(),
                    new Vmdk(),
                    new Ova(),
                    new Ovf(),
                    new Vhd(),
                    new Vma(),
                    new AndroidSparse(),
                    new Bmap(),
                    Packed.gzip(),
                    Packed.xz(),
                    Packed.zstd(),
                    Packed.bzip2(),
                    Packed.lzo(),
                    new Zip(),
                    new Raw());

    private Containers() {}

    /// {@return the format of that name or alias}
    public static Optional<ContainerFormat> named(String name) {
        return ALL.stream()
                .filter(format -> format.name().equals(name) || format.aliases().contains(name))
                .findFirst();
    }

    /// {@return the format that files of such a name usually have and that can be written: the one with the longest
    /// extension, the first of several}
    public static Optional<ContainerFormat> forFile(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return ALL.stream()
                .filter(ContainerFormat::writes)
                .flatMap(format -> format.extensions().stream().map(it -> new Ending(format, it)))
                .filter(it -> lower.endsWith("." + it.extension()))
                .max(Comparator.comparingInt(it -> it.extension().length()))
                .map(Ending::format);
    }

    private record Ending(ContainerFormat format, String extension) {}

    /// {@return the format of the file, by its magic numbers}
    public static ContainerFormat recognise(BlockSource file) throws IOException {
        for (ContainerFormat format : ALL) {
            if (format.recognises(file)) {
                return format;
            }
        }
        throw new IllegalStateException("raw takes any file");
    }
}

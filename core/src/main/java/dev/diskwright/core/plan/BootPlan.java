package dev.diskwright.core.plan;

import dev.diskwright.core.boot.BootFile;
import dev.diskwright.core.boot.BootSectors;
import dev.diskwright.core.boot.initramfs.DiskBus;
import dev.diskwright.core.design.Boot;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.TableKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the boot settings of a design add to the image.
///
/// @param files to be added to partitions
/// @param sectors to be written over the disk once everything else has its place
/// @param cmdline in effect; empty if no kernel is booted
/// @param key what it was made for, sources apart
/// @param diagnostics what is wrong with it
record BootPlan(
        List<BootFile> files,
        List<BootSectors> sectors,
        String cmdline,
        Key key,
        List<Diagnostic> diagnostics) {
    static final String NO_FIRMWARE = "BLD-010";
    static final String NO_ESP = "BLD-011";
    static final String NO_ROOM = "BLD-015";
    static final String NO_BIOS = "BLD-016";

    /// Codes of what follows from the layout alone.
    private static final Set<String> PLACES = Set.of(NO_FIRMWARE, NO_ESP, NO_BIOS);

    /// Nothing boots.
    static final BootPlan NONE =
            new BootPlan(
                    List.of(),
                    List.of(),
                    "",
                    new Key(
                            null,
                            "",
                            TableKind.NONE,
                            false,
                            false,
                            false,
                            null,
                            List.of(),
                            DiskBus.VIRTIO,
                            List.of()),
                    List.of());

    /// Copies the lists.
    BootPlan {
        files = List.copyOf(files);
        sectors = List.copyOf(sectors);
        diagnostics = List.copyOf(diagnostics);
    }

    /// What boots, and what there is to boot from.
    ///
    /// @param name of the design
    /// @param hasEsp whether firmware finds an EFI system partition with a file system
    /// @param bios whether a BIOS finds a place for boot code
    /// @param embedding whether there is a place for the built-in loader that a BIOS starts, on sectors of 512 bytes
    /// @param rootDevice what `root=` names; null without a root partition
    /// @param rootHashes words with the root hashes of what is proved
    /// @param bus of the machine's disk
    /// @param volumes one a partition, in the order of the explicit layout
    record Key(
            @Nullable Boot boot,
            String name,
            TableKind table,
            boolean hasEsp,
            boolean bios,
            boolean embedding,
            @Nullable String rootDevice,
            List<String> rootHashes,
            DiskBus bus,
            List<Volume> volumes) {
        /// {@return index of the partition that takes a file of that path, -1 if none does}
        int home(BootFile.Place place, String path) {
            int best = -1;
            int longest = -1;
            for (int i = 0; i < volumes.size(); i++) {
                Volume it = volumes.get(i);
                if (place == BootFile.Place.ESP && it.isEsp()) {
                    return i;
                }
                String mount = it.mount();
                if (place == BootFile.Place.SYSTEM
                        && mount != null
                        && !it.filesystem().isEmpty()
                        && isBelow(path, mount)
                        && mount.length() > longest) {
                    best = i;
                    longest = mount.length();
                }
            }
            return best;
        }

        private static boolean isBelow(String path, String mount) {
            return mount.equals("/") || path.equals(mount) || path.startsWith(mount + "/");
        }
    }

    /// A partition as loaders see it.
    ///
    /// @param mount null if it has no mount point
    /// @param filesystem its type, as the design names it; empty for none
    /// @param uuid of the file system, as `/dev/disk/by-uuid` shows it; empty if it is not known
    /// @param isEsp whether it is the EFI system partition that firmware reads
    record Volume(@Nullable String mount, String filesystem, String uuid, boolean isEsp) {}

    /// Where sources of boot files are.
    ///
    /// @param base folder that paths of the design are relative to
    /// @param contents of all partitions
    /// @param sources what was read of folders and packages
    record Context(Path base, ImageContents contents, BootSources sources, Key key) {}

    /// {@return whether it takes sources to say what to add}
    static boolean startsKernel(Design design) {
        return BootPlanner.startsKernel(design.boot());
    }

    /// {@return bytes that it takes of the place for embedded code}
    long embedded() {
        return sectors.stream().mapToLong(BootSectors::embedded).sum();
    }

    /// {@return the same after an edit, as far as that can be said without a look at sources: a kernel and its files
    /// stay what they were}
    BootPlan adapted(Design design, Key newKey) {
        if (newKey.equals(key)) {
            return this;
        }
        if (!startsKernel(design)) {
            return BootPlanner.withoutKernel(design, newKey);
        }
        var found = new ArrayList<>(diagnostics);
        found.removeIf(it -> PLACES.contains(it.code()));
        BootPlanner.checkPlaces(design, newKey, found);
        String words = BootPlanner.cmdline(design.boot(), newKey);
        return new BootPlan(files, sectors, words, newKey, found);
    }
}

package dev.diskwright.core.plan;

import dev.diskwright.core.boot.BiosLoader.Stored;
import dev.diskwright.core.boot.BootFile;
import dev.diskwright.core.boot.BootFile.Place;
import dev.diskwright.core.boot.BootInput;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.design.PartitionSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Chooses where kernel and RAM disks are kept for a loader that reads sectors: files of the contents where they are, if
/// their file system keeps them as they are; copies of others below [#FOLDER].
final class KernelStorage {
    private static final String FOLDER = "/boot/diskwright/";
    private static final String ESP_FOLDER = "/diskwright/";

    private final BootPlan.Context context;
    private final List<BootFile> files = new ArrayList<>();

    KernelStorage(BootPlan.Context context) {
        this.context = context;
    }

    /// {@return the file, as it is kept}
    ///
    /// @param name as the design has it
    /// @param copy what a copy is called
    /// @throws UnsupportedImageException if no partition could keep it
    Stored keep(String name, BootInput input, String copy) throws UnsupportedImageException {
        if (name.startsWith(BootInputs.IN_CONTENTS)) {
            ImageContents.Located found =
                    context.contents().locate(name.substring(BootInputs.IN_CONTENTS.length()));
            String path = found == null ? null : visible(found);
            if (path != null && keepsFiles(path)) {
                return new Stored(Place.SYSTEM, path, input);
            }
        }
        BootFile file;
        if (keepsFiles(FOLDER)) {
            file = BootFile.inSystem(FOLDER + copy, input.bytes());
        } else if (context.key().hasEsp()) {
            file = BootFile.onEsp(ESP_FOLDER + copy, input.bytes());
        } else {
            throw new UnsupportedImageException(
                    input.where(),
                    "booting from a BIOS without a partition that keeps it as it is, on /boot or /, in ext4 or vfat");
        }
        files.add(file);
        return new Stored(file.place(), file.path(), input);
    }

    /// {@return the path at which the running system finds it; null if a mount point hides it}
    private @Nullable String visible(ImageContents.Located found) {
        List<PartitionSpec> partitions = context.contents().partitions();
        String mount = partitions.get(found.partition()).mount();
        String path = mount == null || mount.equals("/") ? found.path() : mount + found.path();
        return ImageContents.partitionOf(partitions, path) == found.partition() ? path : null;
    }

    private boolean keepsFiles(String path) {
        int index = ImageContents.partitionOf(context.contents().partitions(), path);
        return index >= 0
                && context.contents().partitions().get(index).filesystem()
                        instanceof Filesystem.Writable;
    }

    /// {@return the copies}
    List<BootFile> files() {
        return files;
    }
}

package dev.diskwright.core.fs.fat;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.fs.VolumeMeasure;
import dev.diskwright.core.fs.VolumeWriter;
import java.util.Optional;

/// Makes FAT file systems.
final class FatWriter implements VolumeWriter {
    private final FatParameters parameters;

    FatWriter(FatParameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public VolumeMeasure measure(FileTree tree) throws ImageException {
        var choice = new GeometryChoice(parameters, Demand.of(inventory(tree), parameters));
        return new Measure(minimumSize(choice), choice);
    }

    /// Which type a size gives follows from what was counted once.
    private record Measure(long minimumSize, GeometryChoice choice) implements VolumeMeasure {
        @Override
        public String variant(long size) {
            return choice.fitting(size).map(it -> it.type().name()).orElse("");
        }
    }

    private long minimumSize(GeometryChoice choice) throws ImageException {
        Optional<Geometry> smallest = choice.smallest();
        if (smallest.isEmpty()) {
            throw choice.tooLarge(where());
        }
        return smallest.get().totalSectors() * parameters.sectorSize();
    }

    @Override
    public BlockSource write(FileTree tree, long size) throws ImageException {
        Inventory inventory = inventory(tree);
        var choice = new GeometryChoice(parameters, Demand.of(inventory, parameters));
        Optional<Geometry> geometry = choice.fitting(size);
        if (geometry.isEmpty()) {
            long needed = minimumSize(choice);
            throw needed > size
                    ? new DoesNotFitException(where(), needed, size)
                    : new DoesNotFitException(
                            where(), size + " bytes", "less for " + kind() + clusters());
        }
        return volume(inventory, geometry.get(), size);
    }

    private BlockSource volume(Inventory inventory, Geometry geometry, long size) {
        Composition.Builder volume = Composition.ofSize(size);
        Allocation allocation = new Allocation(geometry, parameters, inventory, volume);
        volume.place(0, BlockSource.of(BootRegion.of(geometry, parameters, allocation.nextFree())));
        var fat =
                new AllocationTable(geometry.type(), allocation.lastClusters(), geometry.fatSize());
        volume.place(geometry.fatOffset(0), fat);
        volume.place(geometry.fatOffset(1), fat);
        return volume.build();
    }

    private Inventory inventory(FileTree tree) throws ImageException {
        return Inventory.of(tree, !parameters.label().isEmpty());
    }

    private Where where() {
        return Where.file(kind() + " file system");
    }

    private String kind() {
        return parameters.fatBits().isPresent() ? "FAT" + parameters.fatBits().getAsInt() : "FAT";
    }

    private String clusters() {
        return parameters.clusterSize().isPresent()
                ? " with clusters of %d bytes".formatted(parameters.clusterSize().getAsInt())
                : "";
    }
}

package dev.diskwright.core.fs.iso9660;

import static dev.diskwright.core.fs.iso9660.Bytes.agree16;
import static dev.diskwright.core.fs.iso9660.Bytes.agree32;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.fs.BootImage;
import dev.diskwright.core.fs.Report;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;

/// Checks a volume completely: descriptors, each tree with its path tables, what Rock Ridge says, and what may be booted.
final class Checker {
    private final Where where;
    private final BlockSource source;
    private final Report report;

    Checker(Where where, BlockSource source, Consumer<Finding> findings) {
        this.where = where;
        this.source = source;
        this.report = new Report(findings);
    }

    void check() throws IOException {
        try {
            Volume volume = Volume.open(where, source);
            descriptor(volume.primary());
            tree(volume, volume.primary(), Names.PLAIN);
            if (volume.jolietTree().isPresent()) {
                descriptor(volume.jolietTree().get());
                tree(volume, volume.jolietTree().get(), Names.JOLIET);
            }
            boot(volume);
            names(volume);
        } catch (ImageException fault) {
            report.error(fault);
        } catch (Report.Full enough) {
            // has been reported
        }
    }

    private void descriptor(VolumeDescriptor it) {
        MemorySegment bytes = it.bytes();
        both32(bytes, it.where(), "volumeSpaceSize", 80);
        both16(bytes, it.where(), "volumeSetSize", 120);
        both16(bytes, it.where(), "volumeSequenceNumber", 124);
        both16(bytes, it.where(), "logicalBlockSize", 128);
        both32(bytes, it.where(), "pathTableSize", 132);
        if (it.blocks() * it.blockSize() > source.size()) {
            report.error(
                    it.where().field("volumeSpaceSize", 80),
                    "%d blocks of %d bytes, and the volume has %d bytes: it was cut off"
                            .formatted(it.blocks(), it.blockSize(), source.size()));
        }
    }

    private void both16(MemorySegment bytes, Where at, String name, long offset) {
        if (!agree16(bytes, offset)) {
            report.error(
                    at.field(name, offset),
                    "%d little-endian and %d big-endian"
                            .formatted(Bytes.u16(bytes, offset), Bytes.u16Big(bytes, offset + 2)));
        }
    }

    private void both32(MemorySegment bytes, Where at, String name, long offset) {
        if (!agree32(bytes, offset)) {
            report.error(
                    at.field(name, offset),
                    "%d little-endian and %d big-endian"
                            .formatted(Bytes.u32(bytes, offset), Bytes.u32Big(bytes, offset + 4)));
        }
    }

    private void tree(Volume volume, VolumeDescriptor descriptor, Names names) throws IOException {
        var tree = new TreeChecker(volume, report, names);
        try {
            tree.check(descriptor);
            new PathTableChecker(volume, report, descriptor, tree.directories()).check();
        } catch (ImageException fault) {
            report.error(fault);
        }
    }

    private void boot(Volume volume) throws IOException {
        if (volume.bootCatalogue() == 0) {
            return;
        }
        try {
            Where at =
                    where.structure(
                            "boot catalogue", volume.bootCatalogue() * VolumeDescriptor.SECTOR);
            for (BootImage it : BootCatalogue.read(volume)) {
                boolean inside = it.offset() <= source.size() - Math.max(1, it.loadSize());
                if (it.bootable() && !inside) {
                    report.error(
                            at,
                            "an image for %s at 0x%x, which is not all in the volume"
                                    .formatted(it.platformName(), it.offset()));
                }
            }
        } catch (ImageException fault) {
            report.error(fault);
        }
    }

    /// Reads the tree as a whole, for what the records' extensions say.
    private void names(Volume volume) throws IOException {
        try {
            Reader.read(volume);
        } catch (ImageException fault) {
            report.error(fault);
        }
    }
}

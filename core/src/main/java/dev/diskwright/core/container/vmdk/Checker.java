package dev.diskwright.core.container.vmdk;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.Companions;
import java.io.IOException;
import java.util.function.Consumer;

/// Checks an image: that it opens with all files it refers to, then each sparse extent for itself.
final class Checker {
    private Checker() {}

    static void check(
            Where where, BlockSource file, Companions companions, Consumer<Finding> findings)
            throws IOException {
        try {
            Reader.open(where, file, companions);
        } catch (ImageException e) {
            findings.accept(Finding.of(e));
        }
        try {
            if (Descriptor.isAt(file)) {
                Descriptor descriptor = Descriptor.read(where, file, 0, file.size());
                new DescriptorChecker(descriptor, findings).check();
                for (ExtentLine it : descriptor.extents()) {
                    checkExtent(it, companions, findings);
                }
            } else if (CowdHeader.isAt(file)) {
                CowdHeader header = CowdHeader.read(where, file);
                new ExtentChecker(where, file, header.layout(), findings).checkCowd(header);
            } else {
                SparseFile sparse = SparseFile.read(where, file);
                if (sparse.header().hasDescriptor()) {
                    new DescriptorChecker(sparse.descriptor(), findings).checkEmbedded(sparse);
                }
                new ExtentChecker(where, file, sparse.layout(), findings).checkHosted(sparse);
            }
        } catch (ImageException e) {
            findings.accept(Finding.of(e));
        }
    }

    private static void checkExtent(
            ExtentLine line, Companions companions, Consumer<Finding> findings) throws IOException {
        boolean sparse = line.type().equals(ExtentLine.SPARSE) || line.type().equals("VMFSSPARSE");
        if (!sparse || line.access().equals(ExtentLine.NO_ACCESS)) {
            return;
        }
        BlockSource bytes;
        try {
            bytes = companions.open(line.where(), line.file());
        } catch (ImageException e) {
            return; // told when it was opened
        }
        Where place = Where.file(line.file());
        try {
            if (CowdHeader.isAt(bytes)) {
                CowdHeader header = CowdHeader.read(place, bytes);
                new ExtentChecker(place, bytes, header.layout(), findings).checkCowd(header);
            } else {
                SparseFile it = SparseFile.read(place, bytes);
                new ExtentChecker(place, bytes, it.layout(), findings).checkHosted(it);
            }
        } catch (ImageException e) {
            findings.accept(Finding.of(e));
        }
    }
}

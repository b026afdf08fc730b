package dev.diskwright.core.container.vmdk;

import dev.diskwright.core.block.CopyPipeline;
import dev.diskwright.core.block.Run;
import dev.diskwright.core.block.Target;
import dev.diskwright.core.container.Encoder;
import dev.diskwright.core.container.Identity;
import dev.diskwright.core.container.Output;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Writes monolithicFlat: the bytes of the disk in a file beside the descriptor, its zeros as holes.
final class FlatWriter implements Encoder {
    static final String SUBFORMAT = "monolithicFlat";

    private static final int UNIT = 16 << 10; // bytes; a shorter run of zeros is written

    private final Target target;
    private final Target flat;
    private final Description description;

    FlatWriter(Output output) throws IOException {
        target = output.target();
        String name = target.name().replaceFirst("(?i)\\.vmdk$", "") + "-flat.vmdk";
        long capacity = Sectors.covering(output.bytes().size());
        description = Description.of(SUBFORMAT, capacity, ExtentLine.FLAT, name, output.options());
        flat = target.companion(description.extentFile());
    }

    @Override
    public int unit() {
        return 1;
    }

    @Override
    public CopyPipeline.Step prepare(long offset, MemorySegment data) {
        List<Run> runs = Run.of(offset, data, UNIT);
        return () -> {
            for (Run it : runs) {
                flat.write(it.offset(), it.data());
            }
        };
    }

    @Override
    public void finish(Identity identity) throws IOException {
        flat.truncate(description.capacity() << Sectors.BITS);
        target.write(0, description.bytes(identity));
    }
}

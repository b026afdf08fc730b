package dev.diskwright.core.container.vhd;

import dev.diskwright.core.block.CopyPipeline;
import dev.diskwright.core.block.Run;
import dev.diskwright.core.block.Target;
import dev.diskwright.core.container.Encoder;
import dev.diskwright.core.container.Identity;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Writes a fixed disk: the disk as it is, with holes, and the footer.
///
/// @param footer whose size may be larger than that of the disk
record FixedWriter(Target target, NewFooter footer) implements Encoder {
    private static final int GRAIN = 4096; // a shorter run of zeros is written

    @Override
    public int unit() {
        return GRAIN;
    }

    @Override
    public CopyPipeline.Step prepare(long offset, MemorySegment data) {
        List<Run> runs = Run.of(offset, data, GRAIN);
        return () -> {
            for (Run run : runs) {
                target.write(run.offset(), run.data());
            }
        };
    }

    @Override
    public void finish(Identity identity) throws IOException {
        target.write(footer.size(), footer.with(identity, Footer.FIXED, Footer.NOWHERE).toBytes());
        target.truncate(footer.size() + Footer.SIZE);
    }
}

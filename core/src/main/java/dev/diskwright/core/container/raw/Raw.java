package dev.diskwright.core.container.raw;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Progress;
import dev.diskwright.core.block.Target;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.Companions;
import dev.diskwright.core.container.ContainerFormat;
import dev.diskwright.core.container.Options;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The file is the disk.
public final class Raw implements ContainerFormat {
    private static final int SECTOR = 512;
    private static final List<Option> OPTIONS =
            List.of(
                    new Option(
                            "preallocation",
                            "off or full",
                            "off",
                            "Write zeros too, so that the host reserves all of the space."));

    @Override
    public String name() {
        return "raw";
    }

    @Override
    public List<String> extensions() {
        return List.of("img", "raw");
    }

    @Override
    public List<Option> options() {
        return OPTIONS;
    }

    /// {@return true: any file can be a disk}
    @Override
    public boolean recognises(BlockSource file) {
        return true;
    }

    @Override
    public BlockSource decode(Where where, BlockSource file, Companions companions) {
        return file;
    }

    @Override
    public void encode(
            BlockSource disk, Map<String, String> options, Target target, Progress progress)
            throws IOException, InterruptedException {
        String preallocation = new Options(OPTIONS, options).choice("preallocation", "off", "full");
        new Writer(target, preallocation.equals("full")).write(disk, progress);
    }

    @Override
    public void check(
            Where where, BlockSource file, Companions companions, Consumer<Finding> findings) {
        if (file.size() % SECTOR != 0) {
            findings.accept(
                    new Finding(
                            Finding.Severity.NOTE,
                            where,
                            "%d bytes are not a whole number of sectors of %d bytes"
                                    .formatted(file.size(), SECTOR)));
        }
    }
}

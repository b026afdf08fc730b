package dev.diskwright.core.container.raw;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.Companions;
import dev.diskwright.core.container.Container;
import dev.diskwright.core.container.ContainerFormat;
import dev.diskwright.core.container.Encoder;
import dev.diskwright.core.container.Output;
import java.util.List;
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
    public String title() {
        return "Raw disk";
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

    /// {@return true: it goes forward only}
    @Override
    public boolean streams() {
        return true;
    }

    @Override
    public Container decode(Where where, BlockSource file, Companions companions) {
        return Container.of(file);
    }

    @Override
    public Encoder encoder(Output output) {
        String preallocation = output.options().choice("preallocation", "off", "full");
        return new Writer(output.target(), output.bytes().size(), preallocation.equals("full"));
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

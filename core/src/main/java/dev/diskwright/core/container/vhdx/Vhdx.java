package dev.diskwright.core.container.vhdx;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.Companions;
import dev.diskwright.core.container.Container;
import dev.diskwright.core.container.ContainerFormat;
import dev.diskwright.core.container.Encoder;
import dev.diskwright.core.container.Options;
import dev.diskwright.core.container.Output;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Hyper-V's format.
public final class Vhdx implements ContainerFormat {
    private static final String AUTO = "auto";
    private static final List<Option> OPTIONS =
            List.of(
                    new Option(
                            "subformat",
                            "dynamic or fixed",
                            "dynamic",
                            "Whether the file grows with what is written."),
                    new Option(
                            "block_size",
                            "a power of two from 1M to 256M, or auto",
                            AUTO,
                            "The unit of allocation, in bytes."),
                    new Option(
                            "logical_sector_size",
                            "512 or 4096",
                            "512",
                            "The sector size that the guest sees, in bytes."));

    @Override
    public String name() {
        return "vhdx";
    }

    @Override
    public String title() {
        return "Hyper-V disk";
    }

    @Override
    public List<String> extensions() {
        return List.of("vhdx");
    }

    @Override
    public List<Option> options() {
        return OPTIONS;
    }

    @Override
    public boolean recognises(BlockSource file) throws IOException {
        return Layout.isAt(file);
    }

    @Override
    public Container decode(Where where, BlockSource file, Companions companions)
            throws IOException {
        Layout layout = Layout.read(where, file);
        Metadata metadata = layout.metadata();
        var facts = new ArrayList<Container.Fact>();
        String subformat =
                metadata.hasParent()
                        ? "differencing"
                        : metadata.leaveBlocksAllocated() ? "fixed" : "dynamic";
        facts.add(new Container.Fact("subformat", subformat));
        facts.add(new Container.Fact("identifier", metadata.virtualDiskId().toString()));
        facts.add(new Container.Fact("block size", Integer.toString(metadata.blockSize())));
        facts.add(
                new Container.Fact(
                        "sector size",
                        "%d, physical %d"
                                .formatted(
                                        metadata.logicalSectorSize(),
                                        metadata.physicalSectorSize())));
        if (layout.replayed() > 0) {
            facts.add(
                    new Container.Fact(
                            "log", "not empty: %d entries replayed".formatted(layout.replayed())));
        }
        if (metadata.parent() == null) {
            return Container.of(new Reader(where, layout, null), facts);
        }
        Parent parent = Parent.open(metadata.parent(), companions);
        facts.add(new Container.Fact("parent", parent.name()));
        return Container.of(new Reader(where, layout, parent.disk()), facts);
    }

    @Override
    public Encoder encoder(Output output) throws IOException {
        Options options = output.options();
        String block = options.given().getOrDefault("block_size", AUTO);
        boolean chosen = block.equals(AUTO) || block.equals("0");
        return new Writer(
                output.target(),
                output.bytes().size(),
                options.choice("subformat", "dynamic", "fixed").equals("fixed"),
                chosen
                        ? 0
                        : options.powerOfTwo("block_size", Metadata.MIN_BLOCK, Metadata.MAX_BLOCK),
                options.choice("logical_sector_size", "512", "4096").equals("512") ? 512 : 4096);
    }

    @Override
    public void check(
            Where where, BlockSource file, Companions companions, Consumer<Finding> findings)
            throws IOException {
        Checker.check(where, file, companions, findings);
    }
}

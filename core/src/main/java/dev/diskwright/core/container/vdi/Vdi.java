package dev.diskwright.core.container.vdi;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.Companions;
import dev.diskwright.core.container.Container;
import dev.diskwright.core.container.ContainerFormat;
import dev.diskwright.core.container.Encoder;
import dev.diskwright.core.container.Output;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/// VirtualBox's format.
public final class Vdi implements ContainerFormat {
    private static final List<Option> OPTIONS =
            List.of(
                    new Option(
                            "static",
                            "on or off",
                            "off",
                            "Give every block its place in the file: a fixed image."));

    @Override
    public String name() {
        return "vdi";
    }

    @Override
    public String title() {
        return "VirtualBox disk";
    }

    @Override
    public List<String> extensions() {
        return List.of("vdi");
    }

    @Override
    public List<Option> options() {
        return OPTIONS;
    }

    @Override
    public boolean recognises(BlockSource file) throws IOException {
        return Header.isAt(file);
    }

    @Override
    public Container decode(Where where, BlockSource file, Companions companions)
            throws IOException {
        Header header = Header.read(where, file);
        return Container.of(
                new Reader(where, file, header),
                new Container.Fact(
                        "subformat", header.type() == Header.FIXED ? "fixed" : "dynamic"),
                new Container.Fact("block size", Long.toString(header.blockSize())),
                new Container.Fact(
                        "blocks",
                        "%d of %d".formatted(header.blocksAllocated(), header.blocksInImage())),
                new Container.Fact("identifier", header.uuidImage().toString()));
    }

    @Override
    public Encoder encoder(Output output) throws IOException {
        boolean fixed = output.options().choice("static", "on", "off").equals("on");
        return new Writer(output.target(), output.bytes().size(), fixed);
    }

    @Override
    public void check(
            Where where, BlockSource file, Companions companions, Consumer<Finding> findings)
            throws IOException {
        Checker.check(where, file, findings);
    }
}

package dev.diskwright.core.container.qcow2;

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

/// QEMU's format.
public final class Qcow2 implements ContainerFormat {
    private static final List<Option> OPTIONS =
            List.of(
                    new Option(
                            "cluster_size",
                            "a power of two from 512 to 2M",
                            "65536",
                            "The unit of allocation, in bytes."));

    @Override
    public String name() {
        return "qcow2";
    }

    @Override
    public String title() {
        return "QEMU disk";
    }

    @Override
    public List<String> extensions() {
        return List.of("qcow2");
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
        return Container.of(Reader.open(where, file, companions));
    }

    @Override
    public Encoder encoder(Output output) throws IOException {
        int clusterSize = output.options().powerOfTwo("cluster_size", 512, 2 << 20);
        return new Writer(output.target(), output.bytes().size(), clusterSize);
    }

    @Override
    public void check(
            Where where, BlockSource file, Companions companions, Consumer<Finding> findings)
            throws IOException {
        Checker.check(where, file, companions, findings);
    }
}

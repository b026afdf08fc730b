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
        return Settings.OPTIONS;
    }

    @Override
    public boolean recognises(BlockSource file) throws IOException {
        return Header.isAt(file);
    }

    @Override
    public Container decode(Where where, BlockSource file, Companions companions)
            throws IOException {
        return Image.open(where, file, companions).container();
    }

    @Override
    public Encoder encoder(Output output) throws IOException {
        return new Writer(output.target(), output.bytes().size(), Settings.of(output));
    }

    @Override
    public void check(
            Where where, BlockSource file, Companions companions, Consumer<Finding> findings)
            throws IOException {
        Checker.check(where, file, companions, findings);
    }
}

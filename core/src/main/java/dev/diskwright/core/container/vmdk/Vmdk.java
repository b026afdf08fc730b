package dev.diskwright.core.container.vmdk;

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
import java.util.List;
import java.util.function.Consumer;

/// VMware's format.
public final class Vmdk implements ContainerFormat {
    static final String NAME = "vmdk";

    private static final List<Option> OPTIONS =
            List.of(
                    new Option(
                            "subformat",
                            "monolithicSparse, monolithicFlat or streamOptimized",
                            SparseWriter.SUBFORMAT,
                            "How the disk is stored; streamOptimized is compressed, for import by vSphere."),
                    new Option(
                            "adapter_type",
                            "ide, lsilogic, buslogic or legacyESX",
                            "lsilogic",
                            "The controller that the disk is meant for."),
                    new Option(
                            "hwversion",
                            "a number from 4 to 99",
                            "7",
                            "The version of VMware's virtual hardware that the disk is meant for."));

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String title() {
        return "VMware disk";
    }

    @Override
    public List<String> extensions() {
        return List.of(NAME);
    }

    @Override
    public List<Option> options() {
        return OPTIONS;
    }

    /// {@return true: streamOptimized does}
    @Override
    public boolean streams() {
        return true;
    }

    @Override
    public boolean streams(Options options) {
        return subformat(options).equals(StreamWriter.SUBFORMAT);
    }

    @Override
    public boolean recognises(BlockSource file) throws IOException {
        return SparseFile.isAt(file) || CowdHeader.isAt(file) || Descriptor.isAt(file);
    }

    @Override
    public Container decode(Where where, BlockSource file, Companions companions)
            throws IOException {
        Disk disk = Reader.open(where, file, companions);
        return Container.of(disk, disk.facts());
    }

    @Override
    public Encoder encoder(Output output) throws IOException {
        return switch (subformat(output.options())) {
            case FlatWriter.SUBFORMAT -> new FlatWriter(output);
            case StreamWriter.SUBFORMAT -> new StreamWriter(output);
            default -> new SparseWriter(output);
        };
    }

    private static String subformat(Options options) {
        return options.choice(
                "subformat", SparseWriter.SUBFORMAT, FlatWriter.SUBFORMAT, StreamWriter.SUBFORMAT);
    }

    @Override
    public void check(
            Where where, BlockSource file, Companions companions, Consumer<Finding> findings)
            throws IOException {
        Checker.check(where, file, companions, findings);
    }
}

package dev.diskwright.core.container.qcow2;

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
    public BlockSource decode(Where where, BlockSource file, Companions companions)
            throws IOException {
        return Reader.open(where, file, companions);
    }

    @Override
    public void encode(
            BlockSource disk, Map<String, String> options, Target target, Progress progress)
            throws IOException, InterruptedException {
        int clusterSize = new Options(OPTIONS, options).powerOfTwo("cluster_size", 512, 2 << 20);
        new Writer(target, disk.size(), clusterSize).write(disk, progress);
    }

    @Override
    public void check(
            Where where, BlockSource file, Companions companions, Consumer<Finding> findings)
            throws IOException {
        Checker.check(where, file, companions, findings);
    }
}

package dev.diskwright.core.container.bmap;

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

/// A raw image with a block map.
public final class Bmap implements ContainerFormat {
    @Override
    public String name() {
        return "bmap";
    }

    @Override
    public String title() {
        return "Raw image with a block map";
    }

    @Override
    public List<String> extensions() {
        return List.of("bmap");
    }

    @Override
    public List<Option> options() {
        return List.of();
    }

    @Override
    public boolean recognises(BlockSource file) throws IOException {
        return MapReader.isAt(file);
    }

    @Override
    public Container decode(Where where, BlockSource file, Companions companions)
            throws IOException {
        BlockMap map = MapReader.read(where, file);
        BlockSource image = ImageNames.open(where, map.imageSize(), companions);
        return Container.of(
                new Reader(map, image),
                new Container.Fact("version", map.version()),
                new Container.Fact("ranges", Integer.toString(map.ranges().size())));
    }

    @Override
    public Encoder encoder(Output output) throws IOException {
        return new Writer(output.target(), output.bytes().size());
    }

    @Override
    public void check(
            Where where, BlockSource file, Companions companions, Consumer<Finding> findings)
            throws IOException {
        Checker.check(where, file, companions, findings);
    }
}

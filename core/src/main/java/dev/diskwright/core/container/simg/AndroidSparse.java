package dev.diskwright.core.container.simg;

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

/// Android's sparse image.
public final class AndroidSparse implements ContainerFormat {
    private static final List<Option> OPTIONS =
            List.of(
                    new Option(
                            "block_size",
                            "a power of two from 1024 to 1M",
                            "4096",
                            "The unit of chunks, in bytes."),
                    new Option(
                            "zeros",
                            "fill or skip",
                            "fill",
                            "Whether zeros are written when the image is flashed, or what was there stays."),
                    new Option(
                            "crc", "off or on", "off", "Whether the file has a sum of all bytes."));

    @Override
    public String name() {
        return "simg";
    }

    @Override
    public List<String> aliases() {
        return List.of("android-sparse");
    }

    @Override
    public String title() {
        return "Android sparse image";
    }

    @Override
    public List<String> extensions() {
        return List.of("simg");
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
        Chunks chunks = Chunks.read(where, file, header, (_, _, _) -> {});
        return Container.of(
                new Reader(file, header.size(), chunks),
                new Container.Fact("block size", Long.toString(header.blockSize())),
                new Container.Fact("chunks", Long.toString(header.totalChunks())));
    }

    @Override
    public Encoder encoder(Output output) throws IOException {
        return new Writer(
                output.target(),
                output.bytes().size(),
                output.options().powerOfTwo("block_size", 1024, 1 << 20),
                output.options().choice("zeros", "fill", "skip").equals("skip"),
                output.options().choice("crc", "off", "on").equals("on"));
    }

    @Override
    public void check(
            Where where, BlockSource file, Companions companions, Consumer<Finding> findings)
            throws IOException {
        Checker.check(where, file, findings);
    }
}

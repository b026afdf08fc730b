package dev.diskwright.core.container.vhd;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
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

/// Virtual PC's and Hyper-V's older format.
public final class Vhd implements ContainerFormat {
    private static final List<Option> OPTIONS =
            List.of(
                    new Option(
                            "subformat",
                            "dynamic or fixed",
                            "dynamic",
                            "Whether the file grows with what is written; fixed with azure=on."),
                    new Option(
                            "force_size",
                            "on or off",
                            "on",
                            "Keep the exact size; off rounds it up to a number of cylinders, heads and sectors."),
                    new Option(
                            "azure",
                            "on or off",
                            "off",
                            "A fixed disk of whole MiB, as Azure takes them."));

    @Override
    public String name() {
        return "vhd";
    }

    @Override
    public List<String> aliases() {
        return List.of("vpc");
    }

    @Override
    public String title() {
        return "Virtual PC, Azure disk";
    }

    @Override
    public List<String> extensions() {
        return List.of("vhd", "vpc");
    }

    @Override
    public List<Option> options() {
        return OPTIONS;
    }

    @Override
    public boolean recognises(BlockSource file) throws IOException {
        return Footer.isAt(file, 0) || Footer.isAt(file, Footer.lastOffset(file));
    }

    @Override
    public Container decode(Where where, BlockSource file, Companions companions)
            throws IOException {
        Footers footers = Footers.find(where, file);
        Footer footer = footers.footer();
        var facts = new ArrayList<Container.Fact>();
        facts.add(new Container.Fact("subformat", footer.subformat()));
        facts.add(new Container.Fact("identifier", footer.uniqueId().toString()));
        facts.add(new Container.Fact("creator", footer.creatorApplication().strip()));
        facts.add(new Container.Fact("geometry", footer.geometry().toString()));
        facts.add(
                new Container.Fact(
                        "size taken from",
                        footer.countsByGeometry() ? "the geometry" : "the current size"));
        if (footers.damage() != null) {
            facts.add(
                    new Container.Fact(
                            "footer",
                            "the copy at the start; at the end: " + footers.damage().problem()));
        }
        if (footer.diskType() == Footer.FIXED) {
            return Container.of(fixed(where, file, footers), facts);
        }
        DynamicHeader header = DynamicHeader.read(where, file, footers);
        facts.add(new Container.Fact("block size", Long.toString(header.blockSize())));
        if (footer.diskType() == Footer.DYNAMIC) {
            return Container.of(new Reader(where, file, header, footer.size(), null), facts);
        }
        Parent parent = Parent.open(where, file, footer.dataOffset(), header, companions);
        facts.add(new Container.Fact("parent", parent.name()));
        facts.add(new Container.Fact("parent identifier", header.parentUniqueId().toString()));
        return Container.of(new Reader(where, file, header, footer.size(), parent.disk()), facts);
    }

    /// {@return the disk before the footer}
    static BlockSource fixed(Where where, BlockSource file, Footers footers) throws IOException {
        long size = footers.footer().size();
        if (size < 0 || size > footers.offset()) {
            throw new CorruptImageException(
                    Footer.field(footers.place(where), "currentSize"),
                    "a disk of %d bytes".formatted(size),
                    "at most what is before the footer, " + footers.offset());
        }
        return file.slice(0, size);
    }

    @Override
    public Encoder encoder(Output output) throws IOException {
        Options options = output.options();
        boolean fixed = options.choice("subformat", "dynamic", "fixed").equals("fixed");
        boolean exact = options.choice("force_size", "on", "off").equals("on");
        boolean azure = options.choice("azure", "on", "off").equals("on");
        if (azure && (options.given().containsKey("subformat") && !fixed || !exact)) {
            throw new IllegalArgumentException(
                    "option azure is on, which takes subformat=fixed and force_size=on");
        }
        NewFooter footer =
                NewFooter.of(
                        Where.file(output.target().name()),
                        output.bytes().size(),
                        azure
                                ? NewFooter.Sizes.MEBIBYTES
                                : exact ? NewFooter.Sizes.EXACT : NewFooter.Sizes.GEOMETRY);
        return fixed || azure
                ? new FixedWriter(output.target(), footer)
                : new Writer(output.target(), footer);
    }

    @Override
    public void check(
            Where where, BlockSource file, Companions companions, Consumer<Finding> findings)
            throws IOException {
        Checker.check(where, file, companions, findings);
    }
}

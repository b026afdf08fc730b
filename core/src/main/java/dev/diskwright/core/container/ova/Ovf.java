package dev.diskwright.core.container.ova;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.Companions;
import dev.diskwright.core.container.Container;
import dev.diskwright.core.container.ContainerFormat;
import dev.diskwright.core.container.Encoder;
import dev.diskwright.core.container.Output;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A virtual machine in several files, of which this is the descriptor.
public final class Ovf implements ContainerFormat {
    @Override
    public String name() {
        return "ovf";
    }

    @Override
    public String title() {
        return "OVF package";
    }

    @Override
    public List<String> extensions() {
        return List.of("ovf");
    }

    @Override
    public List<Option> options() {
        return Machine.OPTIONS;
    }

    @Override
    public boolean needsIdentity() {
        return true;
    }

    @Override
    public boolean holdsSeveral() {
        return true;
    }

    @Override
    public boolean recognises(BlockSource file) throws IOException {
        return EnvelopeReader.isAt(file);
    }

    @Override
    public Container decode(Where where, BlockSource file, Companions companions)
            throws IOException {
        return new PackageReader(EnvelopeReader.read(where, file), companions).container();
    }

    @Override
    public Encoder encoder(Output output) throws IOException {
        PackageNames names = PackageNames.beside(output.target());
        return new Writer(
                output,
                output.identity().orElseThrow(),
                names,
                new FolderShelf(output.target(), names));
    }

    @Override
    public void check(
            Where where, BlockSource file, Companions companions, Consumer<Finding> findings)
            throws IOException {
        try {
            Envelope envelope = EnvelopeReader.read(where, file);
            String name = where.file().replaceFirst(".*[/\\\\]", "");
            String base = name.replaceFirst("\\.[^.]*$", "");
            new Checker(new PackageReader(envelope, companions), name, file, findings)
                    .check(
                            where,
                            companion(where, companions, base + ".mf"),
                            companion(where, companions, base + ".cert").isPresent());
        } catch (ImageException e) {
            findings.accept(Finding.of(e));
        }
    }

    private static Optional<BlockSource> companion(Where where, Companions companions, String name)
            throws IOException {
        try {
            return Optional.of(companions.open(where, name));
        } catch (ImageException e) {
            return Optional.empty(); // packages need not have one
        }
    }
}

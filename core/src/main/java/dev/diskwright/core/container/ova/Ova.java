package dev.diskwright.core.container.ova;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.Companions;
import dev.diskwright.core.container.Container;
import dev.diskwright.core.container.ContainerFormat;
import dev.diskwright.core.container.Encoder;
import dev.diskwright.core.container.Identity;
import dev.diskwright.core.container.Output;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// A virtual machine in one file: an OVF package in a tar archive.
public final class Ova implements ContainerFormat {
    private static final int FIRST_MEMBERS = 64; // among which the descriptor is recognised

    @Override
    public String name() {
        return "ova";
    }

    @Override
    public String title() {
        return "OVA appliance";
    }

    @Override
    public List<String> extensions() {
        return List.of("ova");
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
        if (!Archive.isAt(file)) {
            return false;
        }
        try {
            return Archive.read(Where.file(""), file, FIRST_MEMBERS).members().stream()
                    .anyMatch(Ova::isDescriptor);
        } catch (ImageException e) {
            return false; // an archive of another kind, perhaps
        }
    }

    private static boolean isDescriptor(Archive.Member member) {
        return has(member, ".ovf");
    }

    private static boolean has(Archive.Member member, String extension) {
        return member.name().toLowerCase(Locale.ROOT).endsWith(extension);
    }

    /// An archive whose descriptor is known.
    private record Opened(Archive archive, Archive.Member descriptor, PackageReader reader) {
        static Opened of(Where where, BlockSource file) throws IOException {
            Archive archive = Archive.read(where, file);
            Archive.Member descriptor =
                    archive.members().stream()
                            .filter(Ova::isDescriptor)
                            .findFirst()
                            .orElseThrow(() ->
                                    new CorruptImageException(
                                            where, "no .ovf file", "one in the archive"));
            Where place = where.inside(descriptor.name());
            Companions files =
                    (asking, name) ->
                            archive.member(name)
                                    .orElseThrow(() ->
                                            new CorruptImageException(
                                                    asking,
                                                    "the file \"%s\"".formatted(name),
                                                    "one that is in the archive"))
                                    .bytes();
            Envelope envelope = EnvelopeReader.read(place, descriptor.bytes());
            return new Opened(archive, descriptor, new PackageReader(envelope, files));
        }
    }

    @Override
    public Container decode(Where where, BlockSource file, Companions companions)
            throws IOException {
        return Opened.of(where, file).reader().container();
    }

    @Override
    public Encoder encoder(Output output) throws IOException {
        PackageNames names = PackageNames.inside(output.target());
        Identity identity = output.identity().orElseThrow();
        var shelf = new TarShelf(output.target(), names, identity.time());
        return new Writer(output, identity, names, shelf);
    }

    @Override
    public void check(
            Where where, BlockSource file, Companions companions, Consumer<Finding> findings)
            throws IOException {
        try {
            Opened opened = Opened.of(where, file);
            checkArchive(where, opened, findings);
            List<Archive.Member> members = opened.archive().members();
            Optional<BlockSource> manifest =
                    members.stream()
                            .filter(it -> has(it, ".mf"))
                            .findFirst()
                            .map(Archive.Member::bytes);
            boolean signed = members.stream().anyMatch(it -> has(it, ".cert"));
            new Checker(
                            opened.reader(),
                            opened.descriptor().name(),
                            opened.descriptor().bytes(),
                            findings)
                    .check(where, manifest, signed);
        } catch (ImageException e) {
            findings.accept(Finding.of(e));
        }
    }

    private static void checkArchive(Where where, Opened opened, Consumer<Finding> findings) {
        List<Archive.Member> members = opened.archive().members();
        if (!members.getFirst().equals(opened.descriptor())) {
            findings.accept(
                    Finding.warning(
                            where.structure("tar header", opened.descriptor().offset()),
                            "the descriptor is not the first file, as importers want it"));
        }
        if (!opened.archive().ended()) {
            findings.accept(Finding.warning(where, "the archive's end is missing"));
        }
        Set<String> names = new HashSet<>();
        for (Archive.Member it : members) {
            Where place = where.structure("tar header", it.offset());
            if (!names.add(it.name())) {
                findings.accept(
                        Finding.error(
                                place, "another file is called \"%s\" too".formatted(it.name())));
            }
            boolean known =
                    it.equals(opened.descriptor())
                            || has(it, ".mf")
                            || has(it, ".cert")
                            || opened.reader().envelope().files().stream()
                                    .anyMatch(file -> PackageReader.name(file).equals(it.name()));
            if (!known) {
                findings.accept(
                        new Finding(
                                Finding.Severity.NOTE,
                                place,
                                "the descriptor does not refer to \"%s\"".formatted(it.name())));
            }
        }
    }
}

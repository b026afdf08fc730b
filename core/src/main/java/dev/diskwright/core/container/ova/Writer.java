package dev.diskwright.core.container.ova;

import dev.diskwright.core.block.CopyPipeline;
import dev.diskwright.core.block.ZeroBytes;
import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.ContainerFormat;
import dev.diskwright.core.container.Containers;
import dev.diskwright.core.container.Encoder;
import dev.diskwright.core.container.Identity;
import dev.diskwright.core.container.Options;
import dev.diskwright.core.container.Output;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Writes a package: each disk as a streamOptimized VMDK, digested while it is written, then the descriptor and the
/// manifest, for which room was left.
final class Writer implements Encoder {
    private static final int SECTOR = 512;
    private static final int GRAIN = 64 << 10; // bytes
    private static final Map<String, String> DISK =
            Map.of("subformat", "streamOptimized", "hwversion", "10");

    private final Output output;
    private final Identity identity;
    private final PackageNames names;
    private final Shelf shelf;
    private final Machine machine;
    private final List<Disk> disks = new ArrayList<>();
    private int current = -1; // disk that is being written

    /// @param identity known from the start, as digests of what is written cannot be corrected
    Writer(Output output, Identity identity, PackageNames names, Shelf shelf) throws IOException {
        this.output = output;
        this.identity = identity;
        this.names = names;
        this.shelf = shelf;
        machine = Machine.of(output.options(), names.base());
        if (output.disks().size() > EnvelopeWriter.MOST_DISKS) {
            throw new DoesNotFitException(
                    Where.file(output.target().name()),
                    output.disks().size() + " disks",
                    EnvelopeWriter.MOST_DISKS + " on the machine's controllers");
        }
        List<String> ids = ids(output.disks());
        for (int i = 0; i < ids.size(); i++) {
            disks.add(new Disk(ids.get(i), names.disk(i + 1), output.disks().get(i)));
        }
        shelf.reserve(descriptor(false).length, manifest(new byte[0]).length);
    }

    /// {@return what refers to each disk: their names, if all are plain words and differ}
    private static List<String> ids(List<Output.Disk> disks) {
        List<String> names = disks.stream().map(Output.Disk::name).distinct().toList();
        boolean plain =
                names.size() == disks.size()
                        && names.stream().allMatch(it -> it.matches("[A-Za-z0-9._-]{1,60}"));
        return plain
                ? names
                : IntStream.rangeClosed(1, disks.size()).mapToObj(it -> "vmdisk" + it).toList();
    }

    @Override
    public int unit() {
        return GRAIN;
    }

    @Override
    public CopyPipeline.Step prepare(long offset, MemorySegment data) throws IOException {
        int index = 0;
        while (index + 1 < disks.size() && disks.get(index + 1).place.offset() <= offset) {
            index++;
        }
        Disk disk = disks.get(index);
        long start = offset - disk.place.offset();
        long length = Math.min(data.byteSize(), disk.place.size() - start);
        if (length <= 0) {
            return CopyPipeline.Step.NONE; // between two disks
        }
        MemorySegment own = data.asSlice(0, length);
        CopyPipeline.Step step = disk.encoder.prepare(start, own);
        long populated = populated(own);
        int number = index;
        return () -> {
            goTo(number);
            disk.populated += populated;
            step.run();
        };
    }

    private static long populated(MemorySegment data) {
        long bytes = 0;
        for (long at = 0; at < data.byteSize(); at += GRAIN) {
            long length = Math.min(GRAIN, data.byteSize() - at);
            bytes += ZeroBytes.isZero(data.asSlice(at, length)) ? 0 : length;
        }
        return bytes;
    }

    /// Ends the disks before this one.
    private void goTo(int number) throws IOException, InterruptedException {
        while (current < number) {
            endCurrent();
            current++;
            if (current < disks.size()) {
                Disk disk = disks.get(current);
                disk.file.begin(shelf.begin(disk.file.name()));
            }
        }
    }

    private void endCurrent() throws IOException, InterruptedException {
        if (current >= 0) {
            Disk disk = disks.get(current);
            disk.encoder.finish(identity);
            disk.digest = disk.file.end();
            shelf.end(disk.file.size());
        }
    }

    @Override
    public void finish(Identity known) throws IOException, InterruptedException {
        goTo(disks.size());
        byte[] text = descriptor(true);
        byte[] digest = Manifest.digest(machine.algorithm()).digest(text);
        shelf.finish(MemorySegment.ofArray(text), MemorySegment.ofArray(manifest(digest)));
    }

    /// {@return the descriptor, always of one length: blanks behind it stand for digits that it does not need}
    ///
    /// @param complete whether sizes are known
    private byte[] descriptor(boolean complete) {
        byte[] longest = envelope(false);
        byte[] text = complete ? envelope(true) : longest;
        byte[] padded = Arrays.copyOf(text, longest.length);
        Arrays.fill(padded, text.length, padded.length, (byte) '\n');
        return padded;
    }

    private byte[] envelope(boolean complete) {
        var parts = new ArrayList<EnvelopeWriter.Part>();
        for (Disk it : disks) {
            parts.add(
                    new EnvelopeWriter.Part(
                            it.id,
                            it.file.name(),
                            complete ? it.file.size() : Long.MAX_VALUE,
                            Units.roundUp(it.place.size(), SECTOR),
                            complete ? it.populated : Long.MAX_VALUE));
        }
        return new EnvelopeWriter(machine, parts).text().getBytes(StandardCharsets.UTF_8);
    }

    private byte[] manifest(byte[] descriptorDigest) {
        int length = Manifest.digest(machine.algorithm()).getDigestLength();
        var text = new StringBuilder();
        text.append(
                Manifest.line(
                        machine.algorithm(),
                        names.descriptor(),
                        Arrays.copyOf(descriptorDigest, length)));
        for (Disk it : disks) {
            text.append(
                    Manifest.line(
                            machine.algorithm(), it.file.name(), Arrays.copyOf(it.digest, length)));
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// One disk on its way.
    private final class Disk {
        final String id;
        final Output.Disk place;
        final DigestedFile file;
        final Encoder encoder;
        byte[] digest = new byte[0];
        long populated;

        Disk(String id, String name, Output.Disk place) throws IOException {
            this.id = id;
            this.place = place;
            file = new DigestedFile(name, Manifest.digest(machine.algorithm()));
            ContainerFormat format = Containers.named("vmdk").orElseThrow();
            encoder =
                    format.encoder(
                            new Output(
                                    List.of(new Output.Disk("", 0, place.size())),
                                    output.bytes().slice(place.offset(), place.size()),
                                    new Options(format.options(), DISK),
                                    file,
                                    Optional.of(identity()),
                                    output.companions(),
                                    List.of()));
        }

        /// Disks of one package must not have the same identifiers.
        private Identity identity() {
            int number = disks.size();
            return number == 0
                    ? identity
                    : new Identity(identity.seed() + " disk " + (number + 1), identity.time());
        }
    }
}

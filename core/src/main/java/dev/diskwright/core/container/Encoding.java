package dev.diskwright.core.container;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.block.CopyPipeline;
import dev.diskwright.core.block.Deferred;
import dev.diskwright.core.block.Digests;
import dev.diskwright.core.block.Fingerprint;
import dev.diskwright.core.block.Progress;
import dev.diskwright.core.block.Target;
import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes disks into one or several containers, reading them once.
///
/// @param disks what is written, by name; a single one may have none
/// @param identity where identifiers come from; if nothing is given, from the bytes
/// @param attachments what the containers are to hold beside disks, as far as they can
/// @param threads that read and prepare; what is written does not depend on it
public record Encoding(
        List<NamedDisk> disks,
        Optional<Identity> identity,
        List<Container.Attachment> attachments,
        int threads) {
    /// Where each of several disks begins: at multiples of 2 MiB.
    public static final long ALIGNMENT = 2 << 20;

    /// A disk to be written.
    ///
    /// @param name for containers of several disks
    public record NamedDisk(String name, BlockSource bytes) {}

    /// One container to be written.
    ///
    /// @param options of the format, by name
    /// @param companions opens other files that the format may refer to, such as a backing file
    /// @param seekable whether the target takes writes in any order
    public record Job(
            ContainerFormat format,
            Map<String, String> options,
            Target target,
            Companions companions,
            boolean seekable) {
        private boolean needsIdentity() {
            return !seekable || format.needsIdentity();
        }
    }

    /// Copies the lists.
    public Encoding {
        disks = List.copyOf(disks);
        attachments = List.copyOf(attachments);
    }

    /// {@return how to write one disk}
    public static Encoding of(BlockSource disk, Optional<Identity> identity) {
        return new Encoding(
                List.of(new NamedDisk("", disk)), identity, List.of(), CopyPipeline.threads());
    }

    /// Writes one disk in one format, its identifiers derived from its bytes.
    ///
    /// @throws OptionException for an option or a value that the format does not know
    /// @throws InterruptedException when the thread was interrupted, promptly
    public static void write(
            ContainerFormat format,
            BlockSource disk,
            Map<String, String> options,
            Target target,
            Progress progress)
            throws IOException, InterruptedException {
        of(disk, Optional.empty())
                .write(List.of(new Job(format, options, target, Companions.NONE, true)), progress);
    }

    /// Writes all `jobs` at once, in one pass and ascending order, holes left out.
    ///
    /// @param progress told of every byte read
    /// @throws OptionException for an option or a value that a format does not know
    /// @throws InterruptedException when the thread was interrupted, promptly
    public void write(List<Job> jobs, Progress progress) throws IOException, InterruptedException {
        BlockSource bytes = bytes();
        Optional<Identity> known = identity;
        if (known.isEmpty() && jobs.stream().anyMatch(Job::needsIdentity)) {
            known = Optional.of(identity(Digests.fingerprint(bytes, Progress.NONE)));
        }
        var deferred = new Deferred();
        var encoders = new ArrayList<Encoder>();
        for (Job job : jobs) {
            encoders.add(encoder(job, deferred.target(job.target()), bytes, known));
        }
        Optional<Fingerprint> fingerprint =
                known.isEmpty() && encoders.stream().anyMatch(Encoder::isIdentified)
                        ? Optional.of(new Fingerprint(bytes.size()))
                        : Optional.empty();
        var sinks = new ArrayList<CopyPipeline.Sink>(encoders);
        fingerprint.ifPresent(sinks::add);
        int chunk = encoders.stream().mapToInt(Encoder::unit).max().orElse(1);
        chunk = Math.max(CopyPipeline.CHUNK, chunk);
        progress.step("write", CopyPipeline.amount(bytes, chunk));
        CopyPipeline.run(bytes, chunk, all(sinks), deferred, progress, threads);
        Identity identity =
                known.or(() -> fingerprint.map(it -> identity(it.value()))).orElse(identity(""));
        for (Encoder encoder : encoders) {
            encoder.finish(identity);
        }
    }

    private static Identity identity(String fingerprint) {
        return new Identity(fingerprint, Instant.EPOCH);
    }

    private Encoder encoder(Job job, Target target, BlockSource bytes, Optional<Identity> known)
            throws IOException {
        Where where = Where.file(job.target().name());
        if (disks.size() > 1 && !job.format().holdsSeveral()) {
            throw new DoesNotFitException(
                    where,
                    disks.size() + " disks",
                    "one, as %s holds".formatted(job.format().name()));
        }
        var options = new Options(job.format().options(), job.options());
        return job.format()
                .encoder(
                        new Output(
                                places(),
                                bytes,
                                options,
                                target,
                                known,
                                job.companions(),
                                attachments));
    }

    private List<Output.Disk> places() {
        var places = new ArrayList<Output.Disk>();
        long at = 0;
        for (NamedDisk disk : disks) {
            places.add(new Output.Disk(disk.name(), at, disk.bytes().size()));
            at = Units.roundUp(at + disk.bytes().size(), ALIGNMENT);
        }
        return places;
    }

    private BlockSource bytes() {
        if (disks.size() == 1) {
            return disks.getFirst().bytes();
        }
        List<Output.Disk> places = places();
        Output.Disk last = places.getLast();
        var bytes = Composition.ofSize(last.offset() + last.size());
        for (int i = 0; i < places.size(); i++) {
            if (places.get(i).size() > 0) {
                bytes.place(places.get(i).offset(), disks.get(i).bytes());
            }
        }
        return bytes.build();
    }

    private static CopyPipeline.Sink all(List<CopyPipeline.Sink> sinks) {
        if (sinks.size() == 1) {
            return sinks.getFirst();
        }
        return (offset, data) -> prepare(sinks, offset, data);
    }

    private static CopyPipeline.Step prepare(
            List<CopyPipeline.Sink> sinks, long offset, MemorySegment data) throws IOException {
        var steps = new ArrayList<CopyPipeline.Step>();
        for (CopyPipeline.Sink sink : sinks) {
            steps.add(sink.prepare(offset, data));
        }
        return () -> {
            for (CopyPipeline.Step step : steps) {
                step.run();
            }
        };
    }
}

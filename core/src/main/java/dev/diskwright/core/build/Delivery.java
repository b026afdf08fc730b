package dev.diskwright.core.build;

import dev.diskwright.core.block.AtomicOutput;
import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.CopyPipeline;
import dev.diskwright.core.block.Digests;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.ContainerFormat;
import dev.diskwright.core.container.Encoding;
import dev.diskwright.core.container.FolderCompanions;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.verify.DiskImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// Writes disks into image files, reads the files back, and gives them their names: what builds and conversions share.
final class Delivery implements AutoCloseable {
    private static final Stage VERIFY = new Stage("verify", "Verify");
    private static final Stage FLUSH = new Stage("flush", "Flush");

    private final Encoding encoding;
    private final BuildOptions options;
    private final int sectorSize;
    private final StageClock clock;
    private final List<AtomicOutput> parts = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<Check> checks = new ArrayList<>();

    /// @param sectorSize of the disks in bytes, 0 if only they can tell
    Delivery(Encoding encoding, BuildOptions options, int sectorSize, StageClock clock) {
        this.encoding = encoding;
        this.options = options;
        this.sectorSize = sectorSize;
        this.clock = clock;
    }

    /// Looks into an image that was written, and has been found to hold the right bytes.
    @FunctionalInterface
    interface Judge {
        /// @param findings to which it adds what is wrong with its structures
        /// @return what was compared
        List<Check> judge(
                ContainerFormat format,
                DiskImage written,
                List<Finding> findings,
                String fingerprint)
                throws IOException, InterruptedException;
    }

    static List<Stage> stages(BuildOptions options) {
        return List.of(write(options), VERIFY, FLUSH);
    }

    private static Stage write(BuildOptions options) {
        String formats =
                options.outputs().stream()
                        .map(OutputFile::format)
                        .distinct()
                        .collect(Collectors.joining(", "));
        return new Stage("write", "Write " + formats);
    }

    /// Does all of it. The files appear under their names complete, verified and flushed, or not at all.
    BuildReport deliver(Judge judge, List<Diagnostic> diagnostics)
            throws IOException, InterruptedException {
        long amount = write();
        String fingerprint = "";
        if (options.verify()) {
            clock.start(VERIFY, amount * options.outputs().size());
            for (int i = 0; i < parts.size(); i++) {
                fingerprint = verify(options.outputs().get(i), parts.get(i), judge);
            }
            boolean silent = findings.isEmpty();
            clock.end(
                    silent ? Stage.State.PASSED : Stage.State.WARNED,
                    silent ? "" : findings.size() + " findings");
        } else {
            clock.skip(VERIFY, "not asked for");
        }
        clock.start(FLUSH, -1);
        for (AtomicOutput part : parts) {
            part.commit();
        }
        clock.end(Stage.State.PASSED, "");
        return new BuildReport(
                verdict(),
                written(),
                encoding.disks().stream().mapToLong(it -> it.bytes().size()).sum(),
                fingerprint,
                clock.reports(),
                diagnostics,
                findings,
                checks);
    }

    private long write() throws IOException, InterruptedException {
        var jobs = new ArrayList<Encoding.Job>();
        long amount = 0;
        for (Encoding.NamedDisk disk : encoding.disks()) {
            amount += CopyPipeline.amount(disk.bytes(), CopyPipeline.CHUNK);
        }
        for (OutputFile it : options.outputs()) {
            AtomicOutput part = AtomicOutput.create(it.target(), options.replace());
            parts.add(part);
            if (options.keepPartial()) {
                part.keepUnfinished();
            }
        }
        clock.start(write(options), amount);
        try (var companions = new FolderList()) {
            for (int i = 0; i < parts.size(); i++) {
                OutputFile it = options.outputs().get(i);
                jobs.add(
                        new Encoding.Job(
                                it.container(),
                                it.options(),
                                parts.get(i),
                                companions.of(it.target()),
                                true));
            }
            encoding.write(jobs, clock.progress());
        }
        clock.end(Stage.State.PASSED, "");
        return amount;
    }

    /// What outputs may refer to, open while they are written.
    private static final class FolderList implements AutoCloseable {
        private final List<FolderCompanions> all = new ArrayList<>();

        FolderCompanions of(Path target) {
            Path folder = Objects.requireNonNullElse(target.toAbsolutePath().getParent(), target);
            var companions = new FolderCompanions(folder, List.of(), Map.of());
            all.add(companions);
            return companions;
        }

        @Override
        public void close() throws IOException {
            for (FolderCompanions it : all) {
                it.close();
            }
        }
    }

    private BuildReport.Verdict verdict() {
        if (!options.verify()) {
            return BuildReport.Verdict.NOT_VERIFIED;
        }
        return findings.isEmpty()
                ? BuildReport.Verdict.VERIFIED
                : BuildReport.Verdict.VERIFIED_WITH_WARNINGS;
    }

    private List<BuildReport.Written> written() throws IOException {
        var written = new ArrayList<BuildReport.Written>();
        for (OutputFile it : options.outputs()) {
            written.add(new BuildReport.Written(it.target(), it.format(), Files.size(it.target())));
        }
        return written;
    }

    /// Reads back what was written: the same bytes as meant, and every structure sound.
    ///
    /// @return fingerprint of the first disk
    private String verify(OutputFile file, AtomicOutput part, Judge judge)
            throws IOException, InterruptedException {
        String name = file.target().toString();
        ContainerFormat format = file.container();
        String fingerprint = "";
        for (Encoding.NamedDisk disk : encoding.disks()) {
            boolean several = encoding.disks().size() > 1;
            var choice =
                    new DiskImage.Choice(
                            format,
                            several ? disk.name() : null,
                            List.of(),
                            part.companionParts(),
                            sectorSize);
            try (DiskImage written = DiskImage.open(part.part(), name, choice)) {
                Where where = Where.file(several ? name + ", " + disk.name() : name);
                BlockSource both = Compared.of(where, written.disk(), disk.bytes());
                String found = Digests.fingerprint(both, clock.progress());
                if (fingerprint.isEmpty()) {
                    fingerprint = found;
                    int before = findings.size();
                    List<Check> made = judge.judge(format, written, findings, found);
                    checks.addAll(options.outputs().size() == 1 ? made : grouped(made, format));
                    refuse(findings.subList(before, findings.size()), made, written);
                }
            }
        }
        return fingerprint;
    }

    private static List<Check> grouped(List<Check> checks, ContainerFormat format) {
        return checks.stream()
                .map(it ->
                        new Check(
                                it.group() + " (" + format.name() + ")",
                                it.name(),
                                it.expected(),
                                it.found(),
                                it.offset(),
                                it.passed()))
                .toList();
    }

    private void refuse(List<Finding> found, List<Check> made, DiskImage written)
            throws CorruptImageException {
        for (Finding finding : found) {
            if (finding.severity() == Finding.Severity.ERROR) {
                throw new CorruptImageException(
                        finding.where(), finding.sentence(), "a sound image");
            }
        }
        for (Check it : made) {
            if (!it.passed()) {
                findings.add(
                        Finding.warning(
                                written.where().inside(it.group()),
                                "%s is %s, planned as %s"
                                        .formatted(it.name(), it.found(), it.expected())));
            }
        }
    }

    @Override
    public void close() throws IOException {
        IOException failure = null;
        for (AtomicOutput part : parts) {
            try {
                part.close();
            } catch (IOException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}

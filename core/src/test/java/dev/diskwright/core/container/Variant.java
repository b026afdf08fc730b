package dev.diskwright.core.container;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.CopyPipeline;
import dev.diskwright.core.block.Progress;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.testing.SparseTarget;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A format with values for its options, and what tests do with it.
///
/// @param format can be written
/// @param options by name
record Variant(ContainerFormat format, Map<String, String> options) {
    /// {@return every format that can be written, by itself and with each value of each option that has words for them}
    static Stream<Variant> all() {
        return Containers.ALL.stream().filter(ContainerFormat::writes).flatMap(Variant::of);
    }

    /// {@return every format that can be written, without options}
    static Stream<Variant> plain() {
        return Containers.ALL.stream()
                .filter(ContainerFormat::writes)
                .map(it -> new Variant(it, Map.of()));
    }

    private static Stream<Variant> of(ContainerFormat format) {
        var variants = new ArrayList<Variant>();
        variants.add(new Variant(format, Map.of()));
        for (ContainerFormat.Option option : format.options()) {
            List<String> words = Arrays.asList(option.values().split(",\\s*(or\\s+)?|\\s+or\\s+"));
            if (words.size() > 1 && words.stream().allMatch(it -> it.matches("[\\w.-]+"))) {
                words.stream()
                        .filter(it -> !it.equals(option.defaultValue()))
                        .forEach(
                                it -> variants.add(new Variant(format, Map.of(option.name(), it))));
            }
        }
        return variants.stream();
    }

    String fileName() {
        return "disk." + format.extensions().getFirst();
    }

    Where where() {
        return Where.file(fileName());
    }

    SparseTarget write(BlockSource disk) throws IOException, InterruptedException {
        return write(disk, Optional.empty(), CopyPipeline.threads());
    }

    SparseTarget write(BlockSource disk, Optional<Identity> identity, int threads)
            throws IOException, InterruptedException {
        var target = new SparseTarget(fileName());
        new Encoding(List.of(new Encoding.NamedDisk("", disk)), identity, List.of(), threads)
                .write(
                        List.of(new Encoding.Job(format, options, target, Companions.NONE, true)),
                        Progress.NONE);
        return target;
    }

    BlockSource read(SparseTarget file) throws IOException {
        return format.decode(where(), file.source(), file.asCompanions()).disk();
    }

    List<Finding> check(SparseTarget file) throws IOException {
        var findings = new ArrayList<Finding>();
        format.check(where(), file.source(), file.asCompanions(), findings::add);
        return findings;
    }

    @Override
    public String toString() {
        return format.name() + (options.isEmpty() ? "" : " " + options);
    }
}

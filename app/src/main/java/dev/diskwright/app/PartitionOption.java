package dev.diskwright.app;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which partition a call is about.
final class PartitionOption {
    @Option(
            names = {"-p", "--partition"},
            paramLabel = "N",
            description = "Only partition number N; 0 is the whole disk, if that is a file system.")
    @Nullable Integer number;
}

package dev.diskwright.core.container.qcow2;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.ContainerFormat.Option;
import dev.diskwright.core.container.Containers;
import dev.diskwright.core.container.OptionException;
import dev.diskwright.core.container.Options;
import dev.diskwright.core.container.Output;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// How a file is written, as the options say.
///
/// @param version 2 or 3
/// @param refcountOrder bits of a refcount, as a power of two
/// @param isExtended whether L2 entries have subclusters
/// @param dataFile name of the external data file
/// @param isRawData whether that is the disk, byte for byte
record Settings(
        int version,
        int clusterBits,
        int refcountOrder,
        Compression compression,
        boolean isExtended,
        Preallocation preallocation,
        Optional<Backing> backing,
        Optional<String> dataFile,
        boolean isRawData) {
    static final List<Option> OPTIONS =
            List.of(
                    new Option(
                            "cluster_size",
                            "a power of two from 512 to 2M",
                            "65536",
                            "The unit of allocation, in bytes."),
                    new Option(
                            "compress",
                            "none, zlib or zstd",
                            "none",
                            "How clusters are compressed."),
                    new Option(
                            "compat",
                            "0.10 or 1.1",
                            "1.1",
                            "The version: 2 for QEMU before 1.1, or 3."),
                    new Option(
                            "extended_l2",
                            "on or off",
                            "off",
                            "Describe each cluster by 32 subclusters; takes clusters of 16 KiB."),
                    new Option(
                            "preallocation",
                            "off, metadata or full",
                            "off",
                            "Map all clusters in advance, or write all of them."),
                    new Option(
                            "refcount_bits",
                            "a power of two from 1 to 64",
                            "16",
                            "The size of a refcount."),
                    new Option(
                            "backing",
                            "a file name",
                            "",
                            "Write only what differs from the disk in that file, which lies beside."),
                    new Option(
                            "backing_format",
                            "a format",
                            "",
                            "The format of that file; recognised if not given."),
                    new Option(
                            "data_file",
                            "a file name",
                            "",
                            "Write the data into that file, beside this one, and only tables here."),
                    new Option(
                            "data_file_raw",
                            "on or off",
                            "off",
                            "Keep that file readable as a raw image; named NAME.raw if not given."));

    enum Compression {
        NONE,
        ZLIB,
        ZSTD
    }

    enum Preallocation {
        OFF,
        METADATA,
        FULL
    }

    /// What is written upon.
    ///
    /// @param name as the file will say
    /// @param disk in that file
    record Backing(String name, String format, BlockSource disk) {}

    static Settings of(Output output) throws IOException {
        Options options = output.options();
        boolean isRawData = options.isOn("data_file_raw");
        Optional<String> dataFile =
                options.text("data_file")
                        .or(() ->
                                isRawData
                                        ? Optional.of(output.target().name() + ".raw")
                                        : Optional.empty());
        Preallocation preallocation =
                switch (options.choice("preallocation", "off", "metadata", "full")) {
                    case "full" -> Preallocation.FULL;
                    case "metadata" -> Preallocation.METADATA;
                    default -> isRawData ? Preallocation.METADATA : Preallocation.OFF;
                };
        Compression compression =
                switch (options.choice("compress", "none", "zlib", "zstd")) {
                    case "zlib" -> Compression.ZLIB;
                    case "zstd" -> Compression.ZSTD;
                    default -> Compression.NONE;
                };
        var settings =
                new Settings(
                        options.choice("compat", "0.10", "1.1").equals("1.1") ? 3 : 2,
                        Integer.numberOfTrailingZeros(
                                options.powerOfTwo("cluster_size", 512, 2 << 20)),
                        Integer.numberOfTrailingZeros(options.powerOfTwo("refcount_bits", 1, 64)),
                        compression,
                        options.isOn("extended_l2"),
                        preallocation,
                        backing(output),
                        dataFile,
                        isRawData);
        settings.check();
        return settings;
    }

    private static Optional<Backing> backing(Output output) throws IOException {
        Optional<String> name = output.options().text("backing");
        Optional<String> format = output.options().text("backing_format");
        if (name.isEmpty()) {
            refuse(format.isPresent(), "backing_format takes backing");
            return Optional.empty();
        }
        Where where = Where.file(output.target().name()).structure("option backing", 0);
        String known =
                format.isPresent()
                        ? format.get()
                        : Containers.recognise(output.companions().open(where, name.get())).name();
        BlockSource disk = output.companions().disk(where, name.get(), Optional.of(known));
        return Optional.of(new Backing(name.get(), known, disk));
    }

    private void check() {
        if (version == 2) {
            String what = "compat 0.10, which has no ";
            refuse(isExtended, what + "extended_l2");
            refuse(compression == Compression.ZSTD, what + "zstd");
            refuse(dataFile.isPresent(), what + "data_file");
            refuse(refcountOrder != 4, what + "refcount_bits but 16");
        }
        refuse(
                isExtended && clusterBits < Header.MIN_EXTENDED_BITS,
                "extended_l2, which takes a cluster_size of 16K or more");
        boolean compresses = compression != Compression.NONE;
        refuse(compresses && dataFile.isPresent(), "compress together with data_file");
        boolean preallocates = preallocation != Preallocation.OFF;
        refuse(compresses && preallocates, "compress together with preallocation");
        refuse(backing.isPresent() && preallocates, "backing together with preallocation");
        refuse(backing.isPresent() && isRawData, "backing together with data_file_raw");
    }

    private static void refuse(boolean wrong, String what) {
        if (wrong) {
            throw new OptionException("qcow2 cannot be written with " + what);
        }
    }

    int clusterSize() {
        return 1 << clusterBits;
    }

    int l2EntrySize() {
        return isExtended ? 16 : 8;
    }
}

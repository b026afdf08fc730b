package dev.diskwright.core.container.vma;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.codec.Compression;
import dev.diskwright.core.codec.GzipPacking;
import dev.diskwright.core.codec.Packing;
import dev.diskwright.core.codec.ZstdPacking;
import dev.diskwright.core.container.Companions;
import dev.diskwright.core.container.Container;
import dev.diskwright.core.container.ContainerFormat;
import dev.diskwright.core.container.Encoder;
import dev.diskwright.core.container.Output;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/// Proxmox's archive of a virtual machine.
public final class Vma implements ContainerFormat {
    private static final int LARGEST_CONFIG = 0xffff;
    private static final List<Option> OPTIONS =
            List.of(
                    new Option(
                            "compress",
                            "auto, none, zlib or zstd",
                            "auto",
                            "How all of it is compressed; if auto, as the file's name says."),
                    new Option("vmid", "a number from 100 on", "100", "The machine's number."),
                    new Option("name", "a host name", "", "The machine's name."),
                    new Option("cores", "a number from 1 on", "1", "The machine's cores."),
                    new Option(
                            "memory",
                            "a number from 16 on",
                            "1024",
                            "The machine's memory, in MiB."),
                    new Option(
                            "bus",
                            "scsi, virtio, sata or ide",
                            "scsi",
                            "What disks without a name are attached to."),
                    new Option(
                            "storage", "a name", "local-lvm", "Where Proxmox is to put the disks."),
                    new Option(
                            "firmware", "seabios or ovmf", "seabios", "What starts the machine."));

    @Override
    public String name() {
        return "vma";
    }

    @Override
    public String title() {
        return "Proxmox backup archive";
    }

    @Override
    public List<String> extensions() {
        return List.of("vma", "vma.zst", "vma.gz");
    }

    @Override
    public List<Option> options() {
        return OPTIONS;
    }

    @Override
    public boolean streams() {
        return true;
    }

    @Override
    public boolean holdsSeveral() {
        return true;
    }

    @Override
    public boolean recognises(BlockSource file) throws IOException {
        return Header.isAt(file);
    }

    @Override
    public Container decode(Where where, BlockSource file, Companions companions)
            throws IOException {
        return Archive.read(where, unpacked(where, file));
    }

    @Override
    public Encoder encoder(Output output) throws IOException {
        Where where = Where.file(output.target().name());
        var configuration = new Configuration(given(output), output.options());
        List<String> names = configuration.deviceNames(output.disks());
        var configs = new ArrayList<HeaderWriter.Config>();
        byte[] text = configuration.text(names, output.disks()).getBytes(UTF_8);
        configs.add(new HeaderWriter.Config(Configuration.FILE, MemorySegment.ofArray(text)));
        for (Container.Attachment it : output.attachments()) {
            if (!it.name().equals(Configuration.FILE) && it.bytes().size() <= LARGEST_CONFIG) {
                configs.add(new HeaderWriter.Config(it.name(), bytes(it)));
            }
        }
        var devices = new ArrayList<HeaderWriter.Device>();
        for (int i = 0; i < names.size(); i++) {
            devices.add(new HeaderWriter.Device(names.get(i), output.disks().get(i).size()));
        }
        return new Writer(
                output.target(),
                new HeaderWriter(where, configs, devices),
                new Devices(output.disks()),
                packing(output),
                output.identity());
    }

    private static BlockSource unpacked(Where where, BlockSource file) throws IOException {
        Optional<Compression> compression = Compression.of(file);
        return compression.isEmpty() ? file : compression.get().unpack(where, file);
    }

    private static Optional<Packing> packing(Output output) {
        String name = output.target().name().toLowerCase(Locale.ROOT);
        return switch (output.options()
                .choice("compress", "auto", "none", "zlib", "gzip", "zstd")) {
            case "auto" ->
                    name.endsWith(".zst")
                            ? Optional.of(new ZstdPacking())
                            : name.endsWith(".gz")
                                    ? Optional.of(new GzipPacking())
                                    : Optional.empty();
            case "none" -> Optional.empty();
            case "zstd" -> Optional.of(new ZstdPacking());
            default -> Optional.of(new GzipPacking());
        };
    }

    private static String given(Output output) throws IOException {
        for (Container.Attachment it : output.attachments()) {
            if (it.name().equals(Configuration.FILE)) {
                return new String(bytes(it).toArray(ValueLayout.JAVA_BYTE), UTF_8);
            }
        }
        return "";
    }

    private static MemorySegment bytes(Container.Attachment it) throws IOException {
        int size = (int) Math.min(it.bytes().size(), LARGEST_CONFIG + 1);
        return it.bytes().bytes(0, size);
    }

    @Override
    public void check(
            Where where, BlockSource file, Companions companions, Consumer<Finding> findings)
            throws IOException {
        try {
            Optional<Compression> compression = Compression.of(file);
            BlockSource archive =
                    compression.isEmpty() ? file : compression.get().check(where, file, findings);
            Checker.check(where, archive, findings);
        } catch (ImageException e) {
            findings.accept(Finding.of(e));
        }
    }
}

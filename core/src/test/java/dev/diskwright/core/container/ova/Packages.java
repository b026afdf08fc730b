package dev.diskwright.core.container.ova;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Progress;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.Companions;
import dev.diskwright.core.container.Container;
import dev.diskwright.core.container.ContainerFormat;
import dev.diskwright.core.container.Encoding;
import dev.diskwright.core.container.Identity;
import dev.diskwright.core.testing.MemoryTarget;
import dev.diskwright.core.testing.TarWriter;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Packages to test with.
final class Packages {
    static final Identity IDENTITY = new Identity("seed", Instant.ofEpochSecond(1_700_000_000));
    static final Where FILE = Where.file("machine.ova");

    private Packages() {}

    static MemoryTarget encode(
            ContainerFormat format, Map<String, String> options, BlockSource... disks)
            throws IOException, InterruptedException {
        var target = new MemoryTarget("machine." + format.name());
        var named = new ArrayList<Encoding.NamedDisk>();
        for (BlockSource it : disks) {
            named.add(new Encoding.NamedDisk("disk" + named.size(), it));
        }
        var job = new Encoding.Job(format, options, target, Companions.NONE, true);
        new Encoding(named, Optional.of(IDENTITY), List.of(), 2).write(List.of(job), Progress.NONE);
        return target;
    }

    static Container decode(byte[] archive) throws IOException {
        return new Ova().decode(FILE, BlockSource.of(archive), Companions.NONE);
    }

    static List<Finding> check(byte[] archive) throws IOException {
        var findings = new ArrayList<Finding>();
        new Ova().check(FILE, BlockSource.of(archive), Companions.NONE, findings::add);
        return findings;
    }

    /// {@return the other files of an output}
    static Companions companions(MemoryTarget target) {
        return (_, name) -> target.companion(name).source();
    }

    /// {@return a descriptor of one file and one disk in it}
    static String envelope(String fileAttributes, String diskAttributes) {
        return """
        <?xml version="1.0"?>
        <Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1"
            xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1">
          <References><File %s/></References>
          <DiskSection><Info/><Disk %s/></DiskSection>
        </Envelope>
        """
                .formatted(fileAttributes, diskAttributes);
    }

    static TarWriter add(TarWriter tar, String name, byte[] bytes) {
        return tar.member(name, '0', 0644, "", bytes);
    }

    static byte[] archive(String envelope, String name, byte[] file) {
        TarWriter tar = new TarWriter();
        add(tar, "a.ovf", envelope.getBytes(UTF_8));
        return add(tar, name, file).end();
    }
}

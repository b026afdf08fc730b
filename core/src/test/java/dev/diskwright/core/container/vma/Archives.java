package dev.diskwright.core.container.vma;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Progress;
import dev.diskwright.core.block.Target;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.Companions;
import dev.diskwright.core.container.Container;
import dev.diskwright.core.container.Encoding;
import dev.diskwright.core.container.Identity;
import dev.diskwright.core.testing.MemoryTarget;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;

/// Archives to test with, and what to do with them.
final class Archives {
    static final Where FILE = Where.file("disk.vma");
    static final Identity IDENTITY = new Identity("seed", Instant.ofEpochSecond(1_700_000_000));
    static final byte[] CONFIG =
            "scsi0: local:x,size=1G\n#qmdump#map:scsi0:drive-scsi0:local:raw:\n".getBytes(US_ASCII);

    private Archives() {}

    static byte[] encode(BlockSource disk, Map<String, String> options)
            throws IOException, InterruptedException {
        return encode(List.of(new Encoding.NamedDisk("", disk)), options, List.of(), IDENTITY);
    }

    static byte[] encode(
            List<Encoding.NamedDisk> disks,
            Map<String, String> options,
            List<Container.Attachment> attachments,
            Identity identity)
            throws IOException, InterruptedException {
        var target = new MemoryTarget("disk.vma");
        encode(disks, options, attachments, Optional.of(identity), 2, target);
        return target.bytes();
    }

    static void encode(
            List<Encoding.NamedDisk> disks,
            Map<String, String> options,
            List<Container.Attachment> attachments,
            Optional<Identity> identity,
            int threads,
            Target target)
            throws IOException, InterruptedException {
        var job = new Encoding.Job(new Vma(), options, target, Companions.NONE, true);
        new Encoding(disks, identity, attachments, threads).write(List.of(job), Progress.NONE);
    }

    static Container decode(byte[] file) throws IOException {
        return new Vma().decode(FILE, BlockSource.of(file), Companions.NONE);
    }

    static List<Finding> check(byte[] file) throws IOException {
        var findings = new ArrayList<Finding>();
        new Vma().check(FILE, BlockSource.of(file), Companions.NONE, findings::add);
        return findings;
    }

    /// A cluster as an archive may list it.
    record Listed(int device, long cluster) {}

    /// {@return an archive with these devices whose clusters are listed in this order, 1 to 59 in an extent}
    static byte[] inOrder(Random random, Map<String, byte[]> devices, List<Listed> order)
            throws IOException {
        var sizes = new ArrayList<HeaderWriter.Device>();
        var contents = new HashMap<Integer, byte[]>();
        devices.forEach((name, bytes) -> {
            sizes.add(new HeaderWriter.Device(name, bytes.length));
            contents.put(sizes.size(), bytes);
        });
        var config = new HeaderWriter.Config(Configuration.FILE, MemorySegment.ofArray(CONFIG));
        var target = new MemoryTarget("disk.vma");
        MemorySegment header = new HeaderWriter(FILE, List.of(config), sizes).complete(IDENTITY);
        target.write(0, header);
        long at = header.byteSize();
        for (int next = 0; next < order.size(); ) {
            int count = Math.min(1 + random.nextInt(ExtentHeader.SLOTS), order.size() - next);
            at = extent(target, at, contents, order.subList(next, next + count));
            next += count;
        }
        return target.bytes();
    }

    private static long extent(
            MemoryTarget target, long at, Map<Integer, byte[]> contents, List<Listed> listed) {
        var header = MemorySegment.ofArray(new byte[ExtentHeader.SIZE]);
        long end = at + ExtentHeader.SIZE;
        int blocks = 0;
        for (int slot = 0; slot < listed.size(); slot++) {
            Listed it = listed.get(slot);
            byte[] bytes = Objects.requireNonNull(contents.get(it.device()));
            int mask = 0;
            for (int bit = 0; bit < Fields.BLOCKS; bit++) {
                int from = (int) (it.cluster() * Fields.CLUSTER + (long) bit * Fields.BLOCK);
                var block = new byte[Fields.BLOCK];
                if (from < bytes.length) {
                    System.arraycopy(
                            bytes, from, block, 0, Math.min(Fields.BLOCK, bytes.length - from));
                }
                if (!Arrays.equals(block, new byte[Fields.BLOCK])) {
                    mask |= 1 << bit;
                    target.write(end, MemorySegment.ofArray(block));
                    end += Fields.BLOCK;
                    blocks++;
                }
            }
            header.set(
                    Fields.U64,
                    ExtentHeader.INFO_AT + 8L * slot,
                    ExtentHeader.info(mask, it.device(), it.cluster()));
        }
        var fixed = new ExtentHeader(ExtentHeader.MAGIC, 0, blocks, HeaderWriter.uuid(IDENTITY));
        header.asSlice(0, ExtentHeader.MD5_AT).copyFrom(ExtentHeader.CODEC.toBytes(fixed));
        Fields.setMd5(Fields.newMd5(), header, ExtentHeader.MD5_AT);
        target.write(at, header);
        return end;
    }
}

package dev.diskwright.core.fs.fat;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Extent;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// Volumes of tests: in memory, in sparse files, checked.
final class Volumes {
    static final Where WHERE = Where.file("volume");

    private Volumes() {}

    static byte[] bytes(BlockSource volume) throws IOException {
        return (byte[]) volume.bytes(0, Math.toIntExact(volume.size())).heapBase().orElseThrow();
    }

    static List<Finding> check(BlockSource volume) throws IOException {
        List<Finding> findings = new ArrayList<>();
        new Fat().check(WHERE, volume, findings::add);
        return findings;
    }

    /// Writes a volume into a sparse file.
    static Path save(BlockSource volume, Path file) throws IOException {
        try (FileChannel out =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.SPARSE)) {
            for (long at = 0; at < volume.size(); ) {
                Extent extent = volume.extentAt(at);
                long end = extent.end();
                if (!extent.isZero()) {
                    end = Math.min(end, at + (1 << 20));
                    out.write(volume.bytes(at, (int) (end - at)).asByteBuffer(), at);
                }
                at = end;
            }
            if (out.size() < volume.size()) {
                out.write(ByteBuffer.wrap(new byte[1]), volume.size() - 1);
            }
        }
        return file;
    }
}

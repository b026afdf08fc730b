package dev.diskwright.core.vm;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Extent;
import dev.diskwright.core.block.HostErrors;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.List;

/// Makes the files that a machine needs before it starts.
public final class Preparations {
    /// As many bytes as a credential may have, as systemd has it.
    public static final int MAX_CREDENTIAL = 1 << 20;

    private static final int CHUNK = 1 << 18;

    private Preparations() {}

    /// Makes the contents of a disk with a file system.
    @FunctionalInterface
    public interface Formatter {
        /// {@return the disk, of the size that is asked for}
        BlockSource format(Preparation.BlankDisk disk) throws IOException, InterruptedException;
    }

    /// Makes them all, in order.
    ///
    /// @param formatter of the disks that have a file system
    /// @throws dev.diskwright.core.bytes.HostException if one cannot be made
    public static void carryOut(List<Preparation> preparations, Formatter formatter)
            throws IOException, InterruptedException {
        for (Preparation it : preparations) {
            switch (it) {
                case Preparation.Directory(Path target) -> directory(target);
                case Preparation.Variables(Path target, Path template, boolean keep) ->
                        copy(template, target, keep);
                case Preparation.BlankDisk disk -> blank(disk, formatter);
                case Preparation.CredentialFile(Path target, String text) ->
                        write(target, text.getBytes(UTF_8));
                case Preparation.SmbiosCredential credential -> smbios(credential);
            }
        }
    }

    private static void directory(Path target) throws IOException {
        try {
            Files.createDirectories(target);
        } catch (IOException e) {
            throw HostErrors.writing(target, e);
        }
    }

    private static void copy(Path template, Path target, boolean keep) throws IOException {
        if (keep && Files.exists(target)) {
            return;
        }
        try {
            // through a stream, as the template's mode may forbid writing
            try (InputStream in = Files.newInputStream(template)) {
                Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw HostErrors.writing(target, e);
        }
    }

    private static void write(Path target, byte[] bytes) throws IOException {
        try {
            Files.write(target, bytes);
        } catch (IOException e) {
            throw HostErrors.writing(target, e);
        }
    }

    private static void smbios(Preparation.SmbiosCredential it) throws IOException {
        byte[] bytes = it.text() != null ? it.text().getBytes(UTF_8) : new byte[0];
        Path source = it.source();
        if (source != null) {
            try (InputStream in = Files.newInputStream(source)) {
                bytes = in.readNBytes(MAX_CREDENTIAL);
            } catch (IOException e) {
                throw HostErrors.reading(source, e);
            }
        }
        String line =
                "io.systemd.credential.binary:%s=%s"
                        .formatted(it.name(), Base64.getEncoder().encodeToString(bytes));
        write(it.target(), line.getBytes(UTF_8));
    }

    private static void blank(Preparation.BlankDisk it, Formatter formatter)
            throws IOException, InterruptedException {
        BlockSource contents = it.filesystem() == null ? null : formatter.format(it);
        try (FileChannel file =
                        FileChannel.open(
                                it.target(),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE,
                                StandardOpenOption.TRUNCATE_EXISTING);
                Arena arena = Arena.ofConfined()) {
            if (contents != null) {
                copy(contents, file, arena.allocate(CHUNK));
            }
            if (file.size() < it.size()) {
                file.write(ByteBuffer.allocate(1), it.size() - 1); // the rest is a hole
            }
        } catch (IOException e) {
            throw HostErrors.writing(it.target(), e);
        }
    }

    private static void copy(BlockSource contents, FileChannel file, MemorySegment buffer)
            throws IOException {
        long offset = 0;
        while (offset < contents.size()) {
            Extent extent = contents.extentAt(offset);
            if (extent.isZero()) {
                offset = extent.end();
                continue;
            }
            long length = Math.min(CHUNK, extent.end() - offset);
            MemorySegment part = buffer.asSlice(0, length);
            contents.read(offset, part);
            ByteBuffer bytes = part.asByteBuffer();
            while (bytes.hasRemaining()) {
                file.write(bytes, offset + bytes.position());
            }
            offset += length;
        }
    }
}

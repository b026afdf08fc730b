package dev.diskwright.core.container.packed;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.codec.Compression;
import dev.diskwright.core.container.Companions;
import dev.diskwright.core.container.Container;
import dev.diskwright.core.container.ContainerFormat;
import dev.diskwright.core.container.Encoder;
import dev.diskwright.core.container.Output;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A compressed image.
public final class Packed implements ContainerFormat {
    private static final Option LEVEL =
            new Option("level", "0 to 9", "6", "How hard to try: from fast to small.");
    private static final Option SEEKABLE =
            new Option(
                    "seekable",
                    "off or on",
                    "off",
                    "Whether a table of the frames is added, for tools that want one.");

    private final Compression compression;
    private final String title;
    private final List<String> names;
    private final List<Option> options;
    private final @Nullable Function<Output, Encoder> encoder;

    private Packed(
            Compression compression,
            String title,
            List<String> names,
            List<Option> options,
            @Nullable Function<Output, Encoder> encoder) {
        this.compression = compression;
        this.title = title;
        this.names = names;
        this.options = options;
        this.encoder = encoder;
    }

    /// {@return images packed by gzip}
    public static Packed gzip() {
        return new Packed(
                Compression.GZIP,
                "Raw image, gzip",
                List.of("gz", "gzip"),
                List.of(),
                it -> writer(it, GzipPieces.SIZE, new GzipPieces()));
    }

    /// {@return images packed by xz}
    public static Packed xz() {
        return new Packed(
                Compression.XZ,
                "Raw image, xz",
                List.of("xz"),
                List.of(LEVEL),
                it ->
                        writer(
                                it,
                                XzPieces.SIZE,
                                new XzPieces((int) it.options().number("level", 0, 9))));
    }

    /// {@return images packed by zstd}
    public static Packed zstd() {
        return new Packed(
                Compression.ZSTD,
                "Raw image, Zstandard",
                List.of("zst", "zstd"),
                List.of(SEEKABLE),
                it ->
                        writer(
                                it,
                                ZstdPieces.SIZE,
                                new ZstdPieces(
                                        it.options()
                                                .choice("seekable", "off", "on")
                                                .equals("on"))));
    }

    /// {@return images packed by bzip2, which are read only}
    public static Packed bzip2() {
        return new Packed(
                Compression.BZIP2, "Raw image, bzip2", List.of("bz2", "bzip2"), List.of(), null);
    }

    /// {@return images packed by lzop, which are read only}
    public static Packed lzo() {
        return new Packed(Compression.LZO, "Raw image, lzop", List.of("lzo"), List.of(), null);
    }

    private static <P> Encoder writer(Output output, int pieceSize, Pieces<P> pieces) {
        return new Writer<>(output.target(), output.bytes().size(), pieceSize, pieces);
    }

    @Override
    public String name() {
        return names.getFirst();
    }

    @Override
    public List<String> aliases() {
        return names.subList(1, names.size());
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public List<String> extensions() {
        return List.of(names.getFirst());
    }

    @Override
    public List<Option> options() {
        return options;
    }

    @Override
    public boolean writes() {
        return encoder != null;
    }

    @Override
    public boolean streams() {
        return true;
    }

    @Override
    public boolean recognises(BlockSource file) throws IOException {
        Optional<Compression> found = Compression.of(file);
        return found.isPresent() && found.get() == compression;
    }

    @Override
    public Container decode(Where where, BlockSource file, Companions companions)
            throws IOException {
        BlockSource unpacked = compression.unpack(where, file);
        return Inside.decode(where, unpacked, compression.toString(), companions);
    }

    @Override
    public Encoder encoder(Output output) throws IOException {
        if (encoder == null) {
            throw new UnsupportedImageException(
                    Where.file(output.target().name()), "writing " + names.getFirst());
        }
        return encoder.apply(output);
    }

    @Override
    public void check(
            Where where, BlockSource file, Companions companions, Consumer<Finding> findings)
            throws IOException {
        try {
            Inside.check(where, compression.check(where, file, findings), companions, findings);
        } catch (ImageException e) {
            findings.accept(Finding.of(e));
        }
    }
}

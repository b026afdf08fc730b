package dev.diskwright.core.testing;

import dev.diskwright.core.design.Boot;
import dev.diskwright.core.design.ByteSize;
import dev.diskwright.core.design.Content;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.design.Layout;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.design.Preset;
import dev.diskwright.core.design.Presets;
import dev.diskwright.core.design.SizeExpression;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.design.TableKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Designs and edits of them as a person with a mouse might make: many right ones, some that do not fit, overlap or
/// leave no room.
public final class RandomDesigns {
    private static final List<String> SIZES =
            List.of(
                    "1MiB",
                    "3MiB",
                    "17MiB",
                    "64MiB",
                    "200MiB",
                    "1000000B",
                    "fit",
                    "fit+5MiB",
                    "fit+10%",
                    "rest",
                    "rest*3",
                    "10%",
                    "40%",
                    "rest min 32MiB",
                    "rest max 50MiB",
                    "5000s");

    private final Random random;

    /// @param random where all choices come from
    public RandomDesigns(Random random) {
        this.random = random;
    }

    /// {@return a design whose contents lie below `base`}
    public Design design(Path base) throws IOException {
        int sectorSize = random.nextInt(3) == 0 ? 4096 : 512;
        List<Preset> presets = List.of(Preset.values());
        Preset preset = presets.get(random.nextInt(presets.size()));
        Design design = Designs.small(base, preset, sectorSize);
        if (random.nextBoolean()) {
            design = sized(design);
        }
        return random.nextInt(3) == 0 ? design : explicit(design);
    }

    private Design sized(Design design) {
        long mib = 80L + random.nextInt(2000);
        return design.withDisk(design.disk().withSize(ByteSize.of(mib << 20)));
    }

    private Design explicit(Design design) {
        var kinds = List.of(TableKind.GPT, TableKind.GPT, TableKind.MBR, TableKind.HYBRID);
        TableKind kind = kinds.get(random.nextInt(kinds.size()));
        Layout layout = design.layout().withPreset(null).withTable(kind);
        var partitions = new ArrayList<PartitionSpec>();
        PartitionSpec plain = Presets.expand(design).partitions().getLast();
        partitions.add(plain.withType("linux").withPlace(null, null, size()));
        for (int i = random.nextInt(6); i > 0; i--) {
            partitions.add(random.nextInt(partitions.size() + 1), partition("p" + i));
        }
        Boot boot = design.boot();
        return design.withLayout(layout.withPartitions(partitions))
                .withBoot(random.nextBoolean() ? boot.withLoader(Boot.Loader.NONE) : boot)
                .withContents(List.of(new Content("root", "/", null, null, null)));
    }

    /// {@return a partition without contents}
    public PartitionSpec partition(String name) {
        boolean esp = random.nextInt(4) == 0;
        Filesystem files = esp ? new Filesystem.Vfat("ESP", null, null, null) : filesystem();
        var spec =
                new PartitionSpec(
                        name,
                        esp ? "esp" : "linux",
                        null,
                        null,
                        null,
                        size(),
                        null,
                        List.of(),
                        files,
                        null);
        return random.nextInt(5) == 0 ? spec.withPlace(start(), null, size()) : spec;
    }

    private @Nullable Filesystem filesystem() {
        return switch (random.nextInt(6)) {
            case 0 -> null;
            case 5 -> new Filesystem.Erofs("", null, Filesystem.Erofs.Compression.LZ4);
            case 4 ->
                    new Filesystem.Squashfs(
                            Filesystem.Squashfs.Compression.ZSTD, 4096, random.nextBoolean());
            case 1 -> new Filesystem.Vfat("", null, null, null);
            case 2 -> new Filesystem.Vfat("DATA", null, 16, null);
            default -> new Filesystem.Ext4("", null, random.nextBoolean() ? 4096 : 1024, 5);
        };
    }

    private SizeExpression size() {
        return SizeText.parse(SIZES.get(random.nextInt(SIZES.size())));
    }

    private ByteSize start() {
        return random.nextInt(4) == 0
                ? SizeText.parseFixed((random.nextInt(500_000) * 8) + "s")
                : ByteSize.of((1L + random.nextInt(1500)) << 20);
    }

    /// {@return the design after a change of a size, a start, the order, or a partition without contents}
    public Design edited(Design design) {
        Layout layout = Presets.expand(design);
        var partitions = new ArrayList<>(layout.partitions());
        int at = random.nextInt(partitions.size());
        PartitionSpec it = partitions.get(at);
        switch (random.nextInt(9)) {
            case 0 -> {
                return sized(design);
            }
            case 1 -> {
                return design.withDisk(design.disk().withSize(null));
            }
            case 2 -> partitions.set(at, it.withPlace(start(), null, size()));
            case 3 -> partitions.set(at, it.withPlace(it.start(), null, size()));
            case 4 -> partitions.set(at, it.withPlace(null, null, size()));
            case 5 -> partitions.add(at, partition("new" + random.nextInt(3)));
            case 6 -> {
                partitions.remove(at);
                partitions.add(random.nextInt(partitions.size() + 1), it);
            }
            case 7 -> {
                if (it.mount() == null && partitions.size() > 1) {
                    partitions.remove(at);
                }
            }
            default -> {
                if (it.mount() == null) {
                    partitions.set(at, it.withFilesystem(filesystem()));
                }
            }
        }
        return design.withLayout(layout.withPartitions(partitions));
    }
}

package dev.diskwright.ui.gesture;

import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.design.ByteSize;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.design.Layout;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.design.Preset;
import dev.diskwright.core.design.SizeExpression;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.design.TableKind;
import dev.diskwright.core.plan.Plan;
import dev.diskwright.core.plan.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Random designs and random things that hands do to them.
public final class RandomGestures {
    private final Random random;

    /// @param seed the same seed, the same designs and gestures
    public RandomGestures(long seed) {
        random = new Random(seed);
    }

    /// {@return a design without errors, most with some free space, a pin or a rest}
    public Design design() {
        boolean gpt = random.nextInt(4) > 0;
        var specs = new ArrayList<PartitionSpec>();
        int count = 1 + random.nextInt(gpt ? 8 : 4);
        boolean fixedDisk = random.nextInt(3) > 0;
        int rest = random.nextBoolean() ? random.nextInt(count) : -1;
        long at = Units.MIB;
        for (int i = 0; i < count; i++) {
            long size = (1 + random.nextInt(300)) * Units.MIB;
            boolean formatted = i % 3 == 1;
            size = formatted ? Math.max(size, 64 * Units.MIB) : size;
            boolean pinned = rest < 0 && random.nextInt(4) == 0;
            at += pinned ? random.nextInt(100) * Units.MIB : 0;
            specs.add(
                    new PartitionSpec(
                            "p" + i,
                            "linux",
                            null,
                            pinned ? ByteSize.of(at) : null,
                            null,
                            i == rest ? SizeExpression.rest() : SizeExpression.fixed(size),
                            null,
                            List.of(),
                            formatted ? new Filesystem.Ext4("p" + i, null, 4096, 5) : null,
                            null));
            at += i == rest ? 0 : size;
        }
        Design base = Design.of("random", Preset.EFI);
        Layout layout = Layout.explicit(gpt ? TableKind.GPT : TableKind.MBR, null, specs);
        long disk = at + (300 + random.nextInt(2000)) * Units.MIB;
        return base.withLayout(layout)
                .withDisk(
                        base.disk()
                                .withSize(
                                        fixedDisk
                                                ? SizeText.parseFixed(SizeText.exact(disk))
                                                : null));
    }

    /// {@return something done to `plan`}
    public Outcome gesture(Plan plan) {
        Trial trial = Trial.of(plan);
        List<Segment.Partition> all = plan.partitions();
        int index = all.get(random.nextInt(all.size())).index();
        Resize.Edge edge = random.nextBoolean() ? Resize.Edge.START : Resize.Edge.END;
        long offset = (long) (random.nextDouble() * plan.size() * 1.2);
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> {
                long reach = plan.size() / 100;
                var pointer =
                        new Pointer(
                                offset,
                                offset - reach,
                                offset + reach,
                                random.nextBoolean(),
                                random.nextInt(4) == 0);
                yield Resize.of(trial, index, edge).to(pointer);
            }
            case 3 -> keys(trial, index);
            case 4 -> Reorder.to(trial, index, random.nextInt(all.size() + 1));
            case 5, 6 -> add(trial);
            case 7 -> Blocks.pin(trial, List.of(index));
            case 8 ->
                    all.size() > 1
                            ? Blocks.delete(trial, List.of(index))
                            : Blocks.duplicate(trial, List.of(index));
            default -> {
                int free = NewPartition.free(plan).size();
                FreeSpace.Use use = List.of(FreeSpace.Use.values()).get(random.nextInt(4));
                yield free == 0
                        ? Blocks.duplicate(trial, List.of(index))
                        : FreeSpace.of(trial, random.nextInt(free), use);
            }
        };
    }

    private Outcome add(Trial trial) {
        Purpose purpose = List.of(Purpose.values()).get(random.nextInt(7));
        int free = NewPartition.free(trial.start()).size();
        NewPartition.Spot spot =
                free > 0 && random.nextBoolean()
                        ? new NewPartition.Free(random.nextInt(free))
                        : new NewPartition.Caret(random.nextInt(trial.order().size() + 1));
        return NewPartition.of(trial, purpose, spot);
    }

    private Outcome keys(Trial trial, int index) {
        var keys = ResizeKeys.of(trial, index);
        for (int i = random.nextInt(12); i > 0; i--) {
            ResizeKeys.Key key = List.of(ResizeKeys.Key.values()).get(random.nextInt(11));
            if (key != ResizeKeys.Key.SECTOR_LEFT && key != ResizeKeys.Key.SECTOR_RIGHT) {
                keys.press(key);
            }
        }
        return keys.outcome();
    }
}

package dev.diskwright.ui.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.design.ByteSize;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Preset;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.plan.Plan;
import dev.diskwright.resources.WindowResources;
import dev.diskwright.ui.testing.FakeServices;
import dev.diskwright.ui.text.Texts;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class SizeEchoTest {
    private final Design design =
            Design.of("disk", Preset.EFI)
                    .withDisk(
                            Design.of("disk", Preset.EFI)
                                    .disk()
                                    .withSize(ByteSize.of(4 * Units.GIB)));
    private final SizeEcho echo = new SizeEcho(new Texts(WindowResources.texts(Locale.ENGLISH)));

    private String of(String text) {
        Plan now = new FakeServices().plan(design, Path.of("."));
        Design edited =
                PartitionEdits.edit(
                                design,
                                List.of(0),
                                it -> it.withPlace(it.start(), null, SizeText.parse(text)))
                        .apply(design);
        Plan then = new FakeServices().plan(edited, Path.of("."));
        return echo.of(SizeText.parse(text), design, List.of(0), now, then);
    }

    @Test
    void decimalUnitsAreToldInBinaryAndRoundedToTheGrain() {
        assertEquals(
                "100MB = 95.37 MiB, rounded up to 96 MiB, a multiple of the grain",
                of("100MB").lines().findFirst().orElseThrow());
        assertEquals(
                "rounded up to 2 MiB, a multiple of the grain",
                of("1025KiB").lines().findFirst().orElseThrow());
    }

    @Test
    void neighboursAreToldByName() {
        assertEquals("760 MiB \u00b7 796,917,760 bytes\nprimary shrinks by 512 MiB", of("760MiB"));
        assertEquals("120 MiB \u00b7 125,829,120 bytes\nprimary grows by 128 MiB", of("120MiB"));
        assertEquals("248 MiB \u00b7 260,046,848 bytes", of("248MiB"));
    }

    @Test
    void errorsThatItWouldBringAreTold() {
        String text = of("3TiB");
        assertEquals(
                "but the partition is larger than the disk can be",
                text.lines().reduce((_, last) -> last).orElseThrow());
    }

    @Test
    void whatNoPartitionCanHaveIsRefusedWithASentence() {
        assertThrows(IllegalArgumentException.class, () -> of("0B"));
        assertThrows(IllegalArgumentException.class, () -> of("1MiB-2MiB"));
        assertThrows(IllegalArgumentException.class, () -> of("fit max 1MiB-2MiB"));
    }

    @Test
    void sizesAreToldInDecimalUnitsTooWhereThatIsWanted() {
        var texts = new Texts(WindowResources.texts(Locale.ENGLISH)).telling(() -> true);
        assertEquals("1 GiB \u00b7 1.074 GB \u00b7 1,073,741,824 bytes", texts.size(1L << 30));
    }
}

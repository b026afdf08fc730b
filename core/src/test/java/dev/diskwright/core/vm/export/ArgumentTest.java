package dev.diskwright.core.vm.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.testing.Cases;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArgumentTest {
    @Test
    void tokensAreOptionsWithTheirValues() {
        List<Argument> all =
                Argument.of(
                        List.of("-nographic", "-m", "64", "--append", "-x y", "disk.img", "-new"));
        assertEquals(
                List.of(
                        new Argument("nographic", null),
                        new Argument("m", "64"),
                        new Argument("append", "-x y"),
                        new Argument("", "disk.img"),
                        new Argument("new", null)),
                all);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void argumentsKeepEveryToken(long seed) {
        Random random = Cases.random(seed);
        var tokens = new ArrayList<String>();
        for (int i = random.nextInt(20); i > 0; i--) {
            tokens.add((random.nextBoolean() ? "-" : "") + "x" + Machines.text(random));
        }
        assertEquals(
                tokens, Argument.of(tokens).stream().flatMap(it -> it.tokens().stream()).toList());
    }

    @Test
    void commasOfValuesAreDoubled() {
        Properties it = new Argument("drive", "file=a,,b=c,if=none,readonly").properties();
        assertEquals("a,b=c", it.get("file"));
        assertTrue(it.has("readonly", "on"));
        assertTrue(it.hasOnly("file", "if", "readonly"));
        assertFalse(it.hasOnly("file", "if"));
        assertNull(it.get("id"));
    }

    @Test
    void firstPropertyMayHaveAnImpliedKey() {
        Properties it = new Argument("device", "virtio-blk-pci,drive=d").properties();
        assertEquals("virtio-blk-pci", it.get("driver"));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void propertiesAreWhatWasJoined(long seed) {
        Random random = Cases.random(seed);
        var all = new ArrayList<Properties.Property>();
        var parts = new ArrayList<String>();
        for (int i = 0; i <= random.nextInt(5); i++) {
            var it = new Properties.Property("key" + i, Machines.text(random));
            all.add(it);
            parts.add(it.key() + "=" + it.value().replace(",", ",,"));
        }
        assertEquals(all, Properties.of(String.join(",", parts), "").all());
    }
}

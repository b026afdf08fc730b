package dev.diskwright.core.vm.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.testing.Cases;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NixosModuleTest {
    @Test
    void optionsAreThoseOfTheDesign() throws IOException {
        Exported it = new NixosModule().export(Machines.full());
        for (String part :
                List.of(
                        "{ lib, modulesPath, ... }:\n{\n  imports = [ (modulesPath + \"/virtualisation/qemu-vm.nix\") ];\n",
                        "    cores = 2;\n    memorySize = 768;\n    graphics = true;\n",
                        "    resolution = {\n      x = 1024;\n      y = 768;\n    };\n",
                        "    useEFIBoot = true;\n",
                        "    diskSize = 2048;\n",
                        "    vlans = [\n      1\n    ];\n",
                        "      lan = {\n        vlan = 3;\n        assignIP = true;\n      };\n",
                        "          port = 2222;\n",
                        "        source = \"/base/s\";\n",
                        "        text = \"a\\\"\\${b}\";\n",
                        "      options = [\n        \"-rtc\"\n        \"base=utc\"\n      ];\n")) {
            assertTrue(it.text().contains(part), part + " in " + it.text());
        }
        assertTrue(it.text().endsWith("  };\n}\n"), it.text());
        assertTrue(
                it.remarks().contains("NixOS shares fast by 9p instead of virtiofs"),
                it.toString());
    }

    @Test
    void namesThatMeanSomethingElseAreQuoted() {
        Map<String, Nix> all = new LinkedHashMap<>();
        for (String name : List.of("a", "a.b", "in", "9", "", "a'-b", "é")) {
            all.put(name, Nix.of(-1));
        }
        assertEquals(
                """
                {
                  a = (-1);
                  "a.b" = (-1);
                  "in" = (-1);
                  "9" = (-1);
                  "" = (-1);
                  a'-b = (-1);
                  "é" = (-1);
                }\
                """,
                new Nix.Attributes(all).write(""));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void stringsAreReadAsTheyWere(long seed) {
        Random random = Cases.random(seed);
        for (int i = 0; i < 100; i++) {
            String text = Machines.text(random) + (random.nextBoolean() ? "$${\r" : "");
            assertEquals(text, read(Nix.quote(text)));
        }
    }

    /// {@return a string as Nix's lexer reads it: `$` before `{` begins an expression, unless another `$` stands before it}
    private static String read(String quoted) {
        assertTrue(quoted.startsWith("\"") && quoted.endsWith("\"") && quoted.length() > 1);
        var text = new StringBuilder();
        for (int i = 1; i < quoted.length() - 1; i++) {
            char c = quoted.charAt(i);
            if (c == '\\') {
                i++;
                assertTrue(i < quoted.length() - 1, quoted);
                char next = quoted.charAt(i);
                text.append(
                        switch (next) {
                            case 'n' -> '\n';
                            case 'r' -> '\r';
                            case 't' -> '\t';
                            default -> next;
                        });
                continue;
            }
            assertFalse(c == '"' || c == '\r', quoted);
            if (c == '$' && quoted.charAt(i + 1) == '$') {
                text.append("$$"); // the lexer takes both, so that the second begins nothing
                i++;
                continue;
            }
            assertFalse(c == '$' && quoted.charAt(i + 1) == '{', quoted);
            text.append(c);
        }
        return text.toString();
    }
}

package dev.diskwright.core.vm.export;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Preset;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScriptsTest {
    @TempDir private Path folder;

    private static List<String> words(Random random) {
        var words = new ArrayList<String>();
        for (int i = random.nextInt(8); i > 0; i--) {
            words.add(Machines.text(random));
        }
        return words;
    }

    private Path script(ExportForm form, ExportedMachine machine) throws IOException {
        return Files.writeString(
                folder.resolve("script." + form.extension()), form.export(machine).text());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    @Tag("peer")
    void shellRunsExactlyTheTokens(long seed) throws IOException {
        Peers.require("sh", "printf");
        List<String> words = words(Cases.random(seed));
        var tokens = new ArrayList<>(List.of("[%s]\\0"));
        tokens.addAll(words);
        var machine =
                new ExportedMachine(
                        Design.of("a\nb", Preset.EFI),
                        folder,
                        "printf",
                        tokens,
                        folder,
                        List.of(),
                        List.of());
        String output = Peers.run("sh", script(new PosixScript(), machine), "more 'x'").ok();
        String text = new String(output.getBytes(ISO_8859_1), UTF_8);
        words.add("more 'x'");
        assertEquals(
                words.stream().map(it -> "[" + it + "]").toList(), Arrays.asList(text.split("\0")));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void powerShellReadsQuotedWordsAsTheyAre(long seed) {
        Random random = Cases.random(seed);
        for (int i = 0; i < 50; i++) {
            String text = Machines.text(random);
            assertEquals(text, unquoted(PowerShellScript.literal(text)));
        }
    }

    /// {@return what PowerShell makes of a word in single quotes: of two quotes in it, of whichever kind, one is left}
    private static String unquoted(String word) {
        assertTrue(word.startsWith("'") && word.endsWith("'") && word.length() > 1, word);
        String inner = word.substring(1, word.length() - 1);
        var text = new StringBuilder();
        for (int i = 0; i < inner.length(); i++) {
            char c = inner.charAt(i);
            text.append(c);
            if ("'\u2018\u2019\u201a\u201b".indexOf(c) >= 0) {
                i++;
                assertEquals(c, inner.charAt(i), word);
            }
        }
        return text.toString();
    }

    @Test
    @Tag("peer")
    void shellcheckHasNothingToSay() throws IOException {
        Peers.require("shellcheck");
        Peers.run("shellcheck", script(new PosixScript(), Machines.full())).ok();
        Peers.run("shellcheck", script(new VirtualBoxScript(), Machines.full())).ok();
    }

    @Test
    void everyTokenIsInPowerShellsScript() throws IOException {
        String text = new PowerShellScript().export(Machines.full()).text();
        assertTrue(text.contains("    '-m', '768'\n"), text);
        assertTrue(text.contains("    '-append', 'console=ttyS0&<''quote'''\n"), text);
        assertTrue(text.endsWith("& 'qemu-system-x86_64' @arguments @args\nexit $LASTEXITCODE\n"));
    }

    @Test
    void noProgramCanGetANul() {
        ExportedMachine machine = Machines.of(Design.of("x", Preset.EFI), "-append", "a\0b");
        assertThrows(ExportException.class, () -> new PosixScript().export(machine));
        assertThrows(ExportException.class, () -> new PowerShellScript().export(machine));
    }

    @Test
    @Tag("peer")
    void virtualBoxGetsTheWholeMachine() throws IOException {
        Peers.require("sh");
        Path calls = folder.resolve("calls");
        Path manage = folder.resolve("VBoxManage");
        Files.writeString(
                manage, "#!/bin/sh\nprintf '%s ' \"$@\" >>" + calls + "\necho >>" + calls + "\n");
        Files.writeString(folder.resolve("diskwright"), "#!/bin/sh\necho \"$@\" >>" + calls + "\n");
        Path script = script(new VirtualBoxScript(), Machines.full());
        Peers.run(
                        "sh",
                        "-c",
                        "cd \"$1\" && chmod +x VBoxManage diskwright && PATH=$1:$PATH sh \"$2\"",
                        "sh",
                        folder,
                        script)
                .ok();
        String text = Files.readString(calls);
        for (String part :
                List.of(
                        "createvm --name full --register",
                        "modifyvm full --memory 768",
                        "--nic1 nat --nictype1 virtio --macaddress1 52540011000A",
                        "--nic3 intnet --intnet3 vlan3",
                        "--natpf1 forward0,tcp,,2222,,22",
                        "convert /base/full.qcow2 /base/full.vdi",
                        "--sizebyte 67108864",
                        "--uartmode1 file " + folder.toRealPath())) {
            assertTrue(text.contains(part), part + " in " + text);
        }
    }
}

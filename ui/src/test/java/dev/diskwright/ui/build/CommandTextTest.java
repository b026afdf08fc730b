package dev.diskwright.ui.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.diskwright.core.build.BuildOptions;
import dev.diskwright.core.build.OutputFile;
import dev.diskwright.ui.image.ImageChoice;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandTextTest {
    @Test
    void everyOptionThatMattersIsInTheLine() {
        assertEquals(
                "diskwright build a.json --output b.img",
                CommandText.POSIX.line(
                        new CommandText.Build("a.json", "b.img", Map.of(), true, false, false)));
        assertEquals(
                "diskwright build a.json --output b.img --no-verify --keep-partial --force",
                CommandText.POSIX.line(
                        new CommandText.Build("a.json", "b.img", Map.of(), false, true, true)));
    }

    @Test
    void namesAreQuotedForTheShellOfTheSystem() {
        var call =
                new CommandText.Build(
                        "/my disks/it's $HOME.json", "a`b.img", Map.of(), true, false, false);
        assertEquals(
                "diskwright build '/my disks/it'\\''s $HOME.json' --output 'a`b.img'",
                CommandText.of("Linux").line(call));
        assertEquals(
                "diskwright build \"C:\\My disks\\a.json\" --output C:\\b.img",
                CommandText.of("Windows 11")
                        .line(
                                new CommandText.Build(
                                        "C:\\My disks\\a.json",
                                        "C:\\b.img",
                                        Map.of(),
                                        true,
                                        false,
                                        false)));
    }

    @Test
    void aNameThatLooksLikeAnOptionIsNone() {
        assertEquals(
                "diskwright build ./-x.json --output b.img",
                CommandText.POSIX.line(
                        new CommandText.Build("-x.json", "b.img", Map.of(), true, false, false)));
    }

    private static CommandText.Conversion conversion(OutputFile... outputs) {
        return new CommandText.Conversion(
                ImageChoice.of(Path.of("/i/web.qcow2")),
                "",
                new BuildOptions(List.of(outputs), false, true, false));
    }

    @Test
    void conversionsAreOneLineWhereNamesTellTheFormats() {
        var raw = new OutputFile(Path.of("/i/web.img"), "raw", Map.of("preallocation", "full"));
        var vdi = new OutputFile(Path.of("/i/web.vdi"), "vdi", Map.of());
        assertEquals(
                "diskwright convert /i/web.qcow2 --output /i/web.img --output /i/web.vdi"
                        + " --option preallocation=full --verify",
                CommandText.POSIX.lines(conversion(raw, vdi)));
        assertEquals(
                "diskwright convert /i/web.qcow2 --output /i/disk --to raw --verify",
                CommandText.POSIX.lines(
                        conversion(new OutputFile(Path.of("/i/disk"), "raw", Map.of()))));
    }

    @Test
    void conversionsAreSeveralLinesWhereOneCannotSayIt() {
        var one = new OutputFile(Path.of("/i/a.qcow2"), "qcow2", Map.of("cluster_size", "2M"));
        var other = new OutputFile(Path.of("/i/b.qcow2"), "qcow2", Map.of());
        assertEquals(
                "diskwright convert /i/web.qcow2 --output /i/a.qcow2 --option cluster_size=2M"
                        + " --verify\n"
                        + "diskwright convert /i/web.qcow2 --output /i/b.qcow2 --verify",
                CommandText.POSIX.lines(conversion(one, other)));
        var nameless = new OutputFile(Path.of("/i/disk"), "vdi", Map.of());
        assertEquals(
                "diskwright convert /i/web.qcow2 --output /i/disk --to vdi --verify\n"
                        + "diskwright convert /i/web.qcow2 --output /i/b.qcow2 --verify",
                CommandText.POSIX.lines(conversion(nameless, other)));
    }

    @Test
    void howTheImageIsReadIsPartOfTheLine() {
        var choice =
                new ImageChoice(
                        Path.of("/i/a b.vma"), "vma", "drive-scsi1", List.of(Path.of("/bases")));
        var options =
                new BuildOptions(
                        List.of(new OutputFile(Path.of("/i/b.raw"), "raw", Map.of())),
                        true,
                        false,
                        true);
        assertEquals(
                "diskwright convert '/i/a b.vma' --from vma --disk drive-scsi1 --allow /bases"
                        + " --output /i/b.raw --keep-partial --force",
                CommandText.POSIX.lines(
                        new CommandText.Conversion(choice, choice.disk(), options)));
    }

    @Test
    void optionsOfABuildArePartOfTheLine() {
        assertEquals(
                "diskwright build a.json --output b.img --option preallocation=full",
                CommandText.POSIX.line(
                        new CommandText.Build(
                                "a.json",
                                "b.img",
                                Map.of("preallocation", "full"),
                                true,
                                false,
                                false)));
    }
}

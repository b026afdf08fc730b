package dev.diskwright.core.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.Preset;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Designs;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {
    @TempDir Path base;

    private static BuildReport report(String text) {
        return new BuildReport(
                BuildReport.Verdict.VERIFIED_WITH_WARNINGS,
                List.of(new BuildReport.Written(Path.of("disk.qcow2"), text, 12_345)),
                1 << 30,
                "c0ffee",
                List.of(
                        new BuildReport.StageReport(
                                new Stage("write", text), Stage.State.WARNED, 1234, 7, text)),
                List.of(
                        Diagnostic.warning("LAY-003", text, text, text),
                        Diagnostic.warning("LAY-003", "", text, "")),
                List.of(Finding.warning(Where.file(text).structure(text, 512), text)),
                List.of(
                        new Check(text, text, text, text + "x", 4096, false),
                        Check.state(text, "Seed", text)));
    }

    private static Document parsed(String page) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(page)));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void pageIsWellFormedWhateverTheNames(long seed) throws Exception {
        Random random = Cases.random(seed);
        String alphabet = "<>&\"'\u0000\u0007\u001b\u0085\ud800\udc00\ufffe\t\n ]]>ab{}--é漢";
        var text = new StringBuilder("</td><script>");
        for (int i = random.nextInt(60); i > 0; i--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        Document page = parsed(ReportFormat.HTML.render(report(text.toString()), text.toString()));
        assertEquals("html", page.getDocumentElement().getTagName());
        assertEquals(0, page.getElementsByTagName("script").getLength());
        assertEquals(0, page.getElementsByTagName("link").getLength(), "needs no other file");
    }

    @Test
    void problemsAreLinkedByTheirCode() {
        String page = ReportFormat.HTML.render(report("x"), "disk.qcow2");
        assertTrue(page.contains("<a href=\"#LAY-003\">LAY-003</a>"), page);
        assertEquals(2, page.split("id=\"LAY-003\"", -1).length, "one anchor for two rows");
    }

    @Test
    void linesSayWhatDiffersAndWhere() {
        String text = ReportFormat.TEXT.render(report("x"), "disk.qcow2");
        assertTrue(text.contains("found xx, expected x at 0x1000"), text);
        assertTrue(text.contains("warning LAY-003  the document: x"), text);
        assertTrue(text.startsWith("disk.qcow2: x, disk of 1 GiB, "), text);
    }

    @Test
    void nameOfTheFileChoosesTheForm() {
        assertEquals(Optional.of(ReportFormat.HTML), ReportFormat.of(Path.of("a/r.HTM")));
        assertEquals(Optional.of(ReportFormat.TEXT), ReportFormat.of(Path.of("r.txt")));
        assertEquals(Optional.of(ReportFormat.JSON), ReportFormat.of(Path.of("r.json")));
        assertEquals(Optional.empty(), ReportFormat.of(Path.of("report")));
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void everyValueOfAnImageIsAsPlanned(Preset preset) throws Exception {
        Design design = Designs.small(base, preset, 512);
        BuildReport report = Designs.build(design, base, base.resolve("out.qcow2"), "qcow2");
        List<Check> differing = report.checks().stream().filter(it -> !it.passed()).toList();
        assertEquals(List.of(), differing);
        assertEquals(BuildReport.Verdict.VERIFIED, report.verdict());
        assertFalse(report.checks().isEmpty());
        JsonNode json =
                JsonMapper.builder().build().readTree(ReportFormat.JSON.render(report, "o"));
        assertEquals(report.checks().size(), json.get("checks").size());
        assertEquals("verified", json.get("verdict").asString());
    }

    @Test
    void imageThatIsNotReadAgainHasNoChecks() throws Exception {
        Design design = Designs.small(base, Preset.EFI, 512);
        var options =
                new BuildOptions(base.resolve("out.img"), "raw", java.util.Map.of(), false, false);
        BuildReport report = new Builder(() -> 0).build(design, base, options, BuildListener.NONE);
        assertEquals(BuildReport.Verdict.NOT_VERIFIED, report.verdict());
        assertEquals(List.of(), report.checks());
    }
}

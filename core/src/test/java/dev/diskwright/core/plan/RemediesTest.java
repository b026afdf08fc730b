package dev.diskwright.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.Fix;
import dev.diskwright.core.design.Ignored;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Designs;
import dev.diskwright.core.testing.RandomDesigns;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RemediesTest {
    @TempDir Path base;

    private static Design design(String disk, String partitions) {
        return Designs.parse(
                """
                {"name":"x","disk":{"size":"%s"},"boot":{"loader":"none"},"layout":{"partitions":[%s]}}
                """
                        .formatted(disk, partitions));
    }

    private static List<String> labels(Diagnostic diagnostic) {
        return diagnostic.fixes().stream().map(Fix::label).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1GiB|{'name':'a','size':'900MiB'},{'name':'b','size':'300MiB'}|LAY-063|Grow the disk to 1.174 GiB;Shrink a to 722 MiB",
                "1GiB|{'name':'a','size':'900MiB','filesystem':{'type':'ext4'}},{'name':'b','size':'300MiB'}|LAY-063|Grow the disk to 1.174 GiB;Shrink a to 722 MiB;Let a fit its contents",
                "1GiB|{'name':'a','size':'2GiB'}|LAY-063|Grow the disk to 2.002 GiB;Shrink a to 1022 MiB",
                "1GiB|{'name':'a','size':'1022MiB'},{'name':'b','size':'rest'}|LAY-064|Grow the disk to 1.001 GiB;Shrink a to 1021 MiB",
                "1GiB|{'name':'a','size':'1MiB','filesystem':{'type':'vfat','fatBits':32}}|FS-023|Grow a to 33 MiB;Let a fit its contents",
                "1GiB|{'name':'a','size':'10MiB'},{'name':'b','start':'5MiB','size':'1MiB'}|LAY-061|Let b follow the partition before it;Move b to 11 MiB",
                "1GiB|{'name':'a','start':'5000s','size':'1MiB'}|LAY-065|Begin at 3 MiB;Begin at 2 MiB",
                "1GiB|{'name':'a','start':'0B','size':'1MiB'}|LAY-062|Begin at 1 MiB",
                "1GiB|{'name':'a','size':'1MiB','filesystem':{'type':'vfat','label':'a/b'}}|FS-021|Label it \"a_b\"",
                "1GiB|{'name':'a','size':'1MiB'},{'name':'a','size':'1MiB'}|LAY-028|Call it \"a 2\""
            },
            quoteCharacter = '^')
    void remediesSayTheirEffect(String disk, String partitions, String code, String expected) {
        Plan plan = Planner.outline(design(disk, partitions.replace('\'', '"')));
        Diagnostic it = plan.diagnostics().getFirst();
        assertEquals(code, it.code(), plan.diagnostics().toString());
        assertEquals(List.of(expected.split(";", -1)), labels(it));
    }

    @Test
    void aDiskThatNoFirmwareStartsGetsAnEsp() {
        Plan plan =
                Planner.outline(
                        Designs.parse(
                                "{\"name\":\"x\",\"layout\":{\"partitions\":[{\"size\":\"1MiB\"}]}}"));
        Diagnostic it = plan.diagnostics().getFirst();
        assertEquals(List.of("Add an EFI system partition of 256 MiB"), labels(it));
        assertEquals(
                List.of(),
                Planner.outline(it.fixes().getFirst().edit().apply(plan.design())).diagnostics());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void everyRemedyMendsItsProblem(long seed) throws Exception {
        var designs = new RandomDesigns(Cases.random(seed));
        try (var planner = new Planner(base, base)) {
            Design design = designs.design(base);
            Plan plan = planner.plan(design);
            for (int i = 0; i < 15; i++) {
                design = designs.edited(design);
                plan = plan.preview(design);
                for (Diagnostic it : plan.diagnostics()) {
                    for (Fix fix : it.fixes()) {
                        Plan mended = plan.preview(fix.edit().apply(design));
                        assertFalse(
                                mended.diagnostics().stream()
                                        .anyMatch(left ->
                                                left.code().equals(it.code())
                                                        && left.path().equals(it.path())
                                                        && left.problem().equals(it.problem())),
                                () -> it + " is left by " + fix.label());
                    }
                }
            }
        }
    }

    @Test
    void aWarningCanBeIgnoredAndAnErrorCannot() {
        Design crooked = design("1GiB", "{\"name\":\"a\",\"start\":\"5000s\",\"size\":\"1MiB\"}");
        String path = "/layout/partitions/0/start";
        Design ignoring =
                new Edit.SetIgnored(List.of(new Ignored("LAY-065", path, "as the vendor ships it")))
                        .apply(crooked);
        Diagnostic ignored = Planner.outline(ignoring).diagnostics().getFirst();
        assertEquals("as the vendor ships it", ignored.ignored());
        assertTrue(Planner.outline(ignoring).isBuildable());

        Design moved =
                new Edit.AddPartition(
                                0,
                                crooked.layout()
                                        .partitions()
                                        .getFirst()
                                        .withPlace(null, null, null))
                        .apply(ignoring);
        assertEquals(
                "/layout/partitions/1/start",
                moved.ignored().getFirst().path(),
                "follows its entry");
        Design back = new Edit.MovePartition(1, 0).apply(moved);
        assertEquals(path, back.ignored().getFirst().path());
        assertEquals(List.of(), new Edit.RemovePartition(0).apply(back).ignored());

        Design wrong =
                design("1GiB", "{\"start\":\"0B\",\"size\":\"1MiB\"}")
                        .withIgnored(List.of(new Ignored("LAY-062", path, "")));
        assertEquals(
                List.of("LAY-062", "PRJ-014"),
                Planner.outline(wrong).diagnostics().stream().map(Diagnostic::code).toList());

        Design idle =
                design("1GiB", "{\"size\":\"1MiB\"}")
                        .withIgnored(List.of(new Ignored("LAY-065", path, "")));
        Diagnostic hint = Planner.outline(idle).diagnostics().getFirst();
        assertEquals("PRJ-015", hint.code());
        Design clean = hint.fixes().getFirst().edit().apply(idle);
        assertEquals(List.of(), Planner.outline(clean).diagnostics());
    }
}

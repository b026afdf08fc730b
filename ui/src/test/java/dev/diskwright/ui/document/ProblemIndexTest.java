package dev.diskwright.ui.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.design.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProblemIndexTest {
    private static final List<String> STEPS =
            List.of("layout", "partitions", "1", "11", "size", "name", "");

    @Test
    void whatIsBelowCountsAndWhatOnlyBeginsAlikeDoesNot() {
        var index =
                ProblemIndex.of(
                        List.of(
                                Diagnostic.error("LAY-1", "/layout/partitions/11/size", "a", ""),
                                Diagnostic.hint("LAY-2", "/layout/partitions/1", "b", "")));

        assertEquals("hint", index.worst("/layout/partitions/1"));
        assertEquals("error", index.worst("/layout/partitions/11"));
        assertEquals("error", index.worst("/layout"));
        assertEquals("", index.worst("/boot"));
        assertEquals(2, index.count(""));
    }

    @Test
    void itAnswersAsAWalkOfTheListWould() {
        var random = new Random(20);
        for (int round = 0; round < 100; round++) {
            List<Diagnostic> all = some(random);
            var index = ProblemIndex.of(all);
            for (int i = 0; i < 20; i++) {
                String path = path(random);
                List<Diagnostic> expected =
                        all.stream()
                                .filter(it -> (it.path() + "/").startsWith(path + "/"))
                                .toList();
                assertEquals(expected, index.at(path), path);
            }
        }
        assertTrue(ProblemIndex.EMPTY.at("").isEmpty());
    }

    private static List<Diagnostic> some(Random random) {
        var all = new ArrayList<Diagnostic>();
        for (int i = random.nextInt(12); i > 0; i--) {
            all.add(Diagnostic.warning("X-" + i, path(random), "p", ""));
        }
        return all;
    }

    private static String path(Random random) {
        var path = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            path.append('/').append(STEPS.get(random.nextInt(STEPS.size())));
        }
        return path.toString();
    }
}

package dev.diskwright.core.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.diskwright.core.block.BlockSource;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LatestTimeTest {
    private static Attributes at(long seconds, int nanos) {
        return new Attributes(0644, 1, 2, seconds, nanos, Attributes.NO_XATTRS);
    }

    private static Attributes of(FileTree tree, String path) {
        return Objects.requireNonNull(tree.find(path)).attributes();
    }

    @Test
    void laterTimesAreHeldAndEarlierOnesStay() {
        var early = new RegularFile(at(99, 5), BlockSource.of(new byte[3]));
        var late = new RegularFile(at(100, 1), BlockSource.of(new byte[3]));
        var directory =
                new Directory(at(500, 7), Map.of("early", early, "late", late, "again", late));
        FileTree tree =
                LatestTime.hold(new FileTree(new Directory(at(1, 1), Map.of("d", directory))), 100);
        assertEquals(at(1, 1), tree.root().attributes());
        assertEquals(at(100, 0), of(tree, "/d"));
        assertEquals(at(99, 5), of(tree, "/d/early"));
        assertEquals(at(100, 0), of(tree, "/d/late"));
        assertNotNull(tree.find("/d/again"));
        assertSame(tree.find("/d/late"), tree.find("/d/again"), "still one file");
    }
}

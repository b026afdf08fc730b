package dev.diskwright.ui.drop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The whole table of what can be dropped onto what.
class DropTableTest {
    private static final List<DropTarget> TARGETS =
            List.of(
                    new DropTarget.Files(0),
                    new DropTarget.Raw(0),
                    new DropTarget.Free(0),
                    new DropTarget.EmptyDisk(),
                    new DropTarget.Folder("/etc"),
                    new DropTarget.Start());

    private static Dropped dropped(Dropped.Kind kind) {
        return new Dropped(Path.of("thing"), "thing", "thing", kind, 1);
    }

    private static String offer(List<Dropped> dropped, DropTarget target) {
        return switch (DropTable.offer(dropped, target)) {
            case Offer.Zones(List<DropAction> actions) ->
                    String.join("+", actions.stream().map(Enum::name).toList());
            case Offer.Refused(String reason) -> reason.replace("drop.refused.", "-");
        };
    }

    @ParameterizedTest
    @CsvSource({
        "FOLDER, REPLACE+ADD_UNDER, -raw, NEW_PARTITION, NEW_DISK, ADD_UNDER, NEW_DESIGN",
        "ARCHIVE, REPLACE+ADD_UNDER, -raw, NEW_PARTITION, NEW_DISK, ADD_UNDER, NEW_DESIGN",
        "CPIO, REPLACE+ADD_UNDER+USE_INITRD, -raw, NEW_PARTITION+USE_INITRD, NEW_DISK+USE_INITRD,"
                + " ADD_UNDER, NEW_DESIGN",
        "FILESYSTEM, USE_IMAGE+ADD_FILE+INSPECT, USE_IMAGE+INSPECT, NEW_IMAGE_PARTITION+INSPECT,"
                + " NEW_IMAGE_PARTITION+INSPECT, ADD_FILE, INSPECT",
        "DISK, TAKE_PARTITION+ADD_FILE+INSPECT, TAKE_PARTITION+USE_IMAGE+INSPECT,"
                + " TAKE_PARTITION+INSPECT, IMPORT_LAYOUT+INSPECT, ADD_FILE,"
                + " INSPECT+IMPORT_LAYOUT",
        "KERNEL, ADD_FILE+USE_KERNEL, USE_IMAGE, USE_KERNEL+NEW_IMAGE_PARTITION,"
                + " USE_KERNEL+NEW_IMAGE_PARTITION, ADD_FILE, NEW_DESIGN",
        "INITRD, ADD_FILE+USE_INITRD, USE_IMAGE, USE_INITRD+NEW_IMAGE_PARTITION,"
                + " USE_INITRD+NEW_IMAGE_PARTITION, ADD_FILE, -start",
        "DESIGN, ADD_FILE+OPEN_DESIGN, OPEN_DESIGN, OPEN_DESIGN, OPEN_DESIGN, ADD_FILE,"
                + " OPEN_DESIGN",
        "FILE, ADD_FILE, USE_IMAGE, NEW_IMAGE_PARTITION, NEW_DISK+NEW_IMAGE_PARTITION, ADD_FILE,"
                + " INSPECT",
        "MISSING, -missing, -missing, -missing, -missing, -missing, -missing",
    })
    void oneThing(
            Dropped.Kind kind,
            String files,
            String raw,
            String free,
            String empty,
            String folder,
            String start) {
        List<String> expected = List.of(files, raw, free, empty, folder, start);
        assertEquals(
                expected, TARGETS.stream().map(it -> offer(List.of(dropped(kind)), it)).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "FOLDER, -viewer", "ARCHIVE, INSPECT", "CPIO, INSPECT", "INITRD, INSPECT",
        "FILESYSTEM, INSPECT", "DISK, INSPECT", "KERNEL, INSPECT", "DESIGN, OPEN_DESIGN",
        "FILE, INSPECT", "MISSING, -missing"
    })
    void whereImagesAreLookedInto(Dropped.Kind kind, String expected) {
        assertEquals(expected, offer(List.of(dropped(kind)), new DropTarget.Viewer()));
    }

    @Test
    void severalFoldersAndArchivesGoTogether() {
        List<Dropped> trees = List.of(dropped(Dropped.Kind.FOLDER), dropped(Dropped.Kind.ARCHIVE));
        assertEquals(
                List.of(
                        "REPLACE+ADD_UNDER",
                        "-raw",
                        "NEW_PARTITION",
                        "NEW_DISK",
                        "ADD_UNDER",
                        "NEW_DESIGN"),
                TARGETS.stream().map(it -> offer(trees, it)).toList());
    }

    @Test
    void wherePartitionsAreBareReplacingAndAddingAreOne() {
        Offer tree = DropTable.offer(List.of(dropped(Dropped.Kind.FOLDER)), TARGETS.getFirst());
        assertEquals(new Offer.Zones(List.of(DropAction.FILL)), DropTable.onBare(tree));
        Offer file = DropTable.offer(List.of(dropped(Dropped.Kind.KERNEL)), TARGETS.getFirst());
        assertEquals(file, DropTable.onBare(file));
        Offer refused = DropTable.offer(List.of(), TARGETS.getFirst());
        assertEquals(refused, DropTable.onBare(refused));
    }

    @Test
    void severalOtherFilesAreOnlyAdded() {
        List<Dropped> mixed = List.of(dropped(Dropped.Kind.FOLDER), dropped(Dropped.Kind.FILE));
        assertEquals(
                List.of("ADD_FILE", "-several", "-several", "-several", "ADD_FILE", "-several"),
                TARGETS.stream().map(it -> offer(mixed, it)).toList());
        List<Dropped> images = List.of(dropped(Dropped.Kind.DISK), dropped(Dropped.Kind.FILE));
        assertEquals("-several", offer(images, TARGETS.getFirst()));
    }

    @Test
    void oneMissingAmongManyRefusesAll() {
        List<Dropped> some = List.of(dropped(Dropped.Kind.FOLDER), dropped(Dropped.Kind.MISSING));
        assertTrue(TARGETS.stream().map(it -> offer(some, it)).allMatch("-missing"::equals));
        assertEquals("-nothing", offer(List.of(), TARGETS.getFirst()));
    }

    @Test
    void everyRefusalAndActionHasWords() {
        var words = dev.diskwright.resources.WindowResources.texts(java.util.Locale.ENGLISH);
        for (DropAction it : DropAction.values()) {
            String key = it.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
            assertTrue(words.containsKey("drop.action." + key), key);
        }
        Stream.of("nothing", "missing", "raw", "several", "start", "viewer", "place")
                .forEach(it -> assertTrue(words.containsKey("drop.refused." + it), it));
    }
}

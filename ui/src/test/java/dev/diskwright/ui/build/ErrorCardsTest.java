package dev.diskwright.ui.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.build.InvalidDesignException;
import dev.diskwright.core.build.Stage;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.bytes.HostException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.resources.WindowResources;
import dev.diskwright.ui.build.ErrorCard.Action;
import dev.diskwright.ui.text.Texts;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ErrorCardsTest {
    private static final Path TARGET = Path.of("/images/disk.qcow2");
    private static final Where HERE = Where.file(TARGET.toString());
    private static final Where SOURCE = Where.file("/src/root.tar");

    private final ErrorCards cards =
            new ErrorCards(
                    new BuildWords(new Texts(WindowResources.texts(Locale.ENGLISH))),
                    Activity.BUILD);

    private ErrorCard card(Exception fault) {
        return cards.of(fault, new Stage("write", "Write qcow2"), List.of(TARGET));
    }

    private static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(new HostException(HERE, "no space left on the disk"), "full"),
                Arguments.of(new HostException(HERE, "exists already"), "exists already"),
                Arguments.of(new FileAlreadyExistsException("x"), "exists already"),
                Arguments.of(new HostException(HERE, "permission denied"), "may not be written"),
                Arguments.of(new AccessDeniedException("x"), "may not be written"),
                Arguments.of(new HostException(HERE, "is a directory"), "cannot be written"),
                Arguments.of(new HostException(SOURCE, "permission denied"), "may not be read"),
                Arguments.of(new HostException(SOURCE, "changed while it was read"), "changed"),
                Arguments.of(new HostException(SOURCE, "no such file"), "cannot be used"),
                Arguments.of(new CorruptImageException(HERE, "0x1", "0x2"), "read back"),
                Arguments.of(new CorruptImageException(SOURCE, "0x1", "0x2"), "is damaged"),
                Arguments.of(new UnsupportedImageException(SOURCE, "LZMA"), "not supported"),
                Arguments.of(new DoesNotFitException(HERE, 2 << 20, 1 << 20), "do not fit"),
                Arguments.of(new InvalidDesignException(List.of()), "has errors"),
                Arguments.of(new IllegalArgumentException("no option x"), "this way"),
                Arguments.of(new IOException("pipe"), "cannot be used"),
                Arguments.of(new IllegalStateException("?"), "fault of the program"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void everyKindOfFailureHasItsCard(Exception fault, String headline) {
        ErrorCard card = card(fault);
        assertTrue(card.headline().startsWith("Write failed: "), card.headline());
        assertTrue(card.headline().contains(headline), card.headline());
        assertEquals("write", card.stage());
        assertFalse(card.next().isEmpty());
        assertFalse(card.actions().isEmpty());
        assertTrue(card.details().contains(fault.getClass().getSimpleName()));
        assertTrue(card.text().startsWith(card.headline() + "\n"));
    }

    @Test
    void existingFileCanBeReplacedOrLeft() {
        assertEquals(
                List.of(Action.REPLACE, Action.CHOOSE_TARGET),
                card(new HostException(HERE, "exists already")).actions());
    }

    @Test
    void designWithErrorsLeadsToTheFirstOfThem() {
        ErrorCard card =
                card(
                        new InvalidDesignException(
                                List.of(
                                        Diagnostic.warning("LAY-001", "/a", "odd", ""),
                                        Diagnostic.error(
                                                "LAY-010", "/disk/size", "too small", ""))));
        assertEquals("/disk/size", card.place());
        assertEquals("LAY-010: Too small.", card.why());
        assertEquals(Action.GO, card.actions().getFirst());
    }

    @Test
    void whatDoesNotFitSaysByHowMuch() {
        assertEquals(
                "They need 3 MiB and have 1 MiB: 2 MiB are missing.",
                card(new DoesNotFitException(HERE, 3 << 20, 1 << 20)).why());
    }

    @Test
    void failureBeforeTheFirstStageSaysSo() {
        ErrorCard card = cards.of(new IOException("pipe"), null, List.of(TARGET));
        assertEquals("", card.stage());
        assertEquals("The build failed: a file cannot be used", card.headline());
        assertEquals("Pipe.", card.why());
    }
}

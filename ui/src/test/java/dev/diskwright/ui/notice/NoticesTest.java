package dev.diskwright.ui.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.Preset;
import dev.diskwright.resources.WindowResources;
import dev.diskwright.ui.document.DocumentViewModel;
import dev.diskwright.ui.testing.ImmediateJobs;
import dev.diskwright.ui.text.Texts;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// When notices come and go.
class NoticesTest {
    private ImmediateJobs jobs;
    private NoticesViewModel notices;
    private DocumentViewModel document;

    @BeforeEach
    void open() {
        jobs = new ImmediateJobs();
        notices = new NoticesViewModel(jobs);
        document = new DocumentViewModel();
        document.open(Design.of("disk", Preset.EFI), null, List.of(), false);
        var texts = new Texts(WindowResources.texts(Locale.ENGLISH));
        assertEquals(List.of(), new EditToasts(document, notices, texts).shown());
    }

    private List<String> toasts() {
        return notices.toasts().stream().map(Notice::text).toList();
    }

    @Test
    void toastGoesAfterItsTime() {
        notices.toast("Saved");
        assertEquals(List.of("Saved"), toasts());
        assertEquals("Saved", notices.spokenProperty().get());

        jobs.passTime();
        assertEquals(List.of(), toasts());
    }

    @Test
    void toastStaysWhileSomeoneLooksAtIt() {
        notices.toast("Saved");
        Notice toast = notices.toasts().getFirst();
        notices.hold(toast);
        jobs.passTime();
        assertEquals(List.of("Saved"), toasts());

        notices.release(toast);
        jobs.passTime();
        assertEquals(List.of(), toasts());
    }

    @Test
    void theOldestToastMakesRoom() {
        for (String text : List.of("one", "two", "three", "four")) {
            notices.toast(text);
        }
        assertEquals(List.of("two", "three", "four"), toasts());
    }

    @Test
    void bannerStaysUntilItIsAnswered() {
        var answers = new StringBuilder();
        var reload = new Notice.Action("reload", "Reload", () -> answers.append("reloaded"));
        notices.banner(new Notice("changed", Notice.Kind.WARNING, "It changed", List.of(reload)));
        notices.banner(
                new Notice("changed", Notice.Kind.WARNING, "It changed again", List.of(reload)));
        jobs.passTime();
        assertEquals(
                List.of("It changed again"), notices.banners().stream().map(Notice::text).toList());

        notices.choose(notices.banners().getFirst(), reload);
        assertEquals("reloaded", answers.toString());
        assertEquals(List.of(), notices.banners());
    }

    @Test
    void onlyTheLastAnnouncedStepCanBeUndoneByItsToast() {
        document.apply("Rename to one", new Edit.Rename("one"));
        document.apply("Rename to two", new Edit.Rename("two"));
        assertEquals(List.of("Rename to two"), toasts());

        Notice toast = notices.toasts().getFirst();
        notices.choose(toast, toast.actions().getFirst());
        assertEquals("one", document.require().name());
        assertEquals(List.of(), toasts());

        document.apply("Rename to three", new Edit.Rename("three"));
        document.applyQuietly("Rename to four", new Edit.Rename("four"));
        assertEquals(List.of(), toasts());
    }
}

package dev.diskwright.ui.running;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.vm.run.MachineEvent;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveFeedTest {
    private final LiveFeed feed = new LiveFeed();

    @Test
    void controlSequencesAreLeftOutHoweverTheyAreCut() {
        feed.serial("\u001b[2J\u001b[01;0");
        feed.serial("1Hhello\r\nwor");
        feed.serial("ld\u0007");
        assertEquals("hello\nworld", feed.take().text());
        assertEquals("", feed.take().text(), "it is taken once");
    }

    @Test
    void floodIsCutAtALineAndCounted() {
        String line = "the guest has much to say\n";
        for (int i = 0; i < 40_000; i++) {
            feed.serial(line);
        }
        LiveFeed.News news = feed.take();
        assertTrue(news.text().length() <= LiveFeed.PENDING, "" + news.text().length());
        assertTrue(news.text().startsWith("the guest"), news.text().substring(0, 40));
        assertEquals(40_000L * line.length(), news.skipped() + news.text().length());
        assertEquals(0, feed.take().skipped());
    }

    @Test
    void floodWithoutALineEndIsBoundedToo() {
        feed.serial("x".repeat(3 * LiveFeed.PENDING));
        assertEquals(LiveFeed.PENDING, feed.take().text().length());
    }

    @Test
    void ofManyEventsTheLastOfEachKindCounts() {
        for (int i = 0; i < 100_000; i++) {
            feed.happened(new MachineEvent(MachineEvent.Kind.DISK_ERROR, "read " + i));
            feed.happened(new MachineEvent(MachineEvent.Kind.PAUSED, ""));
            feed.happened(new MachineEvent(MachineEvent.Kind.RESUMED, ""));
        }
        feed.failed(new IOException("disk.img: unreadable"));
        LiveFeed.News news = feed.take();
        assertEquals(
                Map.of(
                        MachineEvent.Kind.DISK_ERROR, "read 99999",
                        MachineEvent.Kind.RESUMED, ""),
                news.events());
        assertEquals("disk.img: unreadable", news.trouble());
    }
}

package dev.diskwright.ui.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;

@ExtendWith(ApplicationExtension.class)
class FxWatchTest {
    @Test
    void workAndWaitingBeyondTheLimitAreNamed() throws Exception {
        FxWatch watch = FxWatch.start(100, 100);
        occupy(FxWatchTest::waitOnSomething);
        List<String> found = watch.stop();
        assertEquals(1, found.size(), found::toString);
        assertTrue(found.getFirst().contains("waitOnSomething"), found.getFirst());
    }

    @Test
    void shortWorkIsFine() throws Exception {
        FxWatch watch = FxWatch.start(100, 100);
        occupy(() -> {});
        assertEquals(List.of(), watch.stop());
    }

    private static void waitOnSomething() {
        try {
            assertEquals(false, new CountDownLatch(1).await(400, TimeUnit.MILLISECONDS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void occupy(Runnable work) throws InterruptedException {
        var done = new CountDownLatch(1);
        Platform.runLater(() -> {
            work.run();
            done.countDown();
        });
        done.await();
    }
}

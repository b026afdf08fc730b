package dev.diskwright.app;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Turns the process's end by a signal into an interrupt of the thread that works, and waits until it has cleaned up.
/// The Java runtime then ends the process with 128 and the signal's number: 130 for an interrupt from the keyboard.
final class Interruption {
    /// How long cleaning up may take, in seconds.
    private static final int PATIENCE = 20;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread worker;

    private Interruption(Thread worker) {
        this.worker = worker;
    }

    /// {@return an interruption of the calling thread}
    static Interruption ofThisThread() {
        var interruption = new Interruption(Thread.currentThread());
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::interrupt, "interruption"));
        return interruption;
    }

    /// The thread has nothing left to clean up.
    void workHasEnded() {
        ended.countDown();
    }

    private void interrupt() {
        if (ended.getCount() == 0) {
            return;
        }
        worker.interrupt();
        try {
            if (!ended.await(PATIENCE, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(ExitStatus.INTERRUPTED);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.diskwright.app;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Turns the process's end by a signal into an interrupt of the thread that works, and waits until it has cleaned up.
/// The Java runtime then ends the process with 128 and the signal's number: 130 for an interrupt from the keyboard.
final class Interruption {
    /// How long cleaning up may take, in seconds.
    private static final int PATIENCE = 20;

    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean begun;
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

    /// Ends the process. At once, as nothing but this hook waits for the end: an orderly exit would first set up logging,
    /// to say that it exits. Once a signal is ending the process, that one's status counts.
    void exit(int status) {
        if (begun) {
            System.exit(status);
        }
        Runtime.getRuntime().halt(status);
    }

    private void interrupt() {
        begun = true;
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

package dev.diskwright.core.vm.run;

/// Remembers what a guest wrote. For several threads.
final class Heard implements SerialListener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public synchronized void wrote(String piece, long skipped) {
        text.append(piece);
    }

    synchronized boolean has(String part) {
        return text.indexOf(part) >= 0;
    }

    @Override
    public synchronized String toString() {
        return text.toString();
    }
}

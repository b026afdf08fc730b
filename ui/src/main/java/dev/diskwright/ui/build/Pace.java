package dev.diskwright.ui.build;

import java.util.ArrayDeque;
import java.util.OptionalLong;

/// How fast something goes and how long it may still take, from samples of the last ten seconds. Time is given, never
/// read.
final class Pace {
    private static final double SECOND = 1e9;
    private static final double WINDOW = 10 * SECOND;
    private static final double SLICE = 2 * SECOND;
    private static final double FIRST_AFTER = 5 * SECOND;
    private static final double FIRST_FROM = 0.03;

    private record Sample(long nanos, double amount) {}

    private final ArrayDeque<Sample> samples = new ArrayDeque<>();
    private final long start;

    /// @param start nanoseconds on any clock; later times are on the same one
    Pace(long start) {
        this.start = start;
        samples.add(new Sample(start, 0));
    }

    /// Notes how much is done by `nanos`.
    void sample(long nanos, double amount) {
        while (samples.size() > 2 && nanos - samples.getFirst().nanos() > WINDOW) {
            samples.removeFirst();
        }
        samples.add(new Sample(nanos, amount));
    }

    /// {@return amount a second; 0 before there is anything to go by}
    double rate() {
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        double seconds = (last.nanos() - first.nanos()) / SECOND;
        return seconds < 0.2 ? 0 : (last.amount() - first.amount()) / seconds;
    }

    /// {@return whether the rate of the window's slices of two seconds differs by more than half: too little to promise
    /// anything}
    boolean isUnsteady() {
        long end = samples.getLast().nanos();
        double least = Double.MAX_VALUE;
        double most = 0;
        Sample from = samples.getFirst();
        for (Sample sample : samples) {
            boolean full = sample.nanos() - from.nanos() >= SLICE;
            if (full && from.nanos() >= end - WINDOW) {
                double slope = slope(from, sample);
                least = Math.min(least, slope);
                most = Math.max(most, slope);
            }
            from = full ? sample : from;
        }
        return most > 0 && most - least > 0.5 * most;
    }

    private static double slope(Sample from, Sample to) {
        double seconds = (to.nanos() - from.nanos()) / SECOND;
        return seconds <= 0 ? 0 : (to.amount() - from.amount()) / seconds;
    }

    /// {@return seconds still to go, rounded so that the figure stands still: to 5 s, to 10 s above a minute, to 1 min
    /// above ten} Empty before 5 s and 3 per cent.
    ///
    /// @param total the whole amount
    OptionalLong secondsLeft(double total) {
        Sample last = samples.getLast();
        double rate = rate();
        if (last.nanos() - start < FIRST_AFTER || last.amount() < FIRST_FROM * total || rate <= 0) {
            return OptionalLong.empty();
        }
        double seconds = Math.max(0, (total - last.amount()) / rate);
        long step = seconds < 60 ? 5 : seconds < 600 ? 10 : 60;
        return OptionalLong.of(Math.max(step, Math.round(seconds / step) * step));
    }
}

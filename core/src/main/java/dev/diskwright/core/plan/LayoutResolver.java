package dev.diskwright.core.plan;

import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.design.ByteSize;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.design.SizeExpression;
import dev.diskwright.core.design.SizeExpression.Fit;
import dev.diskwright.core.design.SizeExpression.Fixed;
import dev.diskwright.core.design.SizeExpression.Percent;
import dev.diskwright.core.design.SizeExpression.Rest;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Turns starts, ends and size expressions into bytes. Knows sizes only: neither contents nor tables.
///
/// Partitions are placed in list order, each behind the furthest end so far unless its start is pinned. What is left
/// before the next pin, or before the disk's end, is shared among those that take the rest, in proportion to their
/// weights and within their bounds. Ends that are not given fall on the grain.
final class LayoutResolver {
    private final Frame frame;
    private final List<Request> requests;
    private final long[] starts;
    private final long[] sizes;

    /// What the table leaves and asks for.
    ///
    /// @param diskSize in bytes, or -1 for as large as needed
    /// @param firstUsable offset of the first byte that a partition may take
    /// @param tail bytes behind the last one that a partition may take
    /// @param grain that starts and sizes are rounded to, a multiple of `sectorSize`
    /// @param additionalSpace shared by those that take the rest when the disk's size is automatic
    /// @param whole whether the only partition is the whole disk, which then is not rounded to the grain
    record Frame(
            long diskSize,
            long firstUsable,
            long tail,
            long grain,
            int sectorSize,
            long additionalSpace,
            boolean whole) {
        /// {@return offset behind the last byte that a partition may take}
        long usableEnd(long size) {
            return size - tail;
        }
    }

    /// One partition.
    ///
    /// @param minimum the least that its file system needs, in bytes; 0 if it has none
    /// @param gap that must stay free before it, for the record of a logical partition
    record Request(PartitionSpec spec, long minimum, long gap) {}

    /// Where everything ended up.
    ///
    /// @param diskSize in bytes
    /// @param places in the order of the requests
    record Resolved(long diskSize, List<Place> places) {}

    /// A place on the disk, which may lie beyond its end.
    record Place(long start, long size) {}

    private LayoutResolver(Frame frame, List<Request> requests) {
        this.frame = frame;
        this.requests = requests;
        starts = new long[requests.size()];
        sizes = new long[requests.size()];
    }

    /// {@return all places}
    ///
    /// @throws ArithmeticException if sizes exceed what a long holds
    static Resolved resolve(Frame frame, List<Request> requests) {
        return new LayoutResolver(frame, requests).resolve();
    }

    private Resolved resolve() {
        long furthest = frame.firstUsable();
        for (int i = 0; i < requests.size(); ) {
            int end = endOfRun(i);
            long start = startOf(i, furthest);
            furthest = Math.max(furthest, placeRun(i, end, start));
            i = end;
        }
        long size = frame.diskSize() >= 0 ? frame.diskSize() : automaticSize(furthest);
        var places = new ArrayList<Place>();
        for (int i = 0; i < sizes.length; i++) {
            places.add(new Place(starts[i], sizes[i]));
        }
        return new Resolved(size, places);
    }

    private long automaticSize(long furthest) {
        long needed = Math.addExact(furthest, frame.tail());
        return Units.roundUp(needed, frame.whole() ? frame.sectorSize() : frame.grain());
    }

    /// {@return index behind the partitions that share room with `first`} A pinned one that does not take the rest is
    /// alone: what follows it in the list follows the furthest end.
    private int endOfRun(int first) {
        int end = first + 1;
        if (requests.get(first).spec().start() != null && !isRest(first)) {
            return end;
        }
        while (end < requests.size() && requests.get(end).spec().start() == null) {
            end++;
        }
        return end;
    }

    private long startOf(int index, long furthest) {
        ByteSize start = requests.get(index).spec().start();
        if (start != null) {
            return Units.roundUp(
                    Math.max(0, start.inBytes(frame.sectorSize())), frame.sectorSize());
        }
        return align(Math.addExact(furthest, requests.get(index).gap()));
    }

    private long align(long offset) {
        return frame.whole() ? offset : Units.roundUp(offset, frame.grain());
    }

    /// Places partitions `first` to `end - 1` one behind the other.
    ///
    /// @return the furthest end
    private long placeRun(int first, int end, long start) {
        long limit = limit(start);
        for (int i = first; i < end; i++) {
            sizes[i] = isRest(i) ? 0 : plainSize(i, i == first ? start : -1);
        }
        share(first, end, start, limit);
        long at = start;
        long furthest = start;
        for (int i = first; i < end; i++) {
            at = i == first ? start : align(Math.addExact(at, requests.get(i).gap()));
            starts[i] = at;
            ByteSize pinnedEnd = requests.get(i).spec().end();
            if (pinnedEnd != null && i != first) {
                sizes[i] = endOf(pinnedEnd) - at;
            }
            at = Math.addExact(at, Math.max(0, sizes[i]));
            furthest = Math.max(furthest, at);
        }
        return furthest;
    }

    private long endOf(ByteSize end) {
        return Units.roundDown(Math.max(0, end.inBytes(frame.sectorSize())), frame.sectorSize());
    }

    /// {@return the first pin behind `start`, the usable end if there is none, -1 if that is yet to be found}
    private long limit(long start) {
        long limit = frame.diskSize() < 0 ? Long.MAX_VALUE : frame.usableEnd(frame.diskSize());
        for (Request request : requests) {
            ByteSize pin = request.spec().start();
            if (pin != null) {
                long at = pin.inBytes(frame.sectorSize());
                limit = at > start && at < limit ? at : limit;
            }
        }
        return limit == Long.MAX_VALUE ? -1 : limit;
    }

    private boolean isRest(int index) {
        PartitionSpec spec = requests.get(index).spec();
        SizeExpression size = spec.size();
        return spec.end() == null && (size == null || size.base() instanceof Rest);
    }

    /// {@return the size of one that does not take the rest}
    ///
    /// @param start where it is known, else -1
    private long plainSize(int index, long start) {
        Request request = requests.get(index);
        ByteSize end = request.spec().end();
        if (end != null) {
            return start < 0 ? 0 : endOf(end) - start;
        }
        SizeExpression size = request.spec().size();
        long bytes =
                switch (size == null ? new Rest(1) : size.base()) {
                    case Fixed(ByteSize fixed) -> fixed.inBytes(frame.sectorSize());
                    case Percent(BigDecimal percent) -> share(percent);
                    case Fit(var plus, var percent) ->
                            request.minimum()
                                    + (plus == null ? 0 : plus.inBytes(frame.sectorSize()))
                                    + (percent == null ? 0 : percentOf(percent, request.minimum()));
                    case Rest _ -> 0;
                };
        return round(bounded(size, bytes));
    }

    private long share(BigDecimal percent) {
        return frame.diskSize() < 0
                ? 0
                : Units.roundDown(percentOf(percent, frame.diskSize()), frame.grain());
    }

    private static long percentOf(BigDecimal percent, long whole) {
        return percent.multiply(BigDecimal.valueOf(whole))
                .divide(BigDecimal.valueOf(100), 0, RoundingMode.CEILING)
                .longValueExact();
    }

    private long round(long size) {
        return Units.roundUp(Math.max(0, size), frame.whole() ? frame.sectorSize() : frame.grain());
    }

    private long bounded(@Nullable SizeExpression size, long bytes) {
        long bounded = bytes;
        if (size != null && size.min() != null) {
            bounded = Math.max(bounded, size.min().inBytes(frame.sectorSize()));
        }
        if (size != null && size.max() != null) {
            bounded = Math.min(bounded, size.max().inBytes(frame.sectorSize()));
        }
        return bounded;
    }

    /// Gives those that take the rest their sizes.
    private void share(int first, int end, long start, long limit) {
        var takers = new ArrayList<Integer>();
        long weights = 0;
        long at = start;
        for (int i = first; i < end; i++) {
            at = i == first ? at : align(Math.addExact(at, requests.get(i).gap()));
            if (isRest(i)) {
                takers.add(i);
                weights += weight(i);
            }
            at = Math.addExact(at, sizes[i]);
        }
        if (limit < 0) {
            for (int i : takers) {
                long extra = multiplyDivide(frame.additionalSpace(), weight(i), weights);
                long wanted = Math.addExact(requests.get(i).minimum(), extra);
                sizes[i] = round(bounded(requests.get(i).spec().size(), wanted));
                if (sizes[i] == 0) {
                    sizes[i] = round(1);
                }
            }
            return;
        }
        long left = limit - at;
        // Whoever meets a bound leaves the circle with that size; the others share again.
        boolean settled = false;
        while (!settled) {
            settled = true;
            for (int i : List.copyOf(takers)) {
                long fair = Math.max(0, multiplyDivide(left, weight(i), weights));
                long size = bounded(requests.get(i).spec().size(), fair);
                if (size != fair) {
                    sizes[i] = round(size);
                    left -= sizes[i];
                    weights -= weight(i);
                    takers.removeIf(taker -> taker == i);
                    settled = false;
                    break;
                }
            }
        }
        for (int i : takers) {
            boolean last = i == takers.getLast();
            long fair = last ? left : multiplyDivide(left, weight(i), weights);
            // The last one reaches the limit; before a pin or a backup table that need not fall on
            // the grain.
            long size =
                    Math.max(
                            0,
                            last && i == end - 1 && frame.whole()
                                    ? fair
                                    : Units.roundDown(Math.max(0, fair), frame.grain()));
            sizes[i] = size;
            left -= size;
            weights -= weight(i);
        }
    }

    private int weight(int index) {
        SizeExpression size = requests.get(index).spec().size();
        return size != null && size.base() instanceof Rest(int weight) ? weight : 1;
    }

    private static long multiplyDivide(long value, long factor, long divisor) {
        return divisor == 0
                ? 0
                : BigInteger.valueOf(value)
                        .multiply(BigInteger.valueOf(factor))
                        .divide(BigInteger.valueOf(divisor))
                        .longValueExact();
    }
}

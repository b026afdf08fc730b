package dev.diskwright.ui.network;

import java.util.ArrayList;
import java.util.List;

/// Where everything of the picture is. The machine stands on the left, its ports are on its right edge in the order of
/// the interfaces; each wire runs down a lane of its own. Behind the vlans comes a lane for the next one, and last that
/// of the user network. All in pixels, a function of three numbers.
///
/// @param ports of the machine
/// @param vlans that are drawn
/// @param scale of everything, 1 for text of the usual size
public record NetworkGeometry(int ports, int vlans, double scale) {
    /// Width of a lane.
    static final double LANE = 96;

    /// Edge of a port.
    static final double PORT = 24;

    /// Thickness of a wire.
    static final double WIRE = 3;

    /// Distance from port to port.
    static final double ROW = 34;

    /// Height of the names on top of the wires.
    static final double HEAD = 44;

    private static final double MARGIN = 8;
    private static final double MACHINE = 146;
    private static final double TITLE = 30;
    private static final double GAP = 24;
    private static final double REACH = 34;
    private static final double TAIL = 14;

    /// A rectangle.
    ///
    /// @param x of its left edge
    /// @param y of its upper edge
    public record Box(double x, double y, double width, double height) {
        /// {@return whether a point lies in it}
        public boolean holds(double px, double py) {
            return px >= x && px < x + width && py >= y && py < y + height;
        }

        /// {@return x of its middle}
        public double centerX() {
            return x + width / 2;
        }

        /// {@return y of its middle}
        public double centerY() {
            return y + height / 2;
        }
    }

    /// The cable of an interface.
    ///
    /// @param x1 where it leaves the port
    /// @param x2 where it meets its wire
    /// @param y of all of it
    /// @param hops x of the wires it passes without touching them, from left to right
    public record Cable(double x1, double x2, double y, List<Double> hops) {
        /// Copies the list.
        public Cable {
            hops = List.copyOf(hops);
        }
    }

    /// Refuses what cannot be drawn.
    public NetworkGeometry {
        if (ports < 0 || vlans < 0 || !(scale > 0)) {
            throw new IllegalArgumentException(ports + ", " + vlans + ", " + scale);
        }
    }

    /// {@return how many lanes there are}
    public int lanes() {
        return vlans + 2;
    }

    /// {@return the lane in which the next vlan would be}
    public int nextLane() {
        return vlans;
    }

    /// {@return the lane of the user network}
    public int userLane() {
        return vlans + 1;
    }

    /// {@return the machine}
    public Box machine() {
        return new Box(
                MARGIN * scale, MARGIN * scale, MACHINE * scale, height() - 2 * MARGIN * scale);
    }

    /// {@return the part of the machine in which its name stands}
    public Box title() {
        Box it = machine();
        return new Box(it.x(), it.y(), it.width(), (HEAD - MARGIN) * scale);
    }

    /// {@return a port}
    public Box port(int index) {
        double size = PORT * scale;
        return new Box(right() - size / 2, rowY(index) - size / 2, size, size);
    }

    /// {@return the name of a port, inside the machine}
    public Box name(int index) {
        double left = (MARGIN + 8) * scale;
        return new Box(
                left,
                rowY(index) - ROW * scale / 2,
                right() - (PORT / 2 + 6) * scale - left,
                ROW * scale);
    }

    private double right() {
        return (MARGIN + MACHINE) * scale;
    }

    private double rowY(int index) {
        return (HEAD + TITLE / 2 + ROW * index + 6) * scale;
    }

    /// {@return x of the middle of a lane}
    public double laneX(int lane) {
        return right() + (GAP + LANE * (lane + 0.5)) * scale;
    }

    /// {@return where a wire can be met, at least as wide as a port}
    public Box wire(int lane) {
        double half = PORT * scale / 2;
        return new Box(laneX(lane) - half, HEAD * scale, 2 * half, height() - HEAD * scale);
    }

    /// {@return where the name of a wire stands}
    public Box head(int lane) {
        double width = (LANE - 6) * scale;
        return new Box(laneX(lane) - width / 2, 2 * scale, width, (HEAD - 4) * scale);
    }

    /// {@return the cable from a port to a wire}
    public Cable cable(int port, int lane) {
        var hops = new ArrayList<Double>();
        for (int i = 0; i < lane; i++) {
            if (i != nextLane()) {
                hops.add(laneX(i));
            }
        }
        Box from = port(port);
        return new Cable(from.x() + from.width(), laneX(lane), from.centerY(), hops);
    }

    /// {@return width of all of it}
    public double width() {
        return laneX(lanes() - 1) + (LANE / 2 + MARGIN) * scale;
    }

    /// {@return height of all of it; room for one more port is always there}
    public double height() {
        return rowY(Math.max(ports, 1) - 1) + (ROW / 2 + TAIL) * scale;
    }

    /// {@return what a port is let go over}
    public Drop dropAt(double x, double y) {
        if (y < 0 || y >= height() || x < right()) {
            return new Drop.Off();
        }
        double beyond = laneX(lanes() - 1) + REACH * scale;
        if (x > beyond) {
            return new Drop.Lane(nextLane());
        }
        for (int lane = 0; lane < lanes(); lane++) {
            double reach = lane == nextLane() ? LANE / 2 : REACH;
            if (Math.abs(x - laneX(lane)) <= reach * scale) {
                return new Drop.Lane(lane);
            }
        }
        return new Drop.Off();
    }
}

package dev.diskwright.ui.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where the arrow keys lead: up and down along the ports, right to the wire of a port and on from wire to wire, left
/// back and at last to a port.
public final class Walk {
    /// A direction.
    public enum Way {
        /// To the port above.
        UP,
        /// To the port below.
        DOWN,
        /// To the wire on the left, or back to the ports.
        LEFT,
        /// To the wire on the right.
        RIGHT,
        /// To the first port.
        HOME,
        /// To the last lane.
        END
    }

    private final NetworkScene scene;

    /// Walks over `scene`.
    public Walk(NetworkScene scene) {
        this.scene = scene;
    }

    /// {@return the lanes from left to right}
    public List<Spot> lanes() {
        var lanes = new ArrayList<Spot>();
        scene.vlans().forEach(vlan -> lanes.add(new Spot.Wire(vlan)));
        lanes.add(new Spot.Next());
        lanes.add(new Spot.User());
        return lanes;
    }

    /// {@return whether it is there to be seen}
    public boolean isThere(Spot spot) {
        return switch (spot) {
            case Spot.Port(String nic) -> scene.indexOf(nic) >= 0;
            case Spot.Wire(int vlan) -> scene.vlans().contains(vlan);
            case Spot.Next _, Spot.User _ -> true;
        };
    }

    /// {@return what has the focus at first}
    public Spot first() {
        return scene.nics().isEmpty()
                ? new Spot.Next()
                : new Spot.Port(scene.nics().getFirst().name());
    }

    /// {@return where a key leads; the same where there is nothing further}
    public Spot step(Spot from, Way way) {
        return switch (way) {
            case HOME -> first();
            case END -> new Spot.User();
            case UP, DOWN, LEFT, RIGHT ->
                    from instanceof Spot.Port(String nic)
                            ? fromPort(nic, way)
                            : fromLane(from, way);
        };
    }

    private Spot fromPort(String nic, Way way) {
        int at = scene.indexOf(nic);
        if (at < 0) {
            return first();
        }
        return switch (way) {
            case UP -> port(Math.max(0, at - 1));
            case DOWN -> port(Math.min(scene.nics().size() - 1, at + 1));
            case RIGHT -> {
                int lane = scene.laneOf(scene.nics().get(at));
                yield lanes().get(Math.max(0, lane));
            }
            case LEFT, HOME, END -> port(at);
        };
    }

    private Spot fromLane(Spot from, Way way) {
        List<Spot> lanes = lanes();
        int at = lanes.indexOf(from);
        return switch (way) {
            case RIGHT -> lanes.get(Math.min(lanes.size() - 1, at + 1));
            case LEFT -> at > 0 ? lanes.get(at - 1) : portOf(from).orElse(first());
            case UP, DOWN -> portOf(from).orElse(from);
            case HOME, END -> from;
        };
    }

    private Optional<Spot> portOf(Spot lane) {
        int number = lanes().indexOf(lane);
        return scene.nics().stream()
                .filter(it -> scene.laneOf(it) == number)
                .findFirst()
                .map(it -> new Spot.Port(it.name()));
    }

    private Spot port(int index) {
        return new Spot.Port(scene.nics().get(index).name());
    }
}

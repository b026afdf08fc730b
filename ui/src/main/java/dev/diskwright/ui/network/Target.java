package dev.diskwright.ui.network;

/// What an interface can be connected to.
public sealed interface Target {
    /// A vlan that is drawn.
    ///
    /// @param number of the vlan
    record Vlan(int number) implements Target {}

    /// The next vlan that nothing is connected to yet.
    record Next() implements Target {}

    /// The host's network.
    record User() implements Target {}

    /// Nothing: the cable is unplugged.
    record Nothing() implements Target {}
}

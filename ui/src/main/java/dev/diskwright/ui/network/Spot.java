package dev.diskwright.ui.network;

/// What can have the focus in the picture.
public sealed interface Spot {
    /// A port of the machine.
    ///
    /// @param nic name of the interface
    record Port(String nic) implements Spot {}

    /// A wire.
    ///
    /// @param vlan its number
    record Wire(int vlan) implements Spot {}

    /// Where the next vlan would be.
    record Next() implements Spot {}

    /// The wire of the user network.
    record User() implements Spot {}
}

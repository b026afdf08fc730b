package dev.diskwright.core.design;

/// What the wires of a machine's vlans are made of.
public enum VmNetworkBackend {
    /// A multicast group on the loopback device, one port a vlan: any number of machines, no program, no privileges.
    MULTICAST,
    /// A connection over the loopback device, one port a vlan, for two machines: the one with node 1 is started first
    /// and listens, the other connects.
    SOCKET,
    /// A switch of Virtual Distributed Ethernet, `vde_switch`.
    VDE,
    /// Nothing: the interfaces are there and their cables are not.
    NONE
}

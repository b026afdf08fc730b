package dev.diskwright.ui.network;

/// An interface as a row of the table.
///
/// @param nic itself
/// @param vlan its wire, in words
/// @param address in words
/// @param model of the device
/// @param forwarding ports that lead to it, in words
/// @param severity of what is wrong with it: `error`, `warning`, `hint` or empty
/// @param problem what is wrong with it, in a sentence; empty for nothing
/// @param spoken all of it, for who cannot see it
public record NicRow(
        Nic nic,
        String vlan,
        String address,
        String model,
        String forwarding,
        String severity,
        String problem,
        String spoken) {
    /// {@return words of a column}
    public String text(NicColumn column) {
        return switch (column) {
            case NAME -> nic.name();
            case VLAN -> vlan;
            case ADDRESS -> address;
            case MAC -> nic.mac().isEmpty() ? nic.givenMac() : nic.mac();
            case MODEL -> model;
            case FORWARDING -> forwarding;
        };
    }
}

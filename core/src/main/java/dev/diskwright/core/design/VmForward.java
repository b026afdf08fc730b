package dev.diskwright.core.design;

/// A port of one side of the user network that leads to a port of the other.
///
/// @param from side on which connections are made
/// @param proto protocol
/// @param host end on the host
/// @param guest end in the guest
public record VmForward(
        @Default("\"host\"") @Explain("Who connects: host or guest.") From from,
        @Default("\"tcp\"") @Explain("tcp or udp.") Proto proto,
        @Default("{}") @Explain("Address and port on the host.") Endpoint host,
        @Default("{}") @Explain("Address and port in the guest.") Endpoint guest) {
    /// Who connects.
    public enum From {
        /// The host, to a service of the guest.
        HOST,
        /// The guest, to a service of the host.
        GUEST
    }

    /// A protocol.
    public enum Proto {
        /// Streams.
        TCP,
        /// Datagrams.
        UDP
    }

    /// One end.
    ///
    /// @param address IPv4 address; empty is any of the host, or the guest's first
    /// @param port 0 to 65535; on the host, 0 takes any that is free
    public record Endpoint(
            @Default("\"\"") @Explain("IPv4 address; may be empty.") String address,
            @Default("0") @Explain("Port, 1 to 65535; on the host 0 takes a free one.") int port) {
        /// {@return the same with another address}
        public Endpoint withAddress(String newAddress) {
            return new Endpoint(newAddress, port);
        }

        /// {@return the same with another port}
        public Endpoint withPort(int newPort) {
            return new Endpoint(address, newPort);
        }
    }

    /// {@return the same with another protocol}
    public VmForward withProto(Proto newProto) {
        return new VmForward(from, newProto, host, guest);
    }

    /// {@return the same with another end on the host}
    public VmForward withHost(Endpoint newHost) {
        return new VmForward(from, proto, newHost, guest);
    }

    /// {@return the same with another end in the guest}
    public VmForward withGuest(Endpoint newGuest) {
        return new VmForward(from, proto, host, newGuest);
    }
}

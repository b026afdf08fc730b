package dev.diskwright.core.nbd;

import java.time.Duration;

/// What clients may take. Together they bound the memory of a server: each request in flight holds one buffer of
/// [Transmission#PIECE] bytes.
///
/// @param clients connected at once
/// @param inFlight requests of one client worked on at once; the others wait in its socket
/// @param handshake how long a client may take to choose an export
/// @param grace how long answers to requests in flight may take once the server is closed
record Limits(int clients, int inFlight, Duration handshake, Duration grace) {
    static final Limits USUAL = new Limits(32, 8, Duration.ofSeconds(30), Duration.ofSeconds(2));
}

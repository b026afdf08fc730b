package dev.diskwright.core.design;

/// Where identifiers and times come from.
///
/// @param seed every derived identifier follows from it; empty means the design's name
/// @param timestamp of everything that is not a source file, in seconds since 1970-01-01 UTC, 0 to 2^32 - 1; unless
///     it is 0, also the latest time that a source file keeps
/// @param identifiers derived, or NixOS's constants
public record Reproducible(
        @Default("\"\"") @Explain("All identifiers derive from it; the name if left out.")
                String seed,
        @Default("0")
                @Explain(
                        "Seconds since 1970 for every time the design itself gives; unless 0, later times of files become it.")
                long timestamp,
        @Default("\"derived\"")
                @Explain("derived, or nixos for the constants of its image builder.")
                Identifiers identifiers) {
    /// Which identifiers are given out.
    public enum Identifiers {
        /// From the seed.
        DERIVED,
        /// Those of NixOS's image builder, the same in every image.
        NIXOS
    }

    /// {@return the same with another seed}
    public Reproducible withSeed(String newSeed) {
        return new Reproducible(newSeed, timestamp, identifiers);
    }

    /// {@return the same with another timestamp}
    public Reproducible withTimestamp(long newTimestamp) {
        return new Reproducible(seed, newTimestamp, identifiers);
    }

    /// {@return the same with other identifiers}
    public Reproducible withIdentifiers(Identifiers newIdentifiers) {
        return new Reproducible(seed, timestamp, newIdentifiers);
    }
}

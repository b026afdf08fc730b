package dev.diskwright.ui.boot;

/// An identifier that the disk will have.
///
/// @param owner what it identifies: the disk, a partition, a file system
/// @param kind what sort of identifier it is
/// @param value as tools show it
/// @param origin where it comes from
public record IdentityRow(String owner, String kind, String value, String origin) {}

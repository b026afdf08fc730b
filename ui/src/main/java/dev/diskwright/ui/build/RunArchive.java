package dev.diskwright.ui.build;

import java.time.InstantSource;
import java.time.ZoneId;

/// What past runs need from outside.
///
/// @param store that keeps them
/// @param clock that dates them
/// @param zone that people read dates in
public record RunArchive(RunStore store, InstantSource clock, ZoneId zone) {}

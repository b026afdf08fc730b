package dev.diskwright.core.codec;

/// What goes into one block.
///
/// @param from of its first byte
/// @param to behind its last byte
/// @param first of its sequences
/// @param end behind its last sequence; literals may follow it
/// @param counts how often each symbol occurs, distances from [Symbols#DISTANCE] on
@SuppressWarnings("ArrayRecordComponent") // large, and never kept
record Block(int from, int to, int first, int end, int[] counts) {}

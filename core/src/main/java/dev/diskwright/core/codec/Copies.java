package dev.diskwright.core.codec;

import java.lang.foreign.MemorySegment;

/// What turns bytes into sequences for DEFLATE. All give them in the form of [MatchFinder#sequences].
interface Copies {
    /// {@return one that is quick}
    static Copies quick(int windowBits) {
        var finder = new MatchFinder(windowBits);
        return new Copies() {
            @Override
            public void reset() {
                finder.reset();
            }

            @Override
            public int find(MemorySegment next) {
                return finder.find(next);
            }

            @Override
            public byte[] bytes() {
                return finder.bytes();
            }

            @Override
            public int[] sequences() {
                return finder.sequences();
            }
        };
    }

    /// Forgets everything.
    void reset();

    /// Finds the sequences of the next bytes. What follows the last one is literals.
    ///
    /// @param next up to [MatchFinder#STEP] bytes; what was given before must have been that long
    /// @return their number
    int find(MemorySegment next);

    /// {@return what [#find] looked at last, from [MatchFinder#STEP] on}
    byte[] bytes();

    /// {@return the sequences found last}
    int[] sequences();
}

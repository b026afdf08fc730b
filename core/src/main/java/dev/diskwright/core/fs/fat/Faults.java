package dev.diskwright.core.fs.fat;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Where;
import java.util.function.Consumer;

/// What to do about damage: readers end, checkers note it and go on.
interface Faults {
    /// Refuses what would lose files, takes what would not.
    Faults REFUSE =
            new Faults() {
                @Override
                public void damage(Where where, String found, String expected)
                        throws CorruptImageException {
                    throw new CorruptImageException(where, found, expected);
                }

                @Override
                public void blemish(Where where, String sentence) {}
            };

    /// {@return faults that all become findings}
    static Faults reportedTo(Consumer<Finding> findings) {
        return new Faults() {
            @Override
            public void damage(Where where, String found, String expected) {
                findings.accept(
                        Finding.error(where, "found %s, expected %s".formatted(found, expected)));
            }

            @Override
            public void blemish(Where where, String sentence) {
                findings.accept(Finding.error(where, sentence));
            }
        };
    }

    /// Something without which a file cannot be read as it was.
    void damage(Where where, String found, String expected) throws CorruptImageException;

    /// Something wrong that no file suffers from.
    void blemish(Where where, String sentence);
}

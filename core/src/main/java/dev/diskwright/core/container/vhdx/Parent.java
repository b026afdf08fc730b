package dev.diskwright.core.container.vhdx;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.Companions;
import dev.diskwright.core.container.ParentSearch;
import java.io.IOException;
import java.util.Optional;

/// The disk that a differencing disk is based on.
///
/// @param name of its file
/// @param file its file
record Parent(String name, BlockSource file, BlockSource disk) {
    /// Opens the parent, which must have the identifier that the locator says (section 2.6.2.6.3).
    static Parent open(ParentLocator locator, Companions companions) throws IOException {
        ParentSearch.Found found = locator.search().open(locator.where(), companions);
        Header header = Header.current(Where.file(found.name()), found.file());
        if (!locator.links(header.dataWriteGuid())) {
            throw new CorruptImageException(
                    locator.where(),
                    "%s, but %s is %s"
                            .formatted(
                                    locator.linkage(ParentLocator.LINKAGE)
                                            .map(Object::toString)
                                            .orElse("no parent_linkage"),
                                    found.name(),
                                    header.dataWriteGuid()),
                    "the parent's DataWriteGuid");
        }
        return new Parent(
                found.name(),
                found.file(),
                companions.disk(locator.where(), found.name(), Optional.of("vhdx")));
    }
}

package dev.diskwright.core.container.vhd;

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
/// @param footer of its file
record Parent(String name, Footer footer, BlockSource disk) {
    /// Opens the parent, which must have the identifier that the header says.
    ///
    /// @param where the file of the differencing disk
    static Parent open(
            Where where,
            BlockSource file,
            long headerOffset,
            DynamicHeader header,
            Companions companions)
            throws IOException {
        Where place = where.structure("dynamic header", headerOffset);
        var search = new ParentSearch();
        for (ParentLocator locator : header.locators()) {
            locator.name(file)
                    .ifPresent(name -> {
                        if (locator.isRelative()) {
                            search.relative(name);
                        } else {
                            search.absolute(name);
                        }
                    });
        }
        if (!header.parentName().isEmpty()) {
            search.absolute(header.parentName());
        }
        ParentSearch.Found found =
                search.open(DynamicHeader.field(place, "parentLocators"), companions);
        Footer footer = Footers.find(Where.file(found.name()), found.file()).footer();
        Where identity = DynamicHeader.field(place, "parentUniqueId");
        if (!footer.uniqueId().equals(header.parentUniqueId())) {
            throw new CorruptImageException(
                    identity,
                    "%s, but %s is %s"
                            .formatted(header.parentUniqueId(), found.name(), footer.uniqueId()),
                    "the parent's identifier");
        }
        return new Parent(
                found.name(), footer, companions.disk(identity, found.name(), Optional.of("vhd")));
    }
}

package dev.diskwright.core.container.vmdk;

import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Where;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/// Checks what a descriptor says, and whether it agrees with the extent that it is embedded in.
///
/// @param findings told of each fault
record DescriptorChecker(Descriptor descriptor, Consumer<Finding> findings) {
    /// Content identifiers from this one on mean something else.
    private static final long RESERVED_IDS = 0xffff_fffeL;

    private static final Set<String> TYPES =
            Set.of(
                    "monolithicsparse",
                    "monolithicflat",
                    "twogbmaxextentsparse",
                    "twogbmaxextentflat",
                    "streamoptimized",
                    "vmfs",
                    "vmfssparse",
                    "vmfsthin",
                    "vmfseagerzeroedthick",
                    "vmfspreallocated",
                    "custom");

    void check() {
        Where where = descriptor.where();
        expect(descriptor.value("version").matches("[1-4]"), "version", "1 to 4");
        OptionalLong id = descriptor.contentId();
        if (id.isEmpty() || id.getAsLong() >= RESERVED_IDS) {
            error(
                    where.field("CID", 0),
                    "is \"%s\", not a content identifier below fffffffe"
                            .formatted(descriptor.value("CID")));
        }
        if (descriptor.value("parentCID").isEmpty()) {
            warning(
                    where.field("parentCID", 0),
                    "is missing; ffffffff says that there is no parent");
        }
        String type = descriptor.value("createType");
        if (!TYPES.contains(type.toLowerCase(Locale.ROOT))) {
            warning(where.field("createType", 0), "is \"%s\", which is not known".formatted(type));
        }
        for (Where it : descriptor.odd()) {
            note(it, "is neither an extent nor a value");
        }
    }

    private void expect(boolean holds, String name, String expected) {
        if (!holds) {
            warning(
                    descriptor.where().field(name, 0),
                    "is \"%s\", not %s".formatted(descriptor.value(name), expected));
        }
    }

    /// Checks a descriptor inside an extent.
    void checkEmbedded(SparseFile file) {
        check();
        boolean compressed = file.header().compressed();
        if (compressed != descriptor.value("createType").equalsIgnoreCase("streamOptimized")) {
            warning(
                    descriptor.where().field("createType", 0),
                    "is \"%s\", but grains are %scompressed"
                            .formatted(descriptor.value("createType"), compressed ? "" : "not "));
        }
        long capacity = file.last().capacity();
        if (descriptor.extents().isEmpty()) {
            warning(descriptor.where(), "names no extent");
        }
        for (ExtentLine it : descriptor.extents()) {
            if (it.sectors() != capacity) {
                error(
                        it.where(),
                        "an extent of %d sectors, but the header's capacity is %d"
                                .formatted(it.sectors(), capacity));
            }
            if (!it.type().equals(ExtentLine.SPARSE)) {
                error(it.where(), "the extent is of type %s, not SPARSE".formatted(it.type()));
            }
            String own = descriptor.where().file().replaceFirst(".*[/\\\\]", "");
            if (!it.file().equals(own)) {
                note(
                        it.where(),
                        "the extent is called \"%s\", the file \"%s\"".formatted(it.file(), own));
            }
        }
    }

    private void error(Where where, String sentence) {
        findings.accept(Finding.error(where, sentence));
    }

    private void warning(Where where, String sentence) {
        findings.accept(Finding.warning(where, sentence));
    }

    private void note(Where where, String sentence) {
        findings.accept(new Finding(Finding.Severity.NOTE, where, sentence));
    }
}

package dev.diskwright.core.container.vmdk;

import dev.diskwright.core.container.Identity;
import dev.diskwright.core.container.Options;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;

/// What the descriptor of an image that is written says.
///
/// @param subformat its `createType`
/// @param capacity in sectors
/// @param extentType of its only extent
/// @param extentFile name of the file that holds it
/// @param adapterType the controller that the disk is meant for
/// @param hardwareVersion of the virtual machine that it is meant for
record Description(
        String subformat,
        long capacity,
        String extentType,
        String extentFile,
        String adapterType,
        String hardwareVersion) {
    /// Sectors that are reserved for an embedded descriptor.
    static final int SECTORS = 20;

    private static final int SECTORS_PER_TRACK = 63;

    static Description of(
            String subformat, long capacity, String extentType, String file, Options options) {
        String adapter = options.choice("adapter_type", "ide", "lsilogic", "buslogic", "legacyESX");
        return new Description(
                subformat,
                capacity,
                extentType,
                printable(file),
                adapter,
                Long.toString(options.number("hwversion", 4, 99)));
    }

    /// Quotes and control characters would end the name early.
    private static String printable(String name) {
        return name.replaceAll("[\"\\p{Cntrl}]", "_");
    }

    /// {@return the text, in UTF-8}
    MemorySegment bytes(Identity identity) {
        return MemorySegment.ofArray(text(identity).getBytes(StandardCharsets.UTF_8));
    }

    private String text(Identity identity) {
        String contentId = contentId(identity);
        int heads = adapterType.equals("ide") ? 16 : 255;
        long cylinders = Math.ceilDiv(capacity, heads * SECTORS_PER_TRACK);
        long most = adapterType.equals("ide") ? 16_383 : 65_535;
        return """
        # Disk DescriptorFile
        version=1
        encoding="UTF-8"
        CID=%s
        parentCID=ffffffff
        createType="%s"

        # Extent description
        %s

        # The Disk Data Base
        #DDB

        ddb.adapterType = "%s"
        ddb.geometry.cylinders = "%d"
        ddb.geometry.heads = "%d"
        ddb.geometry.sectors = "%d"
        ddb.longContentID = "%s"
        ddb.toolsInstallType = "4"
        ddb.toolsVersion = "2147483647"
        ddb.uuid = "%s"
        ddb.virtualHWVersion = "%s"
        """
                .formatted(
                        contentId,
                        subformat,
                        ExtentLine.of(capacity, extentType, extentFile),
                        adapterType,
                        Math.clamp(cylinders, 1, most),
                        heads,
                        SECTORS_PER_TRACK,
                        hex(identity.uuid("vmdk long content id")).substring(0, 24) + contentId,
                        diskId(identity),
                        hardwareVersion);
    }

    /// {@return 8 digits, none of the two numbers that mean something else}
    private static String contentId(Identity identity) {
        long id = identity.u32("vmdk content id");
        return String.format(Locale.ROOT, "%08x", id >= 0xffff_fffeL ? id - 2 : id);
    }

    /// {@return 16 bytes as VMware writes them, with its own identifier of organisations in front}
    private static String diskId(Identity identity) {
        String digits = "6000c29" + hex(identity.uuid("vmdk disk")).substring(7);
        byte[] bytes = HexFormat.of().parseHex(digits);
        HexFormat spaced = HexFormat.ofDelimiter(" ");
        return spaced.formatHex(bytes, 0, 8) + '-' + spaced.formatHex(bytes, 8, 16);
    }

    private static String hex(UUID uuid) {
        return uuid.toString().replace("-", "");
    }
}

package dev.diskwright.core.container.bmap;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.Companions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How an image and its map find each other.
final class ImageNames {
    private static final String ENDING = ".bmap";
    private static final List<String> ENDINGS = List.of("", ".img", ".raw", ".wic", ".hddimg");
    private static final List<String> PACKED = List.of("gz", "xz", "zst", "bz2");

    private ImageNames() {}

    /// {@return the image to a map}
    ///
    /// @param where the map
    static BlockSource open(Where where, long size, Companions companions) throws IOException {
        Where place = where.structure("block map", 0);
        String name = baseName(where.file());
        var failures = new ArrayList<ImageException>();
        for (String ending : ENDINGS) {
            if (!(name + ending).equals(where.file())) {
                try {
                    return checked(
                            place, name + ending, companions.open(place, name + ending), size);
                } catch (ImageException e) {
                    failures.add(e);
                }
                for (String packing : PACKED) {
                    String packed = name + ending + "." + packing;
                    try {
                        BlockSource image = companions.disk(place, packed, Optional.of(packing));
                        return checked(place, packed, image, size);
                    } catch (ImageException e) {
                        failures.add(e);
                    }
                }
            }
        }
        for (ImageException it : failures) { // one that was there says more
            if (it instanceof CorruptImageException) {
                throw it;
            }
        }
        throw failures.getFirst();
    }

    private static BlockSource checked(Where place, String name, BlockSource image, long size)
            throws CorruptImageException {
        if (image.size() < size) {
            throw new CorruptImageException(
                    place.field("ImageSize", 0),
                    "%d bytes in %s".formatted(image.size(), name),
                    size + " or more");
        }
        return image;
    }

    /// {@return the name of the image that belongs to a new map of that name}
    static String forMap(String map) {
        String name = baseName(map);
        return name.equals(map) || name.indexOf('.') <= 0 ? name + ".img" : name;
    }

    private static String baseName(String map) {
        String name = map.substring(Math.max(map.lastIndexOf('/'), map.lastIndexOf('\\')) + 1);
        return name.toLowerCase(Locale.ROOT).endsWith(ENDING)
                ? name.substring(0, name.length() - ENDING.length())
                : name;
    }
}

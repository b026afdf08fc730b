package dev.diskwright.core.content.oci;

import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which image of several is meant.
///
/// @param reference name, tag or digest; null where there must be only one
/// @param platform what it is to run on
/// @param demanded whether an image that does not say so, or is the only one, must be for that platform too
record Choice(@Nullable String reference, Platform platform, boolean demanded) {
    /// {@return the one that is meant of an index}
    ///
    /// @param top whether it is the index that people choose from by name
    Descriptor among(Where where, List<Descriptor> all, boolean top) throws ImageException {
        List<Descriptor> images =
                all.stream()
                        .filter(it -> !it.statement())
                        .filter(it ->
                                it.platform() == null || !it.platform().os().equals("unknown"))
                        .toList();
        if (images.isEmpty()) {
            throw new UnsupportedImageException(where, "an index without an image");
        }
        List<Descriptor> named =
                top && reference != null
                        ? images.stream().filter(it -> it.isNamed(reference)).toList()
                        : images;
        if (named.isEmpty()) {
            throw new UnsupportedImageException(
                    where,
                    "an image \"%s\"; it has %s".formatted(reference, shown(distinct(images))));
        }
        List<Descriptor> distinct = distinct(named);
        if (distinct.stream().map(Descriptor::names).distinct().count() > 1) {
            throw ambiguous(where, distinct);
        }
        boolean platforms = distinct.stream().anyMatch(it -> it.platform() != null);
        if (distinct.size() == 1 && !(demanded && platforms)) {
            return distinct.getFirst();
        }
        List<Descriptor> fitting = fitting(distinct);
        if (platforms && fitting.isEmpty()) {
            throw new UnsupportedImageException(
                    where,
                    "an image for %s; it has %s"
                            .formatted(
                                    platform,
                                    distinct.stream()
                                            .map(it -> String.valueOf(it.platform()))
                                            .distinct()
                                            .collect(Collectors.joining(", "))));
        }
        List<Descriptor> left = platforms ? fitting : distinct;
        if (left.size() == 1) {
            return left.getFirst();
        }
        throw ambiguous(where, left);
    }

    private static UnsupportedImageException ambiguous(Where where, List<Descriptor> all) {
        return new UnsupportedImageException(
                where, "a choice among %s without a reference".formatted(shown(all)));
    }

    private static String shown(List<Descriptor> all) {
        return all.stream().map(Descriptor::shown).collect(Collectors.joining(", "));
    }

    /// {@return one descriptor of each blob, with all its names}
    private static List<Descriptor> distinct(List<Descriptor> all) {
        Map<String, Descriptor> byDigest = new LinkedHashMap<>();
        all.forEach(it -> byDigest.putIfAbsent(it.digest(), it));
        return List.copyOf(byDigest.values());
    }

    /// {@return those for the platform; of several variants the usual one, if it is there}
    private List<Descriptor> fitting(List<Descriptor> all) {
        var fitting = new ArrayList<Descriptor>();
        var usual = new ArrayList<Descriptor>();
        for (Descriptor it : all) {
            Platform its = it.platform();
            if (its != null && platform.takes(its)) {
                fitting.add(it);
                if (its.usualVariant().equals(platform.usualVariant())) {
                    usual.add(it);
                }
            }
        }
        return usual.isEmpty() ? fitting : usual;
    }

    /// Refuses an image that says that it is for another platform, where one was asked for.
    void check(Where where, Platform its) throws ImageException {
        if (demanded && !platform.takes(its)) {
            throw new UnsupportedImageException(
                    where, "an image for %s; it is for %s".formatted(platform, its));
        }
    }
}

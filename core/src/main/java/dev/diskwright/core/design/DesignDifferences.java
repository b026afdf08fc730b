package dev.diskwright.core.design;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What tells two designs apart, in the order of the document. Partitions and contents are matched by what makes them the
/// same to a person before they are matched by place, so that a partition added in front changes nothing else.
public final class DesignDifferences {
    private final List<Difference> found = new ArrayList<>();

    private DesignDifferences() {}

    /// {@return how `after` differs from `before`; empty if and only if they are equal}
    public static List<Difference> between(Design before, Design after) {
        if (before.equals(after)) {
            return List.of();
        }
        var run = new DesignDifferences();
        var whole = new Difference.Subject.Whole();
        run.scalar(whole, "/version", before.version(), after.version(), false);
        run.scalar(whole, "/name", before.name(), after.name(), false);
        run.part("disk", before.disk(), after.disk());
        run.layout(before, after);
        run.contents(before.contents(), after.contents());
        run.part("derived", before.derived(), after.derived());
        run.part("boot", before.boot(), after.boot());
        run.part("reproducible", before.reproducible(), after.reproducible());
        run.part("vm", before.vm(), after.vm());
        return List.copyOf(run.found);
    }

    private void part(String key, Record before, Record after) {
        records(new Difference.Subject.Part(key), "/" + key, before, after);
    }

    /// Compares two records of one class, key by key.
    private void records(Difference.Subject subject, String path, Record before, Record after) {
        for (Shape.Key key : Shape.keys(after.getClass())) {
            Object old = key.of(before);
            Object now = key.of(after);
            String at = path + "/" + key.name();
            if (old instanceof Filesystem was
                    && now instanceof Filesystem is
                    && was.type().equals(is.type())) {
                records(subject, at, (Record) was, (Record) is);
            } else if (old instanceof Record was
                    && now instanceof Record is
                    && Shape.isObject(was.getClass())
                    && was.getClass() == is.getClass()) {
                records(subject, at, was, is);
            } else if (old instanceof Map<?, ?> were && now instanceof Map<?, ?> are) {
                maps(subject, at, were, are);
            } else if (!key.name().equals("partitions")) {
                scalar(subject, at, old, now, key.auto());
            }
        }
    }

    /// Compares the values of each name that is in either map.
    private void maps(Difference.Subject subject, String path, Map<?, ?> before, Map<?, ?> after) {
        var names = new TreeSet<String>();
        before.keySet().forEach(it -> names.add((String) it));
        after.keySet().forEach(it -> names.add((String) it));
        for (String name : names) {
            String at = path + "/" + DesignJson.escape(name);
            if (before.get(name) instanceof Record was && after.get(name) instanceof Record is) {
                records(subject, at, was, is);
            } else {
                scalar(subject, at, before.get(name), after.get(name), false);
            }
        }
    }

    private void scalar(
            Difference.Subject subject,
            String path,
            @Nullable Object before,
            @Nullable Object after,
            boolean auto) {
        if (!Objects.equals(before, after)) {
            String field = path.substring(path.lastIndexOf('/') + 1);
            add(
                    Difference.Kind.CHANGED,
                    subject,
                    path,
                    field,
                    text(before, auto),
                    text(after, auto));
        }
    }

    private void add(
            Difference.Kind kind,
            Difference.Subject subject,
            String path,
            String field,
            String before,
            String after) {
        found.add(new Difference(kind, subject, path, field, before, after));
    }

    /// As the document writes it, without its quotes.
    private static String text(@Nullable Object value, boolean auto) {
        return value instanceof Filesystem it ? it.type() : text(DesignJson.toJson(value, auto));
    }

    private static String text(JsonNode json) {
        if (json.isNull()) {
            return "";
        }
        if (json.isArray()) {
            return json.valueStream()
                    .map(DesignDifferences::text)
                    .collect(Collectors.joining(", "));
        }
        if (json.isObject()) {
            return json.propertyStream()
                    .map(it -> it.getKey() + " " + text(it.getValue()))
                    .collect(Collectors.joining(", "));
        }
        return json.isString() ? json.stringValue() : json.toString();
    }

    private void layout(Design before, Design after) {
        Layout old = before.layout();
        Layout now = after.layout();
        records(new Difference.Subject.Part("layout"), "/layout", old, now);
        boolean samePreset = old.preset() != null && old.preset() == now.preset();
        List<PartitionSpec> were = samePreset ? List.of() : Presets.expand(before).partitions();
        List<PartitionSpec> are = samePreset ? List.of() : Presets.expand(after).partitions();
        lists(
                "/layout/partitions/",
                were,
                are,
                List.of(
                        (a, b) -> !a.name().isEmpty() && a.name().equals(b.name()),
                        (a, b) -> a.type().equals(b.type()) && Objects.equals(a.mount(), b.mount()),
                        (a, b) -> a.type().equals(b.type())),
                (it, index) -> new Difference.Subject.Partition(it.name(), index + 1),
                DesignDifferences::summary);
        if (samePreset) {
            // What a preset keeps in store for the day it is written out.
            scalar(
                    new Difference.Subject.Part("layout"),
                    "/layout/partitions",
                    old.partitions(),
                    now.partitions(),
                    false);
        }
    }

    private static String summary(PartitionSpec it) {
        var parts = new ArrayList<String>();
        parts.add(it.type());
        if (it.size() != null) {
            parts.add(it.size().toString());
        }
        if (it.filesystem() != null) {
            parts.add(it.filesystem().type());
        }
        if (it.mount() != null) {
            parts.add(it.mount());
        }
        return String.join(", ", parts);
    }

    private void contents(List<Content> before, List<Content> after) {
        lists(
                "/contents/",
                before,
                after,
                List.of(
                        Object::equals,
                        (a, b) -> a.source().equals(b.source()),
                        (a, b) -> a.target().equals(b.target()) && !a.target().equals("/")),
                (it, _) -> new Difference.Subject.Entry(it.source()),
                Content::target);
    }

    /// Names the subject of a difference.
    private interface Naming<T> {
        Difference.Subject of(T element, int index);
    }

    private <T extends Record> void lists(
            String path,
            List<T> before,
            List<T> after,
            List<BiPredicate<T, T>> likenesses,
            Naming<T> naming,
            Function<T, String> summary) {
        int[] origins = match(before, after, likenesses);
        boolean[] kept = new boolean[before.size()];
        boolean[] inOrder = longestRise(origins);
        for (int i = 0; i < after.size(); i++) {
            T now = after.get(i);
            Difference.Subject subject = naming.of(now, i);
            if (origins[i] < 0) {
                add(Difference.Kind.ADDED, subject, path + i, "", "", summary.apply(now));
                continue;
            }
            kept[origins[i]] = true;
            if (!inOrder[i]) {
                String was = Integer.toString(origins[i] + 1);
                add(Difference.Kind.MOVED, subject, path + i, "", was, Integer.toString(i + 1));
            }
            records(subject, path + i, before.get(origins[i]), now);
        }
        for (int i = 0; i < before.size(); i++) {
            if (!kept[i]) {
                T was = before.get(i);
                add(
                        Difference.Kind.REMOVED,
                        naming.of(was, i),
                        path + i,
                        "",
                        summary.apply(was),
                        "");
            }
        }
    }

    /// {@return for each element of `after` the index of the one in `before` that became it; -1 for none}
    private static <T> int[] match(
            List<T> before, List<T> after, List<BiPredicate<T, T>> likenesses) {
        var origins = new int[after.size()];
        Arrays.fill(origins, -1);
        var taken = new boolean[before.size()];
        for (BiPredicate<T, T> alike : likenesses) {
            for (int i = 0; i < after.size(); i++) {
                for (int j = 0; origins[i] < 0 && j < before.size(); j++) {
                    if (!taken[j] && alike.test(before.get(j), after.get(i))) {
                        origins[i] = j;
                        taken[j] = true;
                    }
                }
            }
        }
        return origins;
    }

    /// {@return which elements belong to a longest rising run of those that are not negative}
    private static boolean[] longestRise(int[] values) {
        var length = new int[values.length];
        var previous = new int[values.length];
        int best = -1;
        for (int i = 0; i < values.length; i++) {
            if (values[i] < 0) {
                continue;
            }
            length[i] = 1;
            previous[i] = -1;
            for (int j = 0; j < i; j++) {
                if (values[j] >= 0 && values[j] < values[i] && length[j] >= length[i]) {
                    length[i] = length[j] + 1;
                    previous[i] = j;
                }
            }
            if (best < 0 || length[i] > length[best]) {
                best = i;
            }
        }
        var inOrder = new boolean[values.length];
        for (int i = best; i >= 0; i = previous[i]) {
            inOrder[i] = true;
        }
        return inOrder;
    }
}

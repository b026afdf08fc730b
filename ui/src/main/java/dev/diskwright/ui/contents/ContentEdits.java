package dev.diskwright.ui.contents;

import dev.diskwright.core.design.Content;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/// Changes of a list of contents, as functions from one list to the next.
public final class ContentEdits {
    private ContentEdits() {}

    /// {@return the list with `added` before `index`}
    public static List<Content> insert(List<Content> list, int index, List<Content> added) {
        var next = new ArrayList<>(list);
        next.addAll(Math.clamp(index, 0, list.size()), added);
        return List.copyOf(next);
    }

    /// {@return the list without the entries at `indices`}
    public static List<Content> remove(List<Content> list, Collection<Integer> indices) {
        var gone = new TreeSet<>(indices);
        var next = new ArrayList<Content>();
        for (int i = 0; i < list.size(); i++) {
            if (!gone.contains(i)) {
                next.add(list.get(i));
            }
        }
        return List.copyOf(next);
    }

    /// {@return the list in which each entry at `indices` is followed by its like}
    public static List<Content> duplicate(List<Content> list, Collection<Integer> indices) {
        var twice = new TreeSet<>(indices);
        var next = new ArrayList<Content>();
        for (int i = 0; i < list.size(); i++) {
            next.add(list.get(i));
            if (twice.contains(i)) {
                next.add(list.get(i));
            }
        }
        return List.copyOf(next);
    }

    /// {@return the list in which the entries at `indices` stand together before the one that is at `before` now}
    public static List<Content> move(List<Content> list, Collection<Integer> indices, int before) {
        var moved = new ArrayList<Content>();
        var next = new ArrayList<Content>();
        var going = new TreeSet<>(indices);
        int at = 0;
        for (int i = 0; i < list.size(); i++) {
            if (i == before) {
                at = next.size();
            }
            (going.contains(i) ? moved : next).add(list.get(i));
        }
        next.addAll(before >= list.size() ? next.size() : at, moved);
        return List.copyOf(next);
    }

    /// {@return where the entries that [#move] moved stand then}
    public static List<Integer> moved(int size, Collection<Integer> indices, int before) {
        int at = 0;
        for (int i = 0; i < Math.min(before, size); i++) {
            at += indices.contains(i) ? 0 : 1;
        }
        var now = new ArrayList<Integer>();
        for (int i = 0; i < indices.size(); i++) {
            now.add(at + i);
        }
        return List.copyOf(now);
    }

    /// {@return the list in which the entries at `indices` go below `folder`, under the last name of their targets}
    ///
    /// @param folder absolute path in the image; an entry whose target is `/` itself goes to the folder
    public static List<Content> retarget(
            List<Content> list, Collection<Integer> indices, String folder) {
        var next = new ArrayList<>(list);
        for (int index : indices) {
            Content it = list.get(index);
            next.set(index, it.withTarget(below(folder, it.target())));
        }
        return List.copyOf(next);
    }

    private static String below(String folder, String target) {
        String plain = target.replaceAll("/+$", "");
        String name = plain.substring(plain.lastIndexOf('/') + 1);
        String base = folder.replaceAll("/+$", "");
        String path = name.isEmpty() ? base : base + "/" + name;
        return path.isEmpty() ? "/" : path;
    }
}

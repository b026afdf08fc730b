package dev.diskwright.ui.help;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The pages of the manual, in their order.
///
/// @param pages each name once
public record Manual(List<Page> pages) {
    /// How many answers a search gives at most.
    static final int MOST_HITS = 40;

    /// A place that answers a search.
    ///
    /// @param topic where it is
    /// @param title heading of the place
    /// @param page title of its page
    /// @param excerpt its first words
    public record Hit(Topic topic, String title, String page, String excerpt) {}

    /// Copies the list.
    public Manual {
        pages = List.copyOf(pages);
    }

    /// {@return the manual of these pages}
    ///
    /// @param markdown of each page, by name, in the order of the manual
    public static Manual of(Map<String, String> markdown) {
        var pages = new ArrayList<Page>();
        markdown.forEach((name, text) -> pages.add(Page.parse(name, text)));
        return new Manual(pages);
    }

    /// {@return the page of that name}
    public Optional<Page> page(String name) {
        return pages.stream().filter(it -> it.name().equals(name)).findFirst();
    }

    private record Scored(int score, Hit hit) {}

    /// {@return the places that hold every word of `query`, the best first}
    public List<Hit> search(String query) {
        List<String> words =
                List.of(query.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}-]+", -1)).stream()
                        .filter(it -> !it.isEmpty())
                        .toList();
        if (words.isEmpty()) {
            return List.of();
        }
        var scored = new ArrayList<Scored>();
        for (Page page : pages) {
            for (Page.Section section : page.sections()) {
                int score = section.score(words);
                if (score > 0) {
                    var topic = new Topic(page.name(), section.anchor());
                    String text = section.text();
                    String excerpt = text.length() > 140 ? text.substring(0, 139) + "\u2026" : text;
                    scored.add(
                            new Scored(
                                    score,
                                    new Hit(topic, section.heading(), page.title(), excerpt)));
                }
            }
        }
        scored.sort(Comparator.comparingInt(Scored::score).reversed());
        return scored.stream().limit(MOST_HITS).map(Scored::hit).toList();
    }
}

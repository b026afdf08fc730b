package dev.diskwright.core.design;

/// A warning or hint that a person has seen and decided to live with.
///
/// @param code of the problem, `LAY-065`
/// @param path JSON pointer of the value it is about
/// @param reason for people
public record Ignored(
        @Explain("Code of a warning or hint, such as LAY-065.") String code,
        @Default("\"\"") @Explain("JSON pointer of the value it is about.") String path,
        @Default("\"\"") @Explain("Why it is right as it is.") String reason) {
    /// {@return the same about another value}
    public Ignored withPath(String newPath) {
        return new Ignored(code, newPath, reason);
    }
}

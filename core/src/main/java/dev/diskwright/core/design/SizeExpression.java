package dev.diskwright.core.design;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// How the size of a partition is stated. The grammar is that of [SizeText].
///
/// @param base what it is before the bounds
/// @param min lower bound
/// @param max upper bound
public record SizeExpression(Base base, @Nullable ByteSize min, @Nullable ByteSize max) {
    /// What a size is stated by.
    public sealed interface Base {}

    /// So many bytes.
    public record Fixed(ByteSize size) implements Base {}

    /// A share of the disk's size.
    ///
    /// @param percent 0 to 100
    public record Percent(BigDecimal percent) implements Base {}

    /// As large as its contents need, plus a reserve.
    ///
    /// @param plus fixed reserve
    /// @param plusPercent reserve as a share of what the contents need, 0 or more
    public record Fit(@Nullable ByteSize plus, @Nullable BigDecimal plusPercent) implements Base {}

    /// A share of what the others leave.
    ///
    /// @param weight 1 or more; shares are in proportion to it
    public record Rest(int weight) implements Base {}

    /// {@return a fixed size}
    public static SizeExpression fixed(long bytes) {
        return new SizeExpression(new Fixed(ByteSize.of(bytes)), null, null);
    }

    /// {@return all that the others leave}
    public static SizeExpression rest() {
        return new SizeExpression(new Rest(1), null, null);
    }

    /// {@return the expression in the grammar it is parsed from}
    @Override
    public String toString() {
        String text =
                switch (base) {
                    case Fixed(ByteSize size) -> size.text();
                    case Percent(BigDecimal percent) -> percent.toPlainString() + "%";
                    case Fit(var plus, var percent) ->
                            plus != null
                                    ? "fit + " + plus.text()
                                    : percent != null
                                            ? "fit + " + percent.toPlainString() + "%"
                                            : "fit";
                    case Rest(int weight) -> weight == 1 ? "rest" : "rest * " + weight;
                };
        return text
                + (min == null ? "" : " min " + min.text())
                + (max == null ? "" : " max " + max.text());
    }
}

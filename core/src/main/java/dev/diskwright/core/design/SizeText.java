package dev.diskwright.core.design;

import dev.diskwright.core.bytes.Units;
import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Sizes as text, one grammar everywhere:
///
/// ```text
/// size   := fixed | percent | "fit" [ "+" (fixed | percent) ] | "rest" [ "*" weight ] , [ "min" fixed ] , [ "max" fixed ]
/// fixed  := number unit ( ("+"|"-") number unit )*
/// unit   := B s K M G T KiB MiB GiB TiB (binary) kB MB GB TB (decimal); 0x… is bytes
/// ```
///
/// A number without a unit is refused: tools disagree on what it would mean.
public final class SizeText {
    private static final Map<String, Long> UNITS =
            Map.ofEntries(
                    Map.entry("B", 1L),
                    Map.entry("K", Units.KIB),
                    Map.entry("KiB", Units.KIB),
                    Map.entry("M", Units.MIB),
                    Map.entry("MiB", Units.MIB),
                    Map.entry("G", Units.GIB),
                    Map.entry("GiB", Units.GIB),
                    Map.entry("T", Units.TIB),
                    Map.entry("TiB", Units.TIB),
                    Map.entry("kB", 1_000L),
                    Map.entry("MB", 1_000_000L),
                    Map.entry("GB", 1_000_000_000L),
                    Map.entry("TB", 1_000_000_000_000L));
    private static final Pattern TERM =
            Pattern.compile(
                    "\\s*([+-]?)\\s*(?:(0[xX][0-9a-fA-F]+)|([0-9]+(?:\\.[0-9]+)?)\\s*([A-Za-z]*))\\s*");
    private static final Pattern BOUND =
            Pattern.compile("(.*?)(?:\\bmin\\b(.*?))?(?:\\bmax\\b(.*))?");
    private static final Pattern REST = Pattern.compile("rest(?:\\s*\\*\\s*([0-9]{1,6}))?");
    private static final Pattern PERCENT = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*%");

    private SizeText() {}

    /// {@return the fixed size} May come out negative: `1M-2M` is well-formed.
    ///
    /// @throws IllegalArgumentException with a sentence for the person who wrote it
    public static ByteSize parseFixed(String text) {
        Matcher matcher = TERM.matcher(text);
        BigDecimal bytes = BigDecimal.ZERO;
        BigDecimal sectors = BigDecimal.ZERO;
        int at = 0;
        while (at < text.length()) {
            if (!matcher.region(at, text.length()).lookingAt()
                    || matcher.group(1).isEmpty() != (at == 0)) {
                throw new IllegalArgumentException("\"%s\" is not a size".formatted(text));
            }
            BigDecimal term = term(matcher, text);
            BigDecimal signed = "-".equals(matcher.group(1)) ? term.negate() : term;
            if ("s".equals(matcher.group(4))) {
                sectors = sectors.add(signed);
            } else {
                bytes = bytes.add(signed);
            }
            at = matcher.end();
        }
        if (at == 0) {
            throw new IllegalArgumentException("the size is empty");
        }
        try {
            return new ByteSize(bytes.longValueExact(), sectors.longValueExact(), text.strip());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "\"%s\" is not a whole number of bytes below 8 EiB".formatted(text), e);
        }
    }

    private static BigDecimal term(Matcher matcher, String text) {
        if (matcher.group(2) != null) {
            return new BigDecimal(new java.math.BigInteger(matcher.group(2).substring(2), 16));
        }
        String unit = matcher.group(4);
        BigDecimal number = new BigDecimal(matcher.group(3));
        if (unit.equals("s")) {
            return number;
        }
        Long factor = UNITS.get(unit);
        if (factor == null) {
            throw new IllegalArgumentException(
                    unit.isEmpty()
                            ? "\"%s\" has no unit; write for instance %sMiB"
                                    .formatted(text, matcher.group(3))
                            : "\"%s\" is not a unit; known are B s K M G T KiB MiB GiB TiB kB MB GB TB"
                                    .formatted(unit));
        }
        return number.multiply(BigDecimal.valueOf(factor));
    }

    /// {@return the expression}
    ///
    /// @throws IllegalArgumentException with a sentence for the person who wrote it
    public static SizeExpression parse(String text) {
        Matcher bounds = BOUND.matcher(text.strip());
        if (!bounds.matches()) {
            throw new IllegalArgumentException("\"%s\" is not a size".formatted(text));
        }
        String base = bounds.group(1).strip().replaceAll("[,\\s]+$", "");
        return new SizeExpression(base(base), bound(bounds.group(2)), bound(bounds.group(3)));
    }

    private static @Nullable ByteSize bound(@Nullable String text) {
        return text == null ? null : parseFixed(text.strip().replaceAll("[,\\s]+$", ""));
    }

    private static SizeExpression.Base base(String text) {
        Matcher percent = PERCENT.matcher(text);
        if (percent.matches()) {
            BigDecimal share = new BigDecimal(percent.group(1));
            if (share.compareTo(BigDecimal.valueOf(100)) > 0) {
                throw new IllegalArgumentException(text + " is more than the whole disk");
            }
            return new SizeExpression.Percent(share);
        }
        Matcher rest = REST.matcher(text);
        if (rest.matches()) {
            int weight = rest.group(1) == null ? 1 : Integer.parseInt(rest.group(1));
            if (weight == 0) {
                throw new IllegalArgumentException("a weight is 1 or more");
            }
            return new SizeExpression.Rest(weight);
        }
        if (text.startsWith("fit")) {
            String plus = text.substring(3).strip();
            if (plus.isEmpty()) {
                return new SizeExpression.Fit(null, null);
            }
            if (plus.startsWith("+")) {
                String reserve = plus.substring(1).strip();
                Matcher share = PERCENT.matcher(reserve);
                return share.matches()
                        ? new SizeExpression.Fit(null, new BigDecimal(share.group(1)))
                        : new SizeExpression.Fit(parseFixed(reserve), null);
            }
        }
        return new SizeExpression.Fixed(parseFixed(text));
    }

    /// {@return the size with the largest binary unit that keeps it exact: `512MiB`, `1000B`}
    public static String exact(long bytes) {
        for (var unit : new String[] {"TiB", "GiB", "MiB", "KiB"}) {
            long factor = UNITS.getOrDefault(unit, 1L);
            if (bytes != 0 && bytes % factor == 0) {
                return bytes / factor + unit;
            }
        }
        return bytes + "B";
    }

    /// {@return the size for people, at most four significant digits: `1.66 GiB`}
    public static String display(long bytes) {
        return display(bytes, 1024, "B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB");
    }

    /// {@return a size with at most four significant digits and a unit that is a power of 1000}
    public static String displayDecimal(long bytes) {
        return display(bytes, 1000, "B", "kB", "MB", "GB", "TB", "PB", "EB");
    }

    // whole numbers throughout: decimal ones would take a tenth of the time of a short call to set
    // up
    private static String display(long bytes, int base, String... units) {
        int unit = 0;
        long step = 1;
        while (unit < units.length - 1 && Math.abs(bytes / step) >= base) {
            step *= base;
            unit++;
        }
        long scaled = Math.abs(bytes / step);
        long rest = Math.abs(bytes % step);
        int decimals = scaled < 10 ? 3 : scaled < 100 ? 2 : scaled < 1000 ? 1 : 0;
        for (int i = 0; i < decimals; i++) {
            scaled =
                    scaled * 10
                            + Long.divideUnsigned(
                                    rest * 10, step); // below 2^64, as step is 2^60 at most
            rest = Long.remainderUnsigned(rest * 10, step);
        }
        if (rest >= step - rest) {
            scaled++;
        }
        while (decimals > 0 && scaled % 10 == 0) {
            scaled /= 10;
            decimals--;
        }
        var text = new StringBuilder().append(scaled);
        if (decimals > 0) {
            while (text.length() <= decimals) {
                text.insert(0, '0');
            }
            text.insert(text.length() - decimals, '.');
        }
        return (bytes < 0 ? "-" : "") + text + " " + units[unit];
    }
}

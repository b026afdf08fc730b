package dev.diskwright.ui.theme;

import java.util.List;

/// A colour, and how people see it.
///
/// @param red 0 to 1, as it is stored
/// @param green 0 to 1
/// @param blue 0 to 1
record Colour(double red, double green, double blue) {
    /// Ways of seeing colours, as Machado, Oliveira and Fernandes (2009) simulate them at full severity.
    enum Sight {
        /// All three kinds of cones.
        USUAL(1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0),
        /// Without those for long waves.
        PROTANOPIA(
                0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116,
                1.051998),
        /// Without those for middle waves.
        DEUTERANOPIA(
                0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940,
                0.968881),
        /// Without those for short waves.
        TRITANOPIA(
                1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367,
                0.303900);

        @SuppressWarnings("ImmutableEnumChecker") // made by List.of
        private final List<Double> matrix;

        Sight(Double... matrix) {
            this.matrix = List.of(matrix);
        }
    }

    /// {@return the colour of `#rrggbb`}
    static Colour of(String hex) {
        int rgb = Integer.parseInt(hex.substring(1), 16);
        return new Colour((rgb >> 16) / 255.0, (rgb >> 8 & 255) / 255.0, (rgb & 255) / 255.0);
    }

    private static double linear(double stored) {
        return stored <= 0.04045 ? stored / 12.92 : Math.pow((stored + 0.055) / 1.055, 2.4);
    }

    private static double stored(double linear) {
        double light = Math.clamp(linear, 0, 1);
        return light <= 0.0031308 ? light * 12.92 : 1.055 * Math.pow(light, 1 / 2.4) - 0.055;
    }

    /// {@return the colour as it looks to that sight}
    Colour seen(Sight sight) {
        List<Double> m = sight.matrix;
        double r = linear(red);
        double g = linear(green);
        double b = linear(blue);
        return new Colour(
                stored(m.get(0) * r + m.get(1) * g + m.get(2) * b),
                stored(m.get(3) * r + m.get(4) * g + m.get(5) * b),
                stored(m.get(6) * r + m.get(7) * g + m.get(8) * b));
    }

    /// {@return this colour over `below`}
    ///
    /// @param alpha how much of it, 0 to 1
    Colour over(Colour below, double alpha) {
        return new Colour(
                red * alpha + below.red * (1 - alpha),
                green * alpha + below.green * (1 - alpha),
                blue * alpha + below.blue * (1 - alpha));
    }

    private double luminance() {
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    }

    /// {@return how far lightness differs, from 1 to 21 (WCAG 2.2, contrast ratio)}
    double contrast(Colour other) {
        double lighter = Math.max(luminance(), other.luminance());
        double darker = Math.min(luminance(), other.luminance());
        return (lighter + 0.05) / (darker + 0.05);
    }

    private double[] lab() {
        double r = linear(red);
        double g = linear(green);
        double b = linear(blue);
        double x = curve((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
        double y = curve(0.2126729 * r + 0.7151522 * g + 0.0721750 * b);
        double z = curve((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883);
        return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
    }

    private static double curve(double t) {
        return t > 216.0 / 24389 ? Math.cbrt(t) : (24389.0 / 27 * t + 16) / 116;
    }

    /// {@return how far apart they look (CIE 1976, the distance in L*a*b*)}
    double distance(Colour other) {
        double[] one = lab();
        double[] two = other.lab();
        return Math.hypot(one[0] - two[0], Math.hypot(one[1] - two[1], one[2] - two[2]));
    }
}

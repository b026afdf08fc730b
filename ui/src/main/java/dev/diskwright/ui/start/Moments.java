package dev.diskwright.ui.start;

import dev.diskwright.ui.text.Texts;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;

/// Moments of the past as people name them.
///
/// @param texts the words
/// @param clock tells today and the zone
record Moments(Texts texts, Clock clock) {
    /// {@return the time for today and yesterday, the date before}
    String name(Instant moment) {
        ZonedDateTime at = moment.atZone(clock.getZone());
        LocalDate today = LocalDate.now(clock);
        Locale locale = texts.bundle().getLocale();
        String time =
                DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT).withLocale(locale).format(at);
        if (at.toLocalDate().equals(today)) {
            return texts.of("start.when.today", time);
        }
        if (at.toLocalDate().equals(today.minusDays(1))) {
            return texts.of("start.when.yesterday", time);
        }
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(locale).format(at);
    }
}

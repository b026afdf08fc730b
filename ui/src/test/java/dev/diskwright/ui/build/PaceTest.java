package dev.diskwright.ui.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void promisesNothingBeforeFiveSeconds() {
        var pace = new Pace(0);
        pace.sample(4 * SECOND, 50);

        assertTrue(pace.secondsLeft(100).isEmpty());
    }

    @Test
    void promisesNothingBeforeThreePerCent() {
        var pace = new Pace(0);
        pace.sample(8 * SECOND, 2);

        assertTrue(pace.secondsLeft(100).isEmpty());
    }

    @Test
    void timeLeftIsRoundedSoThatItStandsStill() {
        var pace = new Pace(0);
        for (int second = 1; second <= 6; second++) {
            pace.sample(second * SECOND, second * 4.0);
        }

        assertEquals(20, pace.secondsLeft(100).orElseThrow());
        assertEquals(70, pace.secondsLeft(300).orElseThrow());
        assertFalse(pace.isUnsteady());
    }

    @Test
    void unsteadySpeedIsSeen() {
        var pace = new Pace(0);
        for (int second = 1; second <= 8; second++) {
            pace.sample(second * SECOND, second <= 4 ? second * 10.0 : 40 + (second - 4));
        }

        assertTrue(pace.isUnsteady());
    }

    @Test
    void onlyTheLastTenSecondsCount() {
        var pace = new Pace(0);
        for (int second = 1; second <= 60; second++) {
            pace.sample(second * SECOND, second <= 40 ? second : 40 + (second - 40) * 5.0);
        }

        assertEquals(5, pace.rate(), 0.01);
    }
}

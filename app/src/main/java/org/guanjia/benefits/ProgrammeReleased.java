package org.guanjia.benefits;

import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * Other rules are in force from a month on, maybe from one long past: by a release, or by a release taken back.
 *
 * @param until the last month concerned; null for no end
 */
public record ProgrammeReleased(String town, String programme, int number, YearMonth from, @Nullable YearMonth until) {}

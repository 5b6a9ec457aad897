package org.guanjia.insight;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All figures of a monthly brief, as they were at one moment.
 *
 * @param asOf when requests were last counted; null when they never were
 * @param month the brief is about
 * @param expectedOn the day by which targets say what is expected: the month's last, or the day of issue when that came first; null in briefs
 *     issued before it was kept, where it is the day of issue
 * @param inMonth requests received in that month, {@code before} in the month before it
 * @param inYear requests received from New Year to the end of that month, {@code inYearBefore} in the same months of the year before
 * @param villages requests received in that month, the most first; likewise channels and categories
 * @param projects of the year's library by state
 * @param sources approved money by source, in fen
 */
public record Snapshot(
    @Nullable Instant asOf, YearMonth month, @Nullable LocalDate expectedOn, List<TargetLine> targets, Key inMonth, Key before, Key inYear, Key inYearBefore, List<Named> villages, List<Named> channels,
    List<Named> categories, List<Named> projects, List<Named> sources, long approvedFen, long paidFen) {}

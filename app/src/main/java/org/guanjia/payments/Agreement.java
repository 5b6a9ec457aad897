package org.guanjia.payments;

import java.time.LocalDate;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * What was agreed with a person who was paid too much.
 *
 * @param instalmentFen kept back a month
 * @param capPercent of what is paid in a month at most so much is kept back
 * @param deductFrom code of the programme it is kept back from; null for that which paid too much
 * @param firstMonth from which month on
 * @param agreedWith the person, or who acts for them
 */
public record Agreement(
    long instalmentFen, int capPercent, @Nullable String deductFrom, @Nullable YearMonth firstMonth, @Nullable LocalDate agreedOn, @Nullable String agreedWith) {}

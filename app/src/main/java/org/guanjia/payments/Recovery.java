package org.guanjia.payments;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * What was paid too much to a person of a programme, and how it comes back.
 *
 * @param remainingFen what is left of it today
 * @param backFen what came back, was kept back or forgiven of the programme up to now
 * @param askedBy who asked to write it off; null when nobody did
 */
public record Recovery(
    long id, int version, long person, String name, String programme, RecoveryState state, @Nullable Long openedRun, Instant openedAt, long remainingFen, long backFen,
    @Nullable Long instalmentFen, int capPercent, String deductFrom, @Nullable YearMonth firstMonth, @Nullable LocalDate agreedOn, @Nullable String agreedWith,
    @Nullable String askedBy, @Nullable String askedReason) {}

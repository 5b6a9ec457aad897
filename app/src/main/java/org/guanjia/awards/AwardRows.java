package org.guanjia.awards;

import static org.guanjia.awards.db.Tables.AWARD;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.guanjia.awards.db.tables.records.AwardRecord;
import org.guanjia.platform.database.TownContext;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Rows of the table as awards, and months as the days on which they begin. */
final class AwardRows {

  private AwardRows() {}

  static Award award(AwardRecord row) {
    return new Award(
        row.getId(), row.getPersonId(), row.getProgramme(), AwardState.valueOf(row.getState()), row.getVersion(), Award.Origin.valueOf(row.getOrigin()), row.getAppliedOn(),
        YearMonth.from(row.getFromMonth()), month(row.getUntilMonth()), row.getMonthlyFen(), orNull(row.getFinding(), Award.Finding::valueOf), List.of(row.getMissing()),
        row.getPapersAskedOn(), row.getCheckedBy(), row.getCheckedAt(), row.getPublishedFrom(), row.getPublishedUntil(), row.getFirstApprover(), row.getApprovedBy(),
        row.getApprovedAt(), row.getSuspendedUntil(), orNull(row.getEndReason(), Award.EndReason::valueOf), row.getChangedAt());
  }

  static Condition inTown() {
    return AWARD.TOWN.eq(TownContext.required().town());
  }

  static Condition ofPersons(Collection<Long> persons) {
    return AWARD.PERSON_ID.eq(DSL.any(persons.toArray(Long[]::new)));
  }

  static LocalDate first(YearMonth month) {
    return month.atDay(1);
  }

  static @Nullable YearMonth month(@Nullable LocalDate first) {
    return first == null ? null : YearMonth.from(first);
  }

  private static <T> @Nullable T orNull(@Nullable String name, Function<String, T> read) {
    return name == null ? null : Objects.requireNonNull(read.apply(name));
  }
}

package org.guanjia.coverage;

import java.time.YearMonth;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.guanjia.payments.PaidMonths;
import org.guanjia.payments.PersonMonth;
import org.jspecify.annotations.Nullable;

/** What has really come to people, beside persons who come in the order of their numbers; by the month of each programme that was paid last. */
final class PaidCursors implements AutoCloseable {

  /** How many months without a fen make somebody forgotten: one may be a doubt that the next run settles. */
  private static final int MONTHS = 2;

  /**
   * What came to a person by one programme.
   *
   * @param fen of the month that was paid last: received, on its way, or kept back for something else
   * @param unpaid what was due of the last two months and did not come; null for nothing
   */
  record Money(long fen, PaidMonths.@Nullable Unpaid unpaid) {

    static final Money NOTHING = new Money(0, null);
  }

  private final Map<String, PersonCursor<PersonMonth>> settled = new HashMap<>();
  private final Map<String, PersonCursor<PaidMonths.Unpaid>> unpaid = new HashMap<>();
  private final Map<String, YearMonth> last = new HashMap<>();

  /**
   * Within the caller's transaction.
   *
   * @param persons these alone; null for everybody
   */
  PaidCursors(PaidMonths paid, Collection<String> programmes, YearMonth month, @Nullable Collection<Long> persons) {
    for (String programme : programmes) {
      List<YearMonth> months = paid.latest(programme, month, MONTHS);
      if (months.isEmpty()) continue;
      last.put(programme, months.getFirst());
      settled.put(programme, new PersonCursor<>(paid.settled(programme, months.getFirst(), persons), PersonMonth::person));
      if (months.size() == MONTHS) unpaid.put(programme, new PersonCursor<>(paid.unpaid(programme, months.getLast(), months.getFirst(), persons), PaidMonths.Unpaid::person));
    }
  }

  /** By programme, the month that was paid last. */
  Map<String, YearMonth> last() {
    return last;
  }

  /** To be asked in the order of persons, each programme once. */
  Money of(long person, String programme) {
    PersonCursor<PersonMonth> came = settled.get(programme);
    PersonCursor<PaidMonths.Unpaid> missed = unpaid.get(programme);
    List<PersonMonth> months = came == null ? List.of() : came.of(person);
    List<PaidMonths.Unpaid> nothing = missed == null ? List.of() : missed.of(person);
    if (months.isEmpty() && nothing.isEmpty()) return Money.NOTHING;
    return new Money(months.isEmpty() ? 0 : months.getFirst().settledFen(), nothing.isEmpty() ? null : nothing.getFirst());
  }

  @Override
  public void close() {
    settled.values().forEach(PersonCursor::close);
    unpaid.values().forEach(PersonCursor::close);
  }
}

package org.guanjia.payments;

import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.guanjia.benefits.Explanation;
import org.guanjia.people.PersonLine;
import org.jspecify.annotations.Nullable;

/**
 * What one person gets, got and owes.
 *
 * @param months the latest first
 * @param chosen the month that is shown whole; null when there is none at all
 * @param entries behind that month; none before a run of it was approved
 * @param explanation why its amount is what it is; null when nobody determined it
 * @param setOffs what was set off in it, which makes it another amount
 */
public record PersonPayments(
    PersonLine person, List<PersonMonth> months, List<Payout> payouts, List<Recovery> recoveries, RunView.Words words, @Nullable PersonMonth chosen,
    List<Payments.Entry> entries, @Nullable Explanation explanation, List<String> setOffs) {

  public String path() {
    return "/payments/persons/" + person.id();
  }

  public String path(PersonMonth month) {
    return path() + "?programme=" + month.programme() + "&month=" + month.month();
  }

  /** Sums over all months. */
  public Map<String, Long> sums() {
    return Map.of(
        "entitled", sum(PersonMonth::entitledFen), "onWay", sum(PersonMonth::onWayFen), "paid", sum(PersonMonth::paidFen), "withheld", sum(PersonMonth::withheldFen),
        "back", sum(month -> month.recoveredFen() + month.writtenOffFen()), "open", sum(PersonMonth::openFen));
  }

  private long sum(ToLongFunction<PersonMonth> fen) {
    return months.stream().mapToLong(fen).reduce(0, Math::addExact);
  }

  /** Whether a month is the one that was asked for. */
  public boolean isChosen(PersonMonth month) {
    return chosen != null && month.month().equals(chosen.month()) && month.programme().equals(chosen.programme());
  }
}

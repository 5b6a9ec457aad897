package org.guanjia.coverage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.guanjia.benefits.RegisterOutcomes;
import org.guanjia.benefits.RegisterOutcomes.OfPerson;
import org.guanjia.benefits.RegisterOutcomes.Share;
import org.guanjia.coverage.AwardCursors.Done;
import org.guanjia.coverage.FoundRows.Found;
import org.guanjia.coverage.PaidCursors.Money;
import org.guanjia.payments.PaidMonths;
import org.guanjia.rules.Answer;
import org.jspecify.annotations.Nullable;

/**
 * Compares what the rules say of one person with what is done about them: an award that pays the month, and what really came. Whoever got the month that
 * was paid last without an award of theirs is paid as well, by a payment on its own or from before this system.
 */
final class Comparing {

  private static final long BY_LISTS = RegisterOutcomes.settledByLists();

  private final AwardCursors awards;
  private final PaidCursors paid;
  private final Set<String> byAge;
  private final Map<String, Set<String>> excluding;
  private final FoundRows rows;

  /**
   * @param byAge programmes whose rules ask for an age
   * @param excluding by programme, those of which only one may be had together with it
   */
  Comparing(AwardCursors awards, PaidCursors paid, Set<String> byAge, Map<String, Set<String>> excluding, FoundRows rows) {
    this.awards = awards;
    this.paid = paid;
    this.byAge = byAge;
    this.excluding = excluding;
    this.rows = rows;
  }

  /** A programme of a person, with what is done. */
  private record Beside(Share share, Done done, Money money) {

    boolean pays() {
      return done.paid(money);
    }
  }

  /** @param next what the rules say of the month after; null where nobody determined it */
  void compare(OfPerson now, @Nullable OfPerson next) {
    List<Beside> all = new ArrayList<>(now.shares().size());
    for (Share share : now.shares()) all.add(new Beside(share, awards.of(now.personId(), share.programme()), paid.of(now.personId(), share.programme())));
    long missing = 0;
    List<String> unknown = new ArrayList<>();
    for (Beside each : all) {
      Share share = each.share();
      stands(now.personId(), each);
      switch (share.answer()) {
        case YES -> {
          if (!each.pays() && each.done().asked() == null) rows.add(Found.of(FindingKind.FORGOTTEN, now.personId(), share.programme(), 0, share.amountFen(), null));
        }
        case NO -> {
          if (each.pays()) notDue(now.personId(), each, all);
        }
        case UNKNOWN -> {
          missing |= share.missing();
          unknown.add(share.programme());
        }
      }
      if (share.answer() != Answer.NO) unpaid(now.personId(), each);
      if (next != null && byAge.contains(share.programme())) upcoming(now.personId(), each, next.share(share.programme()));
    }
    if (missing != 0) rows.add(new Found(FindingKind.UNKNOWN, now.personId(), "", 0, unknown, missing, (missing & ~BY_LISTS) == 0, 0, 0, null));
  }

  private void stands(long person, Beside each) {
    boolean entitled = each.share().answer() == Answer.YES;
    if (entitled || each.pays()) rows.stands(each.share().programme(), person, entitled, entitled ? each.share().amountFen() : 0, each.pays(), each.money().fen() > 0, each.done().asked() != null);
  }

  /** An award of which nothing came twice is as good as none. */
  private void unpaid(long person, Beside each) {
    PaidMonths.Unpaid unpaid = each.money().unpaid();
    if (unpaid != null && each.done().paying() != null) rows.add(Found.of(FindingKind.NOT_PAID, person, unpaid.programme(), unpaid.fen(), unpaid.fen(), each.done().award()).because(unpaid.why()));
  }

  /** Where another programme takes its place and pays as well, it is a double; else nothing is due any more. */
  private void notDue(long person, Beside each, List<Beside> all) {
    String programme = each.share().programme();
    long amount = each.done().fen(each.money());
    Set<String> rivals = each.share().bound() ? excluding.getOrDefault(programme, Set.of()) : Set.of();
    List<String> others = all.stream().filter(other -> rivals.contains(other.share().programme()) && other.pays() && other.share().answer() == Answer.YES).map(other -> other.share().programme()).toList();
    if (others.isEmpty()) {
      rows.add(Found.of(FindingKind.NO_LONGER, person, programme, amount, amount, each.done().award()));
      return;
    }
    List<String> both = new ArrayList<>(List.of(programme));
    both.addAll(others);
    rows.add(new Found(FindingKind.DOUBLE_PROGRAMME, person, programme, 0, both, 0, false, amount, amount, each.done().award()));
  }

  /** Another row of the table gives more next month: not the amounts have changed, the person has come of an age. */
  private void upcoming(long person, Beside each, @Nullable Share next) {
    Share now = each.share();
    if (next == null || next.answer() != Answer.YES || now.answer() == Answer.UNKNOWN || next.row() == now.row() || next.amountFen() <= now.amountFen()) return;
    rows.add(Found.of(FindingKind.UPCOMING, person, now.programme(), now.amountFen(), next.amountFen(), each.done().award()));
  }
}

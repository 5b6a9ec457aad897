package org.guanjia.coverage;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.guanjia.benefits.RegisterOutcomes;
import org.guanjia.benefits.RegisterOutcomes.OfPerson;
import org.guanjia.benefits.RegisterOutcomes.Share;
import org.guanjia.coverage.AwardCursors.Done;
import org.guanjia.coverage.FoundRows.Found;
import org.guanjia.rules.Answer;
import org.jspecify.annotations.Nullable;

/** Compares what the rules say of one person with what is done about them. */
final class Comparing {

  private static final long BY_LISTS = RegisterOutcomes.settledByLists();

  private final AwardCursors awards;
  private final Set<String> byAge;
  private final FoundRows rows;

  /** @param byAge programmes whose rules ask for an age */
  Comparing(AwardCursors awards, Set<String> byAge, FoundRows rows) {
    this.awards = awards;
    this.byAge = byAge;
    this.rows = rows;
  }

  /** A programme of a person, with what is done. */
  private record Beside(Share share, Done done) {

    boolean pays() {
      return done.paying() != null;
    }

    @Nullable Long award() {
      return done.paying() == null ? null : Long.valueOf(done.paying().id());
    }
  }

  /** @param next what the rules say of the month after; null where nobody determined it */
  void compare(OfPerson now, @Nullable OfPerson next) {
    List<Beside> all = new ArrayList<>(now.shares().size());
    for (Share share : now.shares()) all.add(new Beside(share, awards.of(now.personId(), share.programme())));
    long missing = 0;
    List<String> unknown = new ArrayList<>();
    for (Beside each : all) {
      Share share = each.share();
      stands(now.personId(), each);
      switch (share.answer()) {
        case YES -> {
          if (!each.done().something()) rows.add(Found.of(FindingKind.FORGOTTEN, now.personId(), share.programme(), 0, share.amountFen(), null));
        }
        case NO -> {
          if (each.pays()) notDue(now.personId(), each, all);
        }
        case UNKNOWN -> {
          missing |= share.missing();
          unknown.add(share.programme());
        }
      }
      if (next != null && byAge.contains(share.programme())) upcoming(now.personId(), each, next.share(share.programme()));
    }
    if (missing != 0) rows.add(new Found(FindingKind.UNKNOWN, now.personId(), "", 0, unknown, missing, (missing & ~BY_LISTS) == 0, 0, 0, null));
  }

  private void stands(long person, Beside each) {
    boolean entitled = each.share().answer() == Answer.YES;
    if (entitled || each.pays()) rows.stands(each.share().programme(), person, entitled, entitled ? each.share().amountFen() : 0, each.pays(), each.done().asked() != null);
  }

  /** Where another programme takes its place and pays as well, it is a double; else nothing is due any more. */
  private void notDue(long person, Beside each, List<Beside> all) {
    String programme = each.share().programme();
    Long fen = each.done().paying() == null ? null : each.done().paying().monthlyFen();
    long amount = fen == null ? 0 : fen;
    List<String> others = each.share().bound() ? all.stream().filter(other -> other != each && other.pays() && other.share().answer() == Answer.YES).map(other -> other.share().programme()).toList() : List.of();
    if (others.isEmpty()) {
      rows.add(Found.of(FindingKind.NO_LONGER, person, programme, amount, amount, each.award()));
      return;
    }
    List<String> both = new ArrayList<>(List.of(programme));
    both.addAll(others);
    rows.add(new Found(FindingKind.DOUBLE_PROGRAMME, person, programme, 0, both, 0, false, amount, amount, each.award()));
  }

  /** Another row of the table gives more next month: not the amounts have changed, the person has come of an age. */
  private void upcoming(long person, Beside each, @Nullable Share next) {
    Share now = each.share();
    if (next == null || next.answer() != Answer.YES || now.answer() == Answer.UNKNOWN || next.row() == now.row() || next.amountFen() <= now.amountFen()) return;
    rows.add(Found.of(FindingKind.UPCOMING, person, now.programme(), now.amountFen(), next.amountFen(), each.award()));
  }
}

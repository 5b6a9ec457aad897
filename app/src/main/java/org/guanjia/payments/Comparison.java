package org.guanjia.payments;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares a person's payment with the last month's, and says why it differs. Pure. */
final class Comparison {

  private Comparison() {}

  /**
   * A person's month as it was then.
   *
   * @param due what the run of that month was computed from; null when there was no run, or it did not know the person
   * @param regularFen of the month itself
   * @param wholeFen with arrears
   */
  record Last(@Nullable Due due, long regularFen, long wholeFen) {
    static final Last NOTHING = new Last(null, 0, 0);
  }

  /** A difference. */
  record Change(ChangeKind kind, long lastFen, long thisFen, Set<ChangeWhy> why) {}

  /**
   * Null when nothing differs.
   *
   * @param due of this month
   * @param lines what this run pays
   */
  static @Nullable Change of(Due due, List<Reckoning.Line> lines, Last last) {
    long whole = lines.stream().mapToLong(Reckoning.Line::fen).sum();
    long regular = lines.stream().filter(line -> line.month().equals(due.month())).mapToLong(Reckoning.Line::fen).sum();
    if (whole == last.wholeFen() && regular == last.regularFen()) return null;
    Set<ChangeWhy> why = EnumSet.noneOf(ChangeWhy.class);
    if (regular != last.regularFen()) why.add(regular(due, last));
    if (whole != regular) why.add(lines.stream().anyMatch(line -> line.kind() == LineKind.AGAIN) ? ChangeWhy.AGAIN : ChangeWhy.ARREARS);
    if (last.wholeFen() != last.regularFen()) why.add(ChangeWhy.ARREARS_BEFORE);
    return new Change(kind(last.wholeFen(), whole), last.wholeFen(), whole, why);
  }

  private static ChangeKind kind(long before, long now) {
    if (before == 0) return ChangeKind.NEW;
    if (now == 0) return ChangeKind.GONE;
    return now > before ? ChangeKind.MORE : ChangeKind.LESS;
  }

  private static ChangeWhy regular(Due due, Last last) {
    switch (due.answer()) {
      case NO_AWARD -> { return ChangeWhy.NO_AWARD; }
      case UNKNOWN -> { return ChangeWhy.UNKNOWN; }
      case YES, NO -> {}
    }
    Due before = last.due();
    if (before == null || before.answer() == Due.Answer.NO_AWARD) return due.answer() == Due.Answer.NO ? ChangeWhy.NOT_ENTITLED : ChangeWhy.AWARDED;
    if (due.answer() == before.answer() && due.fen() == before.fen()) return ChangeWhy.NOT_PAID_BEFORE;
    if (!Objects.equals(due.sheet(), before.sheet())) return ChangeWhy.FACTS;
    if (Objects.equals(due.rulesHash(), before.rulesHash())) return due.row() == before.row() ? ChangeWhy.AMOUNT : ChangeWhy.AGE;
    return due.row() == before.row() ? ChangeWhy.AMOUNT : ChangeWhy.RULES;
  }
}

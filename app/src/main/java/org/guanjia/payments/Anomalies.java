package org.guanjia.payments;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.guanjia.people.Payees;
import org.jspecify.annotations.Nullable;

/** Finds what somebody has to look at before it is paid. Pure: each rule is one method. */
final class Anomalies {

  /** The oldest age at which nobody asks whether the person is alive. */
  static final int AGE_LIKELY_MAX = 105;

  private static final long AMOUNT_TOO_SMALL_TO_ASK_FEN = 10_000;

  /** A reason to hold, with what it says about it: names of fields and numbers, never an account. */
  record Found(HoldReason reason, Map<String, Object> details) {
    static Found of(HoldReason reason) {
      return new Found(reason, Map.of());
    }
  }

  /**
   * A payment that is looked at.
   *
   * @param lastFen last month's; 0 when there was none
   */
  record Candidate(long person, String programme, long grossFen, long lastFen) {}

  /** The account of the payment before, and whether the bank refused that one. */
  @SuppressWarnings("ArrayRecordComponent") // Only handed on to Payees.Account.same.
  record Before(byte @Nullable [] accountKey, boolean failed) {}

  private final LocalDate day;
  private final Map<Long, Payees.Standing> standings;
  private final Map<Long, Payees.Account> accounts;
  private final Map<Long, Set<Long>> sharing;
  private final Map<Long, Before> before;
  private final Set<Long> inRun;
  private final Map<String, Long> alike;

  /**
   * @param day on which the run pays
   * @param sharing by person, who else has the same account today
   * @param before by person, the last payment
   */
  Anomalies(
      LocalDate day, List<Candidate> candidates, Map<Long, Payees.Standing> standings, Map<Long, Payees.Account> accounts, Map<Long, Set<Long>> sharing,
      Map<Long, Before> before) {
    this.day = day;
    this.standings = standings;
    this.accounts = accounts;
    this.sharing = sharing;
    this.before = before;
    inRun = candidates.stream().map(Candidate::person).collect(Collectors.toSet());
    alike = new HashMap<>();
    inRun.forEach(person -> {
      String likeness = likeness(standings.get(person));
      if (likeness != null) alike.merge(likeness, 1L, Long::sum);
    });
  }

  List<Found> of(Candidate candidate) {
    List<Found> found = new ArrayList<>();
    account(candidate.person(), found);
    amount(candidate, found);
    Payees.Standing standing = standings.get(candidate.person());
    if (standing != null) person(standing, found);
    return found;
  }

  private void account(long person, List<Found> found) {
    Payees.Account account = accounts.get(person);
    if (account == null) {
      found.add(Found.of(HoldReason.NO_ACCOUNT));
      return;
    }
    if (!account.valid()) found.add(Found.of(HoldReason.BAD_ACCOUNT));
    Set<Long> others = sharing.getOrDefault(person, Set.of());
    List<Long> paidToo = others.stream().filter(inRun::contains).sorted().toList();
    List<Long> notPaid = others.stream().filter(other -> !inRun.contains(other)).sorted().toList();
    if (!paidToo.isEmpty()) found.add(new Found(HoldReason.ACCOUNT_OF_TWO, Map.of("persons", paidToo)));
    if (!notPaid.isEmpty()) found.add(new Found(HoldReason.ACCOUNT_SHARED, Map.of("persons", notPaid)));
    Before last = before.get(person);
    if (last == null || last.accountKey() == null) return;
    boolean same = account.same(last.accountKey());
    if (same && last.failed()) found.add(Found.of(HoldReason.ACCOUNT_FAILED));
    if (!same && !last.failed()) found.add(new Found(HoldReason.ACCOUNT_CHANGED, Map.of("since", account.since().toString())));
  }

  private static void amount(Candidate candidate, List<Found> found) {
    long last = candidate.lastFen();
    long now = candidate.grossFen();
    if (last == 0 || Math.abs(now - last) < AMOUNT_TOO_SMALL_TO_ASK_FEN) return;
    if (now >= Math.multiplyExact(last, 2) || Math.multiplyExact(now, 2) <= last) found.add(new Found(HoldReason.AMOUNT_FAR, Map.of("last", last, "now", now)));
  }

  private void person(Payees.Standing standing, List<Found> found) {
    LocalDate died = standing.diedOn();
    LocalDate birth = standing.birth();
    if (died != null) found.add(new Found(HoldReason.DIED, Map.of("on", died.toString())));
    else if (!standing.registered() && !standing.resident()) found.add(Found.of(HoldReason.MOVED));
    if (died == null && birth != null && birth.until(day).getYears() > AGE_LIKELY_MAX) found.add(new Found(HoldReason.VERY_OLD, Map.of("birth", birth.toString())));
    String likeness = likeness(standing);
    if (likeness != null && alike.getOrDefault(likeness, 0L) > 1) found.add(Found.of(HoldReason.DOUBLE));
  }

  private static @Nullable String likeness(Payees.@Nullable Standing standing) {
    return standing == null || standing.birth() == null ? null : standing.name() + " " + standing.birth();
  }
}

package org.guanjia.coverage;

import java.time.YearMonth;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.guanjia.awards.Award;
import org.guanjia.awards.AwardState;
import org.guanjia.awards.Awards;
import org.jspecify.annotations.Nullable;

/**
 * The awards that matter in a month, beside persons who come in the order of their numbers: one open cursor for each programme and question, so that
 * no more than a row of each is held.
 */
final class AwardCursors implements AutoCloseable {

  /**
   * What is awarded to a person in one programme.
   *
   * @param paying the award that pays the month; null for none
   * @param asked one that stands without paying it; null for none
   * @param before an award paid the month that was paid last
   */
  record Done(@Nullable Award paying, @Nullable Award asked, boolean before) {

    static final Done NOTHING = new Done(null, null, false);

    /** By the award, or without one: whoever got the month that was paid last and had no award for it. */
    boolean paid(PaidCursors.Money came) {
      return paying != null || came.fen() > 0 && !before;
    }

    /** What that is a month. */
    long fen(PaidCursors.Money came) {
      if (paying == null) return paid(came) ? came.fen() : 0;
      return paying.monthlyFen() == null ? 0 : paying.monthlyFen();
    }

    @Nullable Long award() {
      return paying == null ? null : Long.valueOf(paying.id());
    }
  }

  private final Map<String, PersonCursor<Award>> paying = new HashMap<>();
  private final Map<String, PersonCursor<Award>> standing = new HashMap<>();
  private final Map<String, PersonCursor<Award>> before = new HashMap<>();
  private final Map<Long, List<Award>> byPerson;
  private final Map<String, YearMonth> paidLast;
  private final YearMonth month;

  private AwardCursors(YearMonth month, Map<String, YearMonth> paidLast, Map<Long, List<Award>> byPerson) {
    this.month = month;
    this.paidLast = paidLast;
    this.byPerson = byPerson;
  }

  /**
   * Of everybody; within the caller's transaction.
   *
   * @param paidLast by programme, the month that was paid last
   */
  static AwardCursors ofAll(Awards awards, Collection<String> programmes, YearMonth month, Map<String, YearMonth> paidLast) {
    AwardCursors all = new AwardCursors(month, paidLast, Map.of());
    for (String programme : programmes) {
      all.paying.put(programme, new PersonCursor<>(awards.payable(programme, month), Award::personId));
      all.standing.put(programme, new PersonCursor<>(awards.standing(programme), Award::personId));
      YearMonth last = paidLast.get(programme);
      if (last != null) all.before.put(programme, new PersonCursor<>(awards.payable(programme, last), Award::personId));
    }
    return all;
  }

  /** Of these persons alone. */
  static AwardCursors of(Awards awards, Collection<Long> persons, YearMonth month, Map<String, YearMonth> paidLast) {
    return new AwardCursors(month, paidLast, awards.of(persons).stream().collect(Collectors.groupingBy(Award::personId)));
  }

  /** To be asked in the order of persons, each programme once. */
  Done of(long person, String programme) {
    PersonCursor<Award> pays = paying.get(programme);
    PersonCursor<Award> stands = standing.get(programme);
    YearMonth last = paidLast.get(programme);
    if (pays != null && stands != null) {
      PersonCursor<Award> paid = before.get(programme);
      return done(pays.of(person), stands.of(person), paid != null && !paid.of(person).isEmpty());
    }
    List<Award> own = byPerson.getOrDefault(person, List.of()).stream().filter(award -> award.programme().equals(programme)).toList();
    return done(
        own.stream().filter(award -> pays(award, month)).toList(), own.stream().filter(award -> award.state().standing()).toList(),
        last != null && own.stream().anyMatch(award -> pays(award, last)));
  }

  /** Without a look at suspensions that ended: whoever was suspended in the month stands all the same and is not forgotten. */
  static boolean pays(Award award, YearMonth month) {
    return (award.state() == AwardState.IN_PAYMENT || award.state() == AwardState.ENDED) && award.covers(month);
  }

  /** What the system proposed itself, nobody has asked for. */
  private static Done done(List<Award> paying, List<Award> standing, boolean before) {
    Award pays = paying.isEmpty() ? null : paying.getFirst();
    Award asked = standing.stream().filter(award -> award.state() != AwardState.PROPOSED && (pays == null || award.id() != pays.id())).findFirst().orElse(null);
    return pays == null && asked == null && !before ? Done.NOTHING : new Done(pays, asked, before);
  }

  @Override
  public void close() {
    for (var cursors : List.of(paying, standing, before)) cursors.values().forEach(PersonCursor::close);
  }
}

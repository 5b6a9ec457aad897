package org.guanjia.coverage;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guanjia.awards.Award;
import org.guanjia.awards.AwardState;
import org.guanjia.awards.Awards;
import org.jspecify.annotations.Nullable;

/**
 * The awards that matter in a month, beside persons who come in the order of their numbers: one open cursor for each programme and question, so that
 * no more than a row of each is held.
 */
final class AwardCursors implements AutoCloseable {

  /** What is done about a person in one programme: the award that pays the month, and one that stands without paying it. */
  record Done(@Nullable Award paying, @Nullable Award asked) {

    static final Done NOTHING = new Done(null, null);

    /** Somebody asked, or it is paid: not forgotten. */
    boolean something() {
      return paying != null || asked != null;
    }
  }

  private record Cursor(Stream<Award> source, Peeking awards) {

    static Cursor of(Stream<Award> source) {
      return new Cursor(source, new Peeking(source.iterator()));
    }
  }

  private static final class Peeking {
    private final Iterator<Award> rest;
    private @Nullable Award next;

    Peeking(Iterator<Award> rest) {
      this.rest = rest;
      this.next = rest.hasNext() ? rest.next() : null;
    }

    /** Those of that person; what comes before is left behind. */
    List<Award> of(long person) {
      List<Award> found = new ArrayList<>(1);
      while (next != null && next.personId() <= person) {
        if (next.personId() == person) found.add(next);
        next = rest.hasNext() ? rest.next() : null;
      }
      return found;
    }
  }

  private final Map<String, Cursor> paying = new HashMap<>();
  private final Map<String, Cursor> standing = new HashMap<>();
  private final Map<Long, List<Award>> byPerson;
  private final YearMonth month;

  private AwardCursors(YearMonth month, Map<Long, List<Award>> byPerson) {
    this.month = month;
    this.byPerson = byPerson;
  }

  /** Of everybody; within the caller's transaction. */
  static AwardCursors ofAll(Awards awards, Collection<String> programmes, YearMonth month) {
    AwardCursors all = new AwardCursors(month, Map.of());
    for (String programme : programmes) {
      all.paying.put(programme, Cursor.of(awards.payable(programme, month)));
      all.standing.put(programme, Cursor.of(awards.standing(programme)));
    }
    return all;
  }

  /** Of these persons alone. */
  static AwardCursors of(Awards awards, Collection<Long> persons, YearMonth month) {
    return new AwardCursors(month, awards.of(persons).stream().collect(Collectors.groupingBy(Award::personId)));
  }

  /** To be asked in the order of persons, each programme once. */
  Done of(long person, String programme) {
    Cursor pays = paying.get(programme);
    Cursor stands = standing.get(programme);
    if (pays != null && stands != null) return done(pays.awards().of(person), stands.awards().of(person));
    List<Award> own = byPerson.getOrDefault(person, List.of()).stream().filter(award -> award.programme().equals(programme)).toList();
    return done(own.stream().filter(this::pays).toList(), own.stream().filter(award -> award.state().standing()).toList());
  }

  /** Without a look at suspensions that ended: whoever was suspended in the month stands all the same and is not forgotten. */
  private boolean pays(Award award) {
    return (award.state() == AwardState.IN_PAYMENT || award.state() == AwardState.ENDED) && award.covers(month);
  }

  /** What the system proposed itself, nobody has asked for. */
  private static Done done(List<Award> paying, List<Award> standing) {
    Award pays = paying.isEmpty() ? null : paying.getFirst();
    Award asked = standing.stream().filter(award -> award.state() != AwardState.PROPOSED && (pays == null || award.id() != pays.id())).findFirst().orElse(null);
    return pays == null && asked == null ? Done.NOTHING : new Done(pays, asked);
  }

  @Override
  public void close() {
    paying.values().forEach(each -> each.source().close());
    standing.values().forEach(each -> each.source().close());
  }
}

package org.guanjia.people;

import static org.guanjia.people.db.Tables.PERSON;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.guanjia.places.Places;
import org.guanjia.places.SubArea;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.database.TownContext;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Finds people in the register: today's, or as of any past day. Row-level security decides whom an actor sees at all. */
@Service
@Transactional(readOnly = true)
public class People {

  public static final int PAGE_SIZE = 50;
  public static final int PAGE_SIZE_MAX = 200;

  private final DSLContext sql;
  private final Ways ways;
  private final Places places;
  private final PersonRows rows;
  private final Clock clock;

  People(DSLContext sql, Ways ways, Places places, PersonRows rows, Clock clock) {
    this.sql = sql;
    this.ways = ways;
    this.places = places;
    this.rows = rows;
    this.clock = clock;
  }

  /**
   * One page of a list.
   *
   * @param next where the page after this one begins; null at the end
   * @param understood false when what was typed is a piece of a number by which nobody can be found
   */
  public record Lines(List<PersonLine> lines, @Nullable String next, boolean understood) {}

  /** A row found, and by which of the ways. */
  private record Hit(int way, PersonRows.Row row) {}

  /**
   * By name, or in the order of what was typed. At most two statements.
   *
   * @param after {@link Lines#next} of the page before; one that cannot be read begins anew
   * @param size 1 to {@value #PAGE_SIZE_MAX}
   */
  public Lines search(PersonFilter filter, @Nullable String after, int size) {
    int most = Math.clamp(size, 1, PAGE_SIZE_MAX);
    List<Way> possible = ways.of(filter.q());
    Place place = Place.parse(after).filter(read -> read.way() < possible.size()).orElse(Place.BEGIN);
    List<Hit> found = new ArrayList<>();
    for (int way = place.way(); way < possible.size() && found.size() <= most; way++) {
      int number = way;
      Place from = way == place.way() ? place : Place.BEGIN;
      rows(filter, possible.get(way), from, most + 1 - found.size()).forEach(row -> found.add(new Hit(number, row)));
    }
    boolean more = found.size() > most;
    List<Hit> shown = more ? found.subList(0, most) : found;
    Hit last = more ? shown.getLast() : null;
    String next = last == null ? null : new Place(last.way(), last.row().line().id(), last.row().key()).toString();
    return new Lines(shown.stream().map(hit -> hit.row().line()).toList(), next, !possible.isEmpty());
  }

  /** All that the filter lets through, read {@value #PAGE_SIZE_MAX} at a time; needs a transaction until its end. */
  public Stream<PersonLine> stream(PersonFilter filter) {
    return Stream.iterate(
            search(filter, null, PAGE_SIZE_MAX), Objects::nonNull, page -> page.next() == null ? null : search(filter, page.next(), PAGE_SIZE_MAX))
        .flatMap(page -> page.lines().stream());
  }

  /** The lines of those persons today, by number, as far as this actor may see them; a merged record's number leads to its survivor. */
  public Map<Long, PersonLine> lines(Collection<Long> ids) {
    if (ids.isEmpty()) return Map.of();
    Map<Long, Long> roots = new HashMap<>();
    sql.select(PERSON.ID, PERSON.ROOT).from(PERSON).where(PERSON.TOWN.eq(town()), PERSON.ID.eq(StatementStore.any(ids))).forEach(row -> roots.put(row.value1(), row.value2()));
    PersonSource source = PersonSource.today(null);
    Map<Long, PersonLine> byRoot = new HashMap<>();
    rows.fetch(source.rows(PERSON.ID.eq(StatementStore.any(roots.values())), Way.all(), null, 0, ids.size()), today())
        .forEach(row -> byRoot.put(row.line().id(), row.line()));
    Map<Long, PersonLine> lines = new LinkedHashMap<>();
    roots.forEach((id, root) -> Optional.ofNullable(byRoot.get(root)).ifPresent(line -> lines.put(id, line)));
    return lines;
  }

  /** The line of that person today; empty when this actor sees none of that number. */
  public Optional<PersonLine> line(long id) {
    return Optional.ofNullable(lines(List.of(id)).get(id));
  }

  /** Whether {@link #search} gives such values as {@link Lines#next}. */
  static boolean isCursor(@Nullable String typed) {
    return Place.parse(typed).isPresent();
  }

  private List<PersonRows.Row> rows(PersonFilter filter, Way way, Place from, int limit) {
    LocalDate day = filter.day() == null ? today() : filter.day();
    boolean past = day.isBefore(today());
    PersonSource now = PersonSource.today(past ? day : null);
    Select<? extends Record> found = now.rows(now.fits(filter, day).and(withinAreas()), way, from.key(), from.id(), limit);
    if (!past) return rows.fetch(found, day);
    PersonSource before = PersonSource.before(day);
    Select<? extends Record> earlier = before.rows(before.fits(filter, day), way, from.key(), from.id(), limit);
    return rows.fetch(DSL.select().from(union(found, earlier).asTable("both")).orderBy(PersonSource.KEY, PersonSource.ID).limit(limit), day);
  }

  @SuppressWarnings("unchecked")
  private static Select<Record> union(Select<? extends Record> one, Select<? extends Record> other) {
    return ((Select<Record>) one).unionAll((Select<Record>) other);
  }

  /** What row-level security demands anyhow, said so that the index of villages can answer it. */
  private Condition withinAreas() {
    TownContext context = TownContext.required();
    if (context.areas() == null) return DSL.noCondition();
    Set<String> villages = new LinkedHashSet<>();
    for (String area : context.areas()) villages.add(places.grid(area).map(SubArea::village).orElse(area));
    return villages.size() == 1 ? PERSON.VILLAGE.eq(villages.iterator().next()) : PERSON.VILLAGE.eq(DSL.any(villages.toArray(String[]::new)));
  }

  LocalDate today() {
    return WorkingDays.dayOf(clock.instant());
  }

  private static String town() {
    return TownContext.required().town();
  }

  /** Where a page of a list ended, in an address. */
  private record Place(int way, long id, @Nullable String key) {
    static final Place BEGIN = new Place(0, 0, null);

    static Optional<Place> parse(@Nullable String typed) {
      if (typed == null || !typed.matches("(?s)[01]\\.[0-9]{1,18}\\.[^\\x00]{1,400}")) return Optional.empty();
      String[] parts = typed.split("\\.", 3);
      return Optional.of(new Place(Integer.parseInt(parts[0]), Long.parseLong(parts[1]), parts[2]));
    }

    @Override
    public String toString() {
      return way + "." + id + "." + key;
    }
  }
}

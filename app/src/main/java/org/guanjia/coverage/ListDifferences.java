package org.guanjia.coverage;

import static org.guanjia.coverage.db.Tables.LIST_ABSENT;
import static org.guanjia.coverage.db.Tables.LIST_ITEM;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guanjia.coverage.ListItem.Matched;
import org.guanjia.coverage.ListItem.Standing;
import org.guanjia.coverage.db.tables.records.ListItemRecord;
import org.guanjia.people.People;
import org.guanjia.people.PersonLine;
import org.guanjia.platform.crypto.Mask;
import org.guanjia.platform.crypto.PersonalData;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The difference between an outside list and the register, by name and by village; and between two lists of one office. */
@Service
@Transactional(readOnly = true)
public class ListDifferences {

  public static final int PAGE_SIZE = 50;
  public static final int PAGE_SIZE_MAX = 200;

  private final DSLContext sql;
  private final People people;
  private final PersonalData personal;

  ListDifferences(DSLContext sql, People people, PersonalData personal) {
    this.sql = sql;
    this.people = people;
    this.personal = personal;
  }

  /**
   * A name of the difference.
   *
   * @param item null for somebody who is not on the list
   * @param person whom the register knows; null where nobody is known, or the viewer sees them not
   */
  @Schema(name = "OutsideListName")
  public record Line(@Nullable ListItem item, @Nullable Long personId, @Nullable PersonLine person, boolean paid, boolean member, Map<Long, PersonLine> candidates) {

    public String name() {
      return person != null ? person.name() : item != null ? item.name() : "";
    }

    public @Nullable String village() {
      return person != null ? person.village() : item == null ? null : item.village();
    }
  }

  /** @param next where the page after this one begins; null at the end */
  @Schema(name = "OutsideListNames")
  public record Lines(List<Line> lines, @Nullable String next) {}

  /**
   * How a list stands in a village, or as a whole.
   *
   * @param village code; null for none
   * @param counts by part, those of none left out
   */
  @Schema(name = "OutsideListFigure")
  public record Figure(@Nullable String village, Map<ListPart, Integer> counts) {

    public int count(ListPart part) {
      return counts.getOrDefault(part, 0);
    }

    /** Of those on the list, in tenths of a percent; 0 of an empty list. */
    public int perMille(ListPart part) {
      int all = count(ListPart.ALL);
      return all == 0 ? 0 : (int) Math.round(1000.0 * count(part) / all);
    }

    Figure plus(Figure other) {
      Map<ListPart, Integer> sum = new HashMap<>(counts);
      other.counts.forEach((part, count) -> sum.merge(part, count, Integer::sum));
      return new Figure(village, sum);
    }
  }

  /** How two lists of one office differ: who came, who went. */
  public record Between(int came, int went, int stayed) {}

  /** By village, and first the whole; two statements. */
  public List<Figure> figures(long list) {
    Map<Optional<String>, Map<ListPart, Integer>> byVillage = new HashMap<>();
    var village = DSL.coalesce(org.guanjia.people.PersonPlaces.village(LIST_ITEM.TOWN, LIST_ITEM.PERSON_ID), LIST_ITEM.VILLAGE).as("village");
    var of = DSL.select(village, LIST_ITEM.MATCHED, LIST_ITEM.STANDING).from(LIST_ITEM).where(inList(list)).asTable("of");
    sql.select(of.field(village), of.field(LIST_ITEM.MATCHED), of.field(LIST_ITEM.STANDING), DSL.count()).from(of)
        .groupBy(of.field(village), of.field(LIST_ITEM.MATCHED), of.field(LIST_ITEM.STANDING))
        .forEach(row -> {
          Map<ListPart, Integer> counts = byVillage.computeIfAbsent(Optional.ofNullable(row.value1()), any -> new HashMap<>());
          counts.merge(ListPart.ALL, row.value4(), Integer::sum);
          part(Matched.valueOf(row.value2()), row.value3() == null ? null : Standing.valueOf(row.value3())).ifPresent(part -> counts.merge(part, row.value4(), Integer::sum));
        });
    sql.select(LIST_ABSENT.VILLAGE, DSL.count().filterWhere(DSL.condition(LIST_ABSENT.MEMBER)), DSL.count().filterWhere(DSL.condition(LIST_ABSENT.PAID))).from(LIST_ABSENT)
        .where(LIST_ABSENT.TOWN.eq(CoverageRows.town()), LIST_ABSENT.LIST_ID.eq(list)).groupBy(LIST_ABSENT.VILLAGE)
        .forEach(row -> {
          Map<ListPart, Integer> counts = byVillage.computeIfAbsent(Optional.ofNullable(row.value1()), any -> new HashMap<>());
          if (row.value2() > 0) counts.merge(ListPart.GROUP_ONLY, row.value2(), Integer::sum);
          if (row.value3() > 0) counts.merge(ListPart.PAID_ONLY, row.value3(), Integer::sum);
        });
    Figure whole = new Figure(null, Map.of());
    List<Figure> figures = new ArrayList<>();
    for (var each : byVillage.entrySet()) {
      Figure figure = new Figure(each.getKey().orElse(null), each.getValue());
      figures.add(figure);
      whole = whole.plus(figure);
    }
    figures.sort(Comparator.comparing(figure -> String.valueOf(figure.village())));
    figures.addFirst(whole);
    return figures;
  }

  private static Optional<ListPart> part(Matched matched, @Nullable Standing standing) {
    if (matched == Matched.DOUBTFUL) return Optional.of(ListPart.DOUBTFUL);
    if (!matched.known()) return Optional.of(ListPart.OUTSIDE);
    if (standing == null) return Optional.empty();
    return switch (standing) {
      case UNDETERMINED -> Optional.empty();
      default -> Optional.of(ListPart.valueOf(standing.name()));
    };
  }

  /**
   * A page of a part; at most four statements.
   *
   * @param after {@link Lines#next} of the page before; one that cannot be read begins anew
   */
  public Lines list(long list, ListPart part, @Nullable String village, @Nullable String after, int size) {
    int most = Math.clamp(size, 1, PAGE_SIZE_MAX);
    long from = after != null && after.matches("[0-9]{1,18}") ? Long.parseLong(after) : 0;
    return part.listed() ? items(list, part, village, from, most) : absent(list, part, village, from, most);
  }

  private Lines items(long list, ListPart part, @Nullable String village, long after, int most) {
    Condition wanted = inList(list).and(LIST_ITEM.ID.gt(after)).and(wanted(part));
    if (village != null) wanted = wanted.and(DSL.coalesce(org.guanjia.people.PersonPlaces.village(LIST_ITEM.TOWN, LIST_ITEM.PERSON_ID), LIST_ITEM.VILLAGE).eq(village));
    List<ListItemRecord> rows = sql.selectFrom(LIST_ITEM).where(wanted).orderBy(LIST_ITEM.ID).limit(most + 1).fetch();
    boolean more = rows.size() > most;
    List<ListItem> shown = (more ? rows.subList(0, most) : rows).stream().map(this::item).toList();
    Set<Long> persons = shown.stream().flatMap(item -> Stream.concat(Stream.ofNullable(item.person()), item.candidates().stream())).collect(Collectors.toSet());
    Map<Long, PersonLine> whose = people.lines(persons);
    List<Line> lines = new ArrayList<>();
    for (ListItem item : shown) {
      Map<Long, PersonLine> candidates = new HashMap<>();
      if (item.matched() == Matched.DOUBTFUL) for (Long each : item.candidates()) if (whose.containsKey(each)) candidates.put(each, Objects.requireNonNull(whose.get(each)));
      lines.add(new Line(item, item.person(), item.person() == null ? null : whose.get(item.person()), item.paid(), item.member(), candidates));
    }
    return new Lines(lines, more ? String.valueOf(shown.getLast().id()) : null);
  }

  private static Condition wanted(ListPart part) {
    return switch (part) {
      case DOUBTFUL -> LIST_ITEM.MATCHED.eq(Matched.DOUBTFUL.name());
      case OUTSIDE -> LIST_ITEM.MATCHED.in(Matched.NOBODY.name(), Matched.REJECTED.name());
      case ALL, GROUP_ONLY, PAID_ONLY -> DSL.noCondition();
      default -> LIST_ITEM.STANDING.eq(part.name());
    };
  }

  private Lines absent(long list, ListPart part, @Nullable String village, long after, int most) {
    Condition wanted = LIST_ABSENT.TOWN.eq(CoverageRows.town()).and(LIST_ABSENT.LIST_ID.eq(list)).and(LIST_ABSENT.PERSON_ID.gt(after))
        .and(part == ListPart.PAID_ONLY ? DSL.condition(LIST_ABSENT.PAID) : DSL.condition(LIST_ABSENT.MEMBER));
    if (village != null) wanted = wanted.and(LIST_ABSENT.VILLAGE.eq(village));
    var rows = sql.selectFrom(LIST_ABSENT).where(wanted).orderBy(LIST_ABSENT.PERSON_ID).limit(most + 1).fetch();
    boolean more = rows.size() > most;
    var shown = more ? rows.subList(0, most) : rows;
    Map<Long, PersonLine> whose = people.lines(shown.stream().map(row -> row.getPersonId()).collect(Collectors.toSet()));
    List<Line> lines = new ArrayList<>();
    shown.forEach(row -> lines.add(new Line(null, row.getPersonId(), whose.get(row.getPersonId()), row.getPaid(), row.getMember(), Map.of())));
    return new Lines(lines, more ? String.valueOf(shown.getLast().getPersonId()) : null);
  }

  /** All of a part, read a page at a time; needs a transaction until its end. */
  public Stream<Line> stream(long list, ListPart part, @Nullable String village) {
    return Stream.iterate(
            list(list, part, village, null, PAGE_SIZE_MAX), Objects::nonNull, page -> page.next() == null ? null : list(list, part, village, page.next(), PAGE_SIZE_MAX))
        .flatMap(page -> page.lines().stream());
  }

  /** How a list differs from an earlier one; one statement. */
  public Between between(long earlier, long later) {
    var before = LIST_ITEM.as("before");
    var after = LIST_ITEM.as("after");
    var both = DSL.select(before.KEY.as("was"), after.KEY.as("is"))
        .from(DSL.selectFrom(LIST_ITEM).where(inList(earlier)).asTable(before))
        .fullJoin(DSL.selectFrom(LIST_ITEM).where(inList(later)).asTable(after)).on(before.KEY.eq(after.KEY)).asTable("both");
    var was = DSL.field(DSL.name("both", "was"), byte[].class);
    var is = DSL.field(DSL.name("both", "is"), byte[].class);
    var row = sql.select(DSL.count().filterWhere(was.isNull()), DSL.count().filterWhere(is.isNull()), DSL.count().filterWhere(was.isNotNull().and(is.isNotNull()))).from(both).fetchSingle();
    return new Between(row.value1(), row.value2(), row.value3());
  }

  /**
   * By name: those of a list who are not on another.
   *
   * @param after {@link Lines#next} of the page before
   */
  public Lines only(long list, long other, @Nullable String after, int size) {
    int most = Math.clamp(size, 1, PAGE_SIZE_MAX);
    long from = after != null && after.matches("[0-9]{1,18}") ? Long.parseLong(after) : 0;
    var there = LIST_ITEM.as("there");
    List<ListItemRecord> rows = sql.selectFrom(LIST_ITEM).where(inList(list), LIST_ITEM.ID.gt(from))
        .andNotExists(DSL.selectOne().from(there).where(there.TOWN.eq(LIST_ITEM.TOWN), there.LIST_ID.eq(other), there.KEY.eq(LIST_ITEM.KEY)))
        .orderBy(LIST_ITEM.ID).limit(most + 1).fetch();
    boolean more = rows.size() > most;
    List<ListItem> shown = (more ? rows.subList(0, most) : rows).stream().map(this::item).toList();
    Map<Long, PersonLine> whose = people.lines(shown.stream().flatMap(item -> Stream.ofNullable(item.person())).collect(Collectors.toSet()));
    List<Line> lines = new ArrayList<>();
    for (ListItem item : shown) lines.add(new Line(item, item.person(), item.person() == null ? null : whose.get(item.person()), item.paid(), item.member(), Map.of()));
    return new Lines(lines, more ? String.valueOf(shown.getLast().id()) : null);
  }

  private static Condition inList(long list) {
    return LIST_ITEM.TOWN.eq(CoverageRows.town()).and(LIST_ITEM.LIST_ID.eq(list));
  }

  private ListItem item(ListItemRecord row) {
    String number = personal.decryptOrNull(CoverageEncryption.NUMBER, row.getNumber());
    return new ListItem(
        row.getId(), row.getListId(), row.getRowNumber(), personal.decrypt(CoverageEncryption.NAME, row.getName()), number == null ? null : Mask.identity(number), row.getBirth(), row.getVillage(),
        Matched.valueOf(row.getMatched()), row.getPersonId(), List.of(row.getCandidates()), row.getStanding() == null ? null : Standing.valueOf(row.getStanding()), row.getPaid(),
        row.getMember());
  }
}

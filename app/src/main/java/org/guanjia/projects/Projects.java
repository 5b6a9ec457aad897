package org.guanjia.projects;

import static org.guanjia.projects.db.Tables.BUDGET;
import static org.guanjia.projects.db.Tables.LIBRARY;
import static org.guanjia.projects.db.Tables.ORIGIN;
import static org.guanjia.projects.db.Tables.PHOTO;
import static org.guanjia.projects.db.Tables.PROJECT;
import static org.guanjia.projects.db.Tables.VIEW;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.files.StoredFile;
import org.guanjia.platform.files.StoredFiles;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads projects: lists by keyset, sums, one whole. Row-level security decides which of them an actor sees at all. */
@Service
public class Projects {

  public static final int PAGE_SIZE = 50;
  public static final int PAGE_SIZE_MAX = 200;
  static final int TYPED_LENGTH_MAX = 100;
  private static final int ORIGINS_MAX = 500;

  private static final Field<Long> APPROVED =
      DSL.field(
          DSL.select(DSL.sum(BUDGET.FEN).cast(Long.class)).from(BUDGET).where(BUDGET.TOWN.eq(PROJECT.TOWN)).and(BUDGET.PROJECT_ID.eq(PROJECT.ID)));

  private final DSLContext sql;
  private final ProjectParts parts;
  private final StoredFiles files;

  Projects(DSLContext sql, ProjectParts parts, StoredFiles files) {
    this.sql = sql;
    this.parts = parts;
    this.files = files;
  }

  /**
   * One page of a list, the latest numbers first.
   *
   * @param next where the page after this one begins; null at the end
   */
  public record Lines(List<ProjectLine> lines, @Nullable String next) {}

  /**
   * @param after {@link Lines#next} of the page before; one that cannot be read begins anew
   * @param size 1 to {@value #PAGE_SIZE_MAX}
   */
  @Transactional(readOnly = true)
  public Lines list(ProjectFilter filter, @Nullable String after, int size) {
    int most = Math.clamp(size, 1, PAGE_SIZE_MAX);
    Condition wanted = condition(filter);
    if (isCursor(after)) wanted = wanted.and(PROJECT.ID.lt(Long.parseLong(after)));
    List<ProjectLine> found = lines(wanted, most + 1);
    boolean more = found.size() > most;
    List<ProjectLine> shown = more ? found.subList(0, most) : found;
    return new Lines(List.copyOf(shown), more ? Long.toString(shown.getLast().id()) : null);
  }

  /** All that the filter lets through, read {@value #PAGE_SIZE_MAX} at a time; needs a transaction until its end. */
  public Stream<ProjectLine> stream(ProjectFilter filter) {
    return Stream.iterate(list(filter, null, PAGE_SIZE_MAX), Objects::nonNull, page -> page.next() == null ? null : list(filter, page.next(), PAGE_SIZE_MAX))
        .flatMap(page -> page.lines().stream());
  }

  /** How many the filter lets through, counted up to {@code most}. */
  @Transactional(readOnly = true)
  public int count(ProjectFilter filter, int most) {
    return sql.fetchCount(sql.selectOne().from(PROJECT).where(condition(filter)).limit(most));
  }

  /** What all that the filter lets through come to; three statements whatever their number. */
  @Transactional(readOnly = true)
  public ProjectTotals totals(ProjectFilter filter) {
    var byState = new EnumMap<ProjectState, Integer>(ProjectState.class);
    var byKind = new EnumMap<Kind, Integer>(Kind.class);
    var byVillage = new TreeMap<String, Integer>();
    long[] sums = new long[2];
    sql.select(PROJECT.STATE, PROJECT.KIND, PROJECT.VILLAGE, DSL.count(), DSL.sum(PROJECT.BENEFITING), DSL.sum(PROJECT.ESTIMATE_FEN))
        .from(PROJECT)
        .where(condition(filter))
        .groupBy(PROJECT.STATE, PROJECT.KIND, PROJECT.VILLAGE)
        .forEach(
            row -> {
              byState.merge(ProjectState.valueOf(row.value1()), row.value4(), Integer::sum);
              byKind.merge(Kind.valueOf(row.value2()), row.value4(), Integer::sum);
              byVillage.merge(row.value3(), row.value4(), Integer::sum);
              sums[0] = Math.addExact(sums[0], row.value5().longValueExact());
              sums[1] = Math.addExact(sums[1], row.value6().longValueExact());
            });
    var bySource = new EnumMap<Source, Long>(Source.class);
    long[] paid = new long[1];
    sql.select(BUDGET.SOURCE, DSL.sum(BUDGET.FEN), DSL.sum(BUDGET.PAID_FEN))
        .from(BUDGET)
        .join(PROJECT)
        .on(PROJECT.TOWN.eq(BUDGET.TOWN))
        .and(PROJECT.ID.eq(BUDGET.PROJECT_ID))
        .where(condition(filter))
        .groupBy(BUDGET.SOURCE)
        .forEach(
            row -> {
              bySource.put(Source.valueOf(row.value1()), row.value2().longValueExact());
              paid[0] = Math.addExact(paid[0], row.value3().longValueExact());
            });
    long approved = bySource.values().stream().mapToLong(Long::longValue).sum();
    return new ProjectTotals(byState, byKind, byVillage, sums[0], sums[1], approved, paid[0], bySource);
  }

  /** The years that have a library, the latest first. */
  @Transactional(readOnly = true)
  public List<Integer> years() {
    return sql.select(LIBRARY.YEAR).from(LIBRARY).where(LIBRARY.TOWN.eq(town())).orderBy(LIBRARY.YEAR.desc()).limit(100).fetch(row -> row.value1().intValue());
  }

  /** The line of that project; empty when there is none that this actor may see. */
  @Transactional(readOnly = true)
  public Optional<ProjectLine> line(String code) {
    return lines(PROJECT.TOWN.eq(town()).and(PROJECT.CODE.eq(code)), 1).stream().findFirst();
  }

  /** The lines of those projects by code, as far as this actor may see them. */
  @Transactional(readOnly = true)
  public Map<String, ProjectLine> lines(Collection<String> codes) {
    var found = new LinkedHashMap<String, ProjectLine>();
    if (!codes.isEmpty()) lines(PROJECT.TOWN.eq(town()).and(PROJECT.CODE.in(codes)), PAGE_SIZE_MAX).forEach(line -> found.put(line.code(), line));
    return found;
  }

  /** The projects that came from that request, the latest first. */
  @Transactional(readOnly = true)
  public List<ProjectLine> ofRequest(String requestCode) {
    var from = DSL.select(ORIGIN.PROJECT_ID).from(ORIGIN).where(ORIGIN.TOWN.eq(town())).and(ORIGIN.REQUEST_CODE.eq(requestCode));
    return lines(PROJECT.TOWN.eq(town()).and(PROJECT.ID.in(from)), ORIGINS_MAX);
  }

  /**
   * The project of that code, whole.
   *
   * @throws NoSuchProject when there is none that this actor may see
   */
  @Transactional(readOnly = true)
  public Project find(String code) {
    var row = sql.select(PROJECT.asterisk(), APPROVED.as("budget_fen")).from(PROJECT).where(PROJECT.TOWN.eq(town())).and(PROJECT.CODE.eq(code)).fetchOne();
    if (row == null) throw new NoSuchProject(code);
    return parts.whole(row.into(PROJECT), line(row));
  }

  /** The picture, when it belongs to the project of that code and the current actor may see that project. */
  @Transactional(readOnly = true)
  public Optional<StoredFile> photo(String code, UUID id) {
    boolean known =
        sql.fetchExists(
            sql.selectOne()
                .from(PROJECT)
                .join(PHOTO)
                .on(PHOTO.TOWN.eq(PROJECT.TOWN))
                .and(PHOTO.PROJECT_ID.eq(PROJECT.ID))
                .where(PROJECT.TOWN.eq(town()))
                .and(PROJECT.CODE.eq(code))
                .and(PHOTO.FILE_ID.eq(id)));
    return known ? files.find(id) : Optional.empty();
  }

  /** Whether {@link #list} gives such values as {@link Lines#next}. */
  static boolean isCursor(@Nullable String typed) {
    return typed != null && typed.matches("[0-9]{1,18}");
  }

  private List<ProjectLine> lines(Condition condition, int most) {
    return sql.select(PROJECT.asterisk(), APPROVED.as("budget_fen")).from(PROJECT).where(condition).orderBy(PROJECT.ID.desc()).limit(most).fetch(Projects::line);
  }

  private static Condition condition(ProjectFilter filter) {
    var all = new ArrayList<Condition>();
    all.add(PROJECT.TOWN.eq(town()));
    if (filter.year() != null) all.add(PROJECT.YEAR.eq(filter.year().shortValue()));
    if (filter.kind() != null) all.add(PROJECT.KIND.eq(filter.kind().name()));
    if (filter.micro()) all.add(PROJECT.KIND.ne(Kind.WISH.name()));
    if (filter.village() != null && !filter.village().isBlank()) all.add(PROJECT.VILLAGE.eq(filter.village()));
    if (!filter.states().isEmpty()) all.add(PROJECT.STATE.in(filter.states().stream().map(ProjectState::name).toList()));
    if (filter.department() != null && !filter.department().isBlank()) all.add(waits(filter.department()));
    if (!filter.q().isBlank()) all.add(words(filter.q().strip()));
    return DSL.and(all);
  }

  private static Condition waits(String department) {
    return PROJECT.ID.in(
        DSL.select(VIEW.PROJECT_ID).from(VIEW).where(VIEW.TOWN.eq(town())).and(VIEW.DEPARTMENT.eq(department)).and(VIEW.OPINION.isNull()));
  }

  private static Condition words(String typed) {
    Optional<String> code = ProjectCode.parse(typed);
    if (code.isPresent()) return PROJECT.CODE.eq(code.get());
    var all = new ArrayList<Condition>();
    for (String word : typed.substring(0, Math.min(typed.length(), TYPED_LENGTH_MAX)).split("\\s+")) {
      all.add(
          PROJECT.TITLE.containsIgnoreCase(word)
              .or(PROJECT.NEED.containsIgnoreCase(word))
              .or(PROJECT.PLACE.containsIgnoreCase(word))
              .or(PROJECT.BUILDER.containsIgnoreCase(word)));
    }
    return DSL.and(all);
  }

  static ProjectLine line(Record row) {
    return new ProjectLine(
        row.get(PROJECT.ID), row.get(PROJECT.CODE), ProjectState.valueOf(row.get(PROJECT.STATE)), row.get(PROJECT.YEAR), Kind.valueOf(row.get(PROJECT.KIND)),
        row.get(PROJECT.TITLE), row.get(PROJECT.VILLAGE), row.get(PROJECT.PLACE), row.get(PROJECT.BENEFITING), row.get(PROJECT.ESTIMATE_FEN),
        row.get("budget_fen", Long.class), List.of(row.get(PROJECT.DEPARTMENTS)), row.get(PROJECT.BUILDER), row.get(PROJECT.RESPONSIBLE),
        row.get(PROJECT.PROPOSED_AT), row.get(PROJECT.DECIDED_AT), row.get(PROJECT.ACCEPTED_AT), row.get(PROJECT.CLOSED_AT), row.get(PROJECT.VERSION));
  }

  private static String town() {
    return TownContext.required().town();
  }
}

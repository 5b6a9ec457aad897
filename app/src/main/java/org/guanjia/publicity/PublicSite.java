package org.guanjia.publicity;

import static org.guanjia.publicity.db.Tables.PUBLICATION;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.database.TownContext;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads what is public, for everybody: nothing here asks who reads. */
@Component
class PublicSite {

  static final ZoneId ZONE = WorkingDays.ZONE;
  static final int PAGE_SIZE = 20;
  static final int PAGE_SIZE_MAX = 100;
  private static final int EXCERPT = 120;
  private static final int RELATED_MAX = 5;

  private static final Field<?>[] LINE = {
    PUBLICATION.ID, PUBLICATION.KIND, PUBLICATION.TITLE, DSL.left(PUBLICATION.ASKED, EXCERPT).as("asked"), DSL.left(PUBLICATION.BECAME, EXCERPT).as("became"),
    PUBLICATION.CATEGORY, PUBLICATION.VILLAGE, PUBLICATION.ASKED_ON, PUBLICATION.DONE_ON, PUBLICATION.PROJECT_KIND, PUBLICATION.BENEFITING,
    PUBLICATION.COST_FEN, PUBLICATION.AFTER_FILE
  };

  private final DSLContext sql;
  private final PublicSearch search;

  PublicSite(DSLContext sql, PublicSearch search) {
    this.sql = sql;
    this.search = search;
  }

  /** @param next where the page after this one begins; null at the end */
  record Lines(List<PublicLine> lines, @Nullable String next) {}

  /**
   * The latest done first.
   *
   * @param after {@link Lines#next} of the page before; one that cannot be read begins anew
   * @param size 1 to {@value #PAGE_SIZE_MAX}
   */
  @Transactional(readOnly = true)
  public Lines list(PublicFilter filter, @Nullable String after, int size) {
    int most = Math.clamp(size, 1, PAGE_SIZE_MAX);
    List<PublicLine> found =
        sql.select(LINE)
            .from(PUBLICATION)
            .where(condition(filter))
            .and(beyond(after))
            .orderBy(PUBLICATION.DONE_ON.desc(), PUBLICATION.ID.desc())
            .limit(most + 1)
            .fetch(PublicSite::line);
    if (found.size() <= most) return new Lines(found, null);
    PublicLine last = found.get(most - 1);
    return new Lines(List.copyOf(found.subList(0, most)), last.doneOn() + "_" + last.id());
  }

  @Transactional(readOnly = true)
  public Optional<Publication> find(PublicationKind kind, long id) {
    return sql.selectFrom(PUBLICATION).where(published(kind)).and(PUBLICATION.ID.eq(id)).fetchOptional(PublicationWork::publication);
  }

  /** What is public of the project that came of a request, or of the requests that a project came from, the latest first. */
  @Transactional(readOnly = true)
  public List<PublicLine> related(Publication publication) {
    Condition which;
    if (publication.isProject()) which = published(PublicationKind.REQUEST).and(PUBLICATION.PROJECT.eq(publication.source()));
    else if (publication.project() != null) which = published(PublicationKind.PROJECT).and(PUBLICATION.SOURCE.eq(publication.project()));
    else return List.of();
    return sql.select(LINE).from(PUBLICATION).where(which).orderBy(PUBLICATION.ID.desc()).limit(RELATED_MAX).fetch(PublicSite::line);
  }

  /** Whole publications in the order of the lists, at most so many after that place. */
  @Transactional(readOnly = true)
  public List<Publication> whole(PublicFilter filter, @Nullable String after, int most) {
    return sql.selectFrom(PUBLICATION)
        .where(condition(filter))
        .and(beyond(after))
        .orderBy(PUBLICATION.DONE_ON.desc(), PUBLICATION.ID.desc())
        .limit(most)
        .fetch(PublicationWork::publication);
  }

  /** So many, read in parts, so that memory does not grow with them. */
  Stream<Publication> stream(PublicFilter filter, @Nullable String after, int most) {
    record Part(List<Publication> publications, int left) {}
    return Stream.iterate(
            new Part(whole(filter, after, Math.min(PAGE_SIZE_MAX, most)), most),
            part -> !part.publications().isEmpty(),
            part -> {
              int left = part.left() - part.publications().size();
              boolean end = part.publications().size() < PAGE_SIZE_MAX || left <= 0;
              return new Part(end ? List.of() : whole(filter, cursor(part.publications().getLast()), Math.min(PAGE_SIZE_MAX, left)), left);
            })
        .flatMap(part -> part.publications().stream());
  }

  /** Where a list of so many goes on; null when it ends before. */
  @Transactional(readOnly = true)
  public @Nullable String placeAfter(PublicFilter filter, @Nullable String after, int many) {
    var place =
        sql.select(PUBLICATION.DONE_ON, PUBLICATION.ID)
            .from(PUBLICATION)
            .where(condition(filter))
            .and(beyond(after))
            .orderBy(PUBLICATION.DONE_ON.desc(), PUBLICATION.ID.desc())
            .offset(many - 1)
            .limit(2)
            .fetch(row -> row.value1() + "_" + row.value2());
    return place.size() < 2 ? null : place.getFirst();
  }

  /** The numbers after which each part of so many begins. */
  @Transactional(readOnly = true)
  public List<Long> parts(int size) {
    Field<Integer> place = DSL.rowNumber().over().orderBy(PUBLICATION.ID).as("place");
    var numbered = DSL.select(PUBLICATION.ID, place).from(PUBLICATION).where(inTown()).asTable("numbered");
    List<Long> begins = new java.util.ArrayList<>(List.of(0L));
    begins.addAll(
        sql.select(numbered.field(PUBLICATION.ID))
            .from(numbered)
            .where(numbered.field(place).mod(size).eq(0))
            .orderBy(numbered.field(PUBLICATION.ID))
            .limit(10_000)
            .fetch(row -> row.value1()));
    return begins;
  }

  static String cursor(Publication last) {
    return last.doneOn() + "_" + last.id();
  }

  /** What was published or changed last. */
  @Transactional(readOnly = true)
  public List<Publication> latest(int most) {
    return sql.selectFrom(PUBLICATION)
        .where(inTown())
        .orderBy(PUBLICATION.CHANGED_AT.desc(), PUBLICATION.ID.desc())
        .limit(most)
        .fetch(PublicationWork::publication);
  }

  /** Numbers of everything public above that one, for the site's own map. */
  @Transactional(readOnly = true)
  public List<PublicLine> above(long id, int most) {
    return sql.select(LINE).from(PUBLICATION).where(inTown()).and(PUBLICATION.ID.gt(id)).orderBy(PUBLICATION.ID).limit(most).fetch(PublicSite::line);
  }

  private Condition condition(PublicFilter filter) {
    Condition all = published(filter.kind());
    if (filter.village() != null) all = all.and(PUBLICATION.VILLAGE.eq(filter.village()));
    if (filter.category() != null) all = all.and(PUBLICATION.CATEGORY.eq(filter.category()));
    if (filter.projectKind() != null) all = all.and(PUBLICATION.PROJECT_KIND.eq(filter.projectKind()));
    if (filter.year() != null) all = all.and(PUBLICATION.YEAR.eq(filter.year().shortValue()));
    return filter.q().isEmpty() ? all : all.and(search.holding(filter.q()));
  }

  private static Condition published(PublicationKind kind) {
    return inTown().and(PUBLICATION.KIND.eq(kind.name()));
  }

  private static Condition inTown() {
    return PUBLICATION.TOWN.eq(TownContext.required().town()).and(PUBLICATION.STATE.eq(DSL.inline(PublicationState.PUBLISHED.name())));
  }

  private static Condition beyond(@Nullable String after) {
    if (after == null || !after.matches("\\d{4}-\\d{2}-\\d{2}_\\d{1,18}")) return DSL.noCondition();
    try {
      return DSL.row(PUBLICATION.DONE_ON, PUBLICATION.ID).lt(LocalDate.parse(after.substring(0, 10)), Long.parseLong(after.substring(11)));
    } catch (DateTimeParseException e) {
      return DSL.noCondition();
    }
  }

  private static PublicLine line(Record row) {
    return new PublicLine(
        row.get(PUBLICATION.ID), PublicationKind.valueOf(row.get(PUBLICATION.KIND)), row.get(PUBLICATION.TITLE), row.get("asked", String.class),
        row.get("became", String.class), row.get(PUBLICATION.CATEGORY), row.get(PUBLICATION.VILLAGE), row.get(PUBLICATION.ASKED_ON), row.get(PUBLICATION.DONE_ON),
        row.get(PUBLICATION.PROJECT_KIND), row.get(PUBLICATION.BENEFITING), row.get(PUBLICATION.COST_FEN), row.get(PUBLICATION.AFTER_FILE) != null);
  }
}

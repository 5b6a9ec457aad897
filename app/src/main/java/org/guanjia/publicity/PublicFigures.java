package org.guanjia.publicity;

import static org.guanjia.publicity.db.Tables.PROMISE;
import static org.guanjia.publicity.db.Tables.PUBLICATION;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What was promised for a year and what of it is done and public, by village. The count is remembered for a minute. */
@Component
public class PublicFigures {

  static final int SOURCE_LENGTH_MAX = 1_000;
  private static final Duration REMEMBERED = Duration.ofMinutes(1);
  private static final int YEARS_MAX = 30;

  /** What can be promised. */
  public enum Promised {
    /** Works and services. */
    PROJECTS,
    WISHES
  }

  /** @param version what a form was made from; 0 for none kept yet */
  @Schema(name = "PublicPromise")
  public record Promise(int year, Promised what, int number, @Nullable LocalDate dueOn, @Nullable String sourceText, int version) {}

  /** @param village code; null where it is not known */
  @Schema(name = "PublicFiguresOfVillage")
  public record OfVillage(@Nullable String village, int requests, int projects, int wishes, long benefiting, long costFen) {}

  /** @param years that have anything public, the latest first */
  @Schema(name = "PublicFiguresOfYear")
  public record Year(int year, List<Integer> years, List<OfVillage> villages, Map<Promised, Promise> promises) {
    public int requests() {
      return villages.stream().mapToInt(OfVillage::requests).sum();
    }

    public int done(Promised what) {
      return villages.stream().mapToInt(each -> what == Promised.PROJECTS ? each.projects() : each.wishes()).sum();
    }

    public long benefiting() {
      return villages.stream().mapToLong(OfVillage::benefiting).sum();
    }

    public long costFen() {
      return villages.stream().mapToLong(OfVillage::costFen).sum();
    }
  }

  private record Remembered(Year year, Instant until) {}

  private final DSLContext sql;
  private final Audit audit;
  private final Clock clock;
  private final Map<String, Remembered> remembered = new ConcurrentHashMap<>();
  private final Set<String> counting = ConcurrentHashMap.newKeySet();

  PublicFigures(DSLContext sql, Audit audit, Clock clock) {
    this.sql = sql;
    this.audit = audit;
    this.clock = clock;
  }

  /** @param wanted null for the latest that has anything public */
  @Transactional(readOnly = true)
  public Year of(@Nullable Integer wanted) {
    String key = TownContext.required().town() + " " + wanted;
    Remembered known = remembered.get(key);
    if (known == null) return first(key, wanted);
    // One reader counts again; the others get the count of a minute ago meanwhile.
    if (known.until().isAfter(clock.instant()) || !counting.add(key)) return known.year();
    try {
      return counted(key, wanted);
    } finally {
      counting.remove(key);
    }
  }

  private synchronized Year first(String key, @Nullable Integer wanted) {
    Remembered known = remembered.get(key);
    return known == null ? counted(key, wanted) : known.year();
  }

  private Year counted(String key, @Nullable Integer wanted) {
    Year counted = count(wanted);
    if (remembered.size() > 1_000) remembered.clear();
    remembered.put(key, new Remembered(counted, clock.instant().plus(REMEMBERED)));
    return counted;
  }

  void forget() {
    remembered.clear();
  }

  private Year count(@Nullable Integer wanted) {
    List<Integer> years =
        sql.selectDistinct(PUBLICATION.YEAR)
            .from(PUBLICATION)
            .where(published())
            .orderBy(PUBLICATION.YEAR.desc())
            .limit(YEARS_MAX)
            .fetch(row -> row.value1().intValue());
    int year = wanted != null ? wanted : years.isEmpty() ? LocalDate.ofInstant(clock.instant(), PublicSite.ZONE).getYear() : years.getFirst();
    var project = PUBLICATION.KIND.eq(PublicationKind.PROJECT.name());
    var wish = PUBLICATION.PROJECT_KIND.eq("WISH");
    List<OfVillage> villages =
        sql.select(
                PUBLICATION.VILLAGE, DSL.count().filterWhere(project.not()), DSL.count().filterWhere(project.and(wish.not())),
                DSL.count().filterWhere(project.and(wish)), DSL.coalesce(DSL.sum(PUBLICATION.BENEFITING), DSL.inline(0)),
                DSL.coalesce(DSL.sum(PUBLICATION.COST_FEN), DSL.inline(0)))
            .from(PUBLICATION)
            .where(published())
            .and(PUBLICATION.YEAR.eq((short) year))
            .groupBy(PUBLICATION.VILLAGE)
            .orderBy(PUBLICATION.VILLAGE)
            .fetch(row -> new OfVillage(row.value1(), row.value2(), row.value3(), row.value4(), row.value5().longValue(), row.value6().longValue()));
    return new Year(year, years, villages, promises(year));
  }

  private Map<Promised, Promise> promises(int year) {
    Map<Promised, Promise> promises = new TreeMap<>();
    sql.selectFrom(PROMISE).where(PROMISE.TOWN.eq(TownContext.required().town())).and(PROMISE.YEAR.eq((short) year)).forEach(row ->
        promises.put(Promised.valueOf(row.getWhat()), promise(row)));
    return promises;
  }

  /** All promises, the latest year first. */
  @Transactional(readOnly = true)
  public List<Promise> promises() {
    return new ArrayList<>(
        sql.selectFrom(PROMISE)
            .where(PROMISE.TOWN.eq(TownContext.required().town()))
            .orderBy(PROMISE.YEAR.desc(), PROMISE.WHAT)
            .limit(2 * YEARS_MAX)
            .fetch(PublicFigures::promise));
  }

  /** Writes a promise down, or as it is now; whoever writes over another's change is told. */
  @Transactional
  public void promise(Promise promise) {
    if (promise.year() < 2000 || promise.year() > 2099) throw new InvalidInput("year", "publicity.error.year");
    if (promise.number() < 1 || promise.number() > 100_000) throw new InvalidInput("number", "publicity.error.number", 100_000);
    String source = promise.sourceText();
    if (source != null && source.length() > SOURCE_LENGTH_MAX) throw new InvalidInput("sourceText", "publicity.error.tooLong", SOURCE_LENGTH_MAX, source.length());
    var row =
        sql.selectFrom(PROMISE)
            .where(PROMISE.TOWN.eq(TownContext.required().town()))
            .and(PROMISE.YEAR.eq((short) promise.year()))
            .and(PROMISE.WHAT.eq(promise.what().name()))
            .forUpdate()
            .fetchOne();
    if ((row == null ? 0 : row.getVersion()) != promise.version()) throw new InvalidInput("number", "publicity.error.promiseChanged", row == null ? 0 : row.getNumber());
    var kept = row == null ? sql.newRecord(PROMISE) : row;
    kept.setTown(TownContext.required().town());
    kept.setYear((short) promise.year());
    kept.setWhat(promise.what().name());
    kept.setNumber(promise.number());
    kept.setDueOn(promise.dueOn());
    kept.setSourceText(source);
    kept.setVersion(promise.version() + 1);
    if (row == null) kept.insert();
    else kept.update();
    forget();
    audit.record("publicity.promised", "promise", promise.year() + " " + promise.what(), Map.of("number", promise.number()));
  }

  private static Promise promise(Record row) {
    return new Promise(
        row.get(PROMISE.YEAR), Promised.valueOf(row.get(PROMISE.WHAT)), row.get(PROMISE.NUMBER), row.get(PROMISE.DUE_ON), row.get(PROMISE.SOURCE_TEXT),
        row.get(PROMISE.VERSION));
  }

  private static org.jooq.Condition published() {
    return PUBLICATION.TOWN.eq(TownContext.required().town()).and(PUBLICATION.STATE.eq(DSL.inline(PublicationState.PUBLISHED.name())));
  }
}

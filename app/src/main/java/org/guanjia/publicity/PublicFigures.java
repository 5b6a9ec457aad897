package org.guanjia.publicity;

import static org.guanjia.publicity.db.Tables.PUBLICATION;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.guanjia.insight.Measure;
import org.guanjia.insight.Target;
import org.guanjia.insight.Targets;
import org.guanjia.platform.database.TownContext;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What was promised for a year and what of it is done and public, by village. The count is remembered for a minute. */
@Component
public class PublicFigures {

  private static final Duration REMEMBERED = Duration.ofMinutes(1);
  private static final int YEARS_MAX = 30;

  /** What can be promised. */
  public enum Promised {
    /** Works and services. */
    PROJECTS,
    WISHES
  }

  /** What stands among the town's targets of the year; {@code title} in the promise's own words, {@code source} where it stands. */
  @Schema(name = "PublicPromise")
  public record Promise(Promised what, int number, LocalDate dueOn, String title, String source) {}

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
  private final Targets targets;
  private final Clock clock;
  private final Map<String, Remembered> remembered = new ConcurrentHashMap<>();
  private final Set<String> counting = ConcurrentHashMap.newKeySet();

  PublicFigures(DSLContext sql, Targets targets, Clock clock) {
    this.sql = sql;
    this.targets = targets;
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

  /** The whole town's targets; those of single villages are for the board. */
  private Map<Promised, Promise> promises(int year) {
    Map<Promised, Promise> promises = new TreeMap<>();
    for (Target target : targets.ofYear(year)) {
      if (!target.active() || target.village() != null) continue;
      if (target.measure() == Measure.MICRO_PROJECTS) promises.putIfAbsent(Promised.PROJECTS, promise(Promised.PROJECTS, target));
      if (target.measure() == Measure.WISHES) promises.putIfAbsent(Promised.WISHES, promise(Promised.WISHES, target));
    }
    return promises;
  }

  private static Promise promise(Promised what, Target target) {
    return new Promise(what, target.amount().intValue(), target.dueOn(), target.title(), target.source());
  }

  private static org.jooq.Condition published() {
    return PUBLICATION.TOWN.eq(TownContext.required().town()).and(PUBLICATION.STATE.eq(DSL.inline(PublicationState.PUBLISHED.name())));
  }
}

package org.guanjia.publicity;

import static org.guanjia.publicity.db.Tables.PUBLICATION;
import static org.guanjia.publicity.db.Tables.WORDING;
import static org.guanjia.publicity.db.Tables.WORDING_HOLDING;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.guanjia.platform.database.TownContext;
import org.guanjia.requests.ReceiptCode;
import org.guanjia.requests.matching.TextGrams;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Component;

/**
 * Publications that hold all the words asked for, in Chinese and English. Rare words are looked up in the index; where they are common, the
 * list is read in its own order and each line is asked, because the page is full soon (as {@code requests.matching.WordSearch}).
 */
@Component
class PublicSearch {

  private static final int FEW = 1_000;
  private static final double COMMON_SHARE = 0.02;
  private static final int SAMPLE_SIZE = 2_000;
  private static final Duration KEPT = Duration.ofMinutes(10);

  /** In what share of the latest publications each gram stands. */
  private record Shares(Map<Integer, Integer> counts, int texts, Instant until) {
    double of(int gram) {
      return (counts.getOrDefault(gram, 0) + 0.5) / (texts + 1);
    }
  }

  private final DSLContext sql;
  private final Clock clock;
  private final Map<String, Shares> towns = new ConcurrentHashMap<>();

  PublicSearch(DSLContext sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  /** A condition on {@code publicity.publication}; nothing fulfils it when the words have no letters or digits. Needs a transaction. */
  Condition holding(String words) {
    Condition words0 = wordsHeld(words);
    return ReceiptCode.parse(words).map(code -> words0.or(PUBLICATION.SOURCE.eq(code))).orElse(words0);
  }

  private Condition wordsHeld(String words) {
    int[] grams = TextGrams.sought(words);
    if (grams.length == 0) return DSL.falseCondition();
    Shares known = towns.compute(TownContext.required().town(), (town, before) -> before != null && before.until().isAfter(clock.instant()) ? before : sample(town));
    double share = 1;
    for (int gram : grams) share *= known.of(gram);
    if (share > COMMON_SHARE) return heldInPlace(grams);
    List<Long> few = lookedUp(grams);
    return few.size() > FEW ? heldInPlace(grams) : PUBLICATION.ID.eq(DSL.any(few.toArray(new Long[0])));
  }

  private List<Long> lookedUp(int[] grams) {
    var holding = WORDING_HOLDING.call(PublicationMoves.boxed(grams), FEW + 1);
    return sql.select(holding.PUBLICATION_ID).from(holding).fetch(holding.PUBLICATION_ID);
  }

  /** A scalar subquery, which the planner leaves in its place. */
  private static Condition heldInPlace(int[] grams) {
    Field<Integer[]> held =
        DSL.field(
            DSL.select(WORDING.GRAMS).from(WORDING).where(WORDING.TOWN.eq(PUBLICATION.TOWN)).and(WORDING.PUBLICATION_ID.eq(PUBLICATION.ID)));
    return held.contains(PublicationMoves.boxed(grams));
  }

  private Shares sample(String town) {
    Map<Integer, Integer> counts = new HashMap<>();
    var texts = sql.select(WORDING.GRAMS).from(WORDING).where(WORDING.TOWN.eq(town)).orderBy(WORDING.PUBLICATION_ID.desc()).limit(SAMPLE_SIZE).fetch(WORDING.GRAMS);
    for (Integer[] grams : texts) for (Integer gram : grams) counts.merge(gram, 1, Integer::sum);
    return new Shares(counts, texts.size(), clock.instant().plus(texts.size() < SAMPLE_SIZE ? Duration.ofSeconds(30) : KEPT));
  }

  /** Forgets what was counted; for tests that exchange the database under the running application. */
  void forget() {
    towns.clear();
  }
}

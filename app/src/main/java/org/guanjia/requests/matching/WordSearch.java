package org.guanjia.requests.matching;

import static org.guanjia.requests.db.Tables.REQUEST;
import static org.guanjia.requests.db.Tables.WORDING;
import static org.guanjia.requests.db.Tables.WORDING_HOLDING;

import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Component;

/**
 * Requests that hold all the words asked for. Rare words are looked up in the index first and few requests are left to sort; where words
 * are common, the queue is read in its own order and each request is asked whether it holds them, because the page is full soon.
 */
@Component
public class WordSearch {

  /** Up to so many hits are fetched by number; beyond, one request in a hundred holds the words even of a million. */
  private static final int FEW = 5_000;

  /** Words that together stand in a larger share of the requests than this are not looked up in the index at all. */
  private static final double COMMON_SHARE = 0.02;

  private final DSLContext sql;
  private final TownFrequencies frequencies;

  WordSearch(DSLContext sql, TownFrequencies frequencies) {
    this.sql = sql;
    this.frequencies = frequencies;
  }

  /** A condition on {@code requests.request}; nothing fulfils it when the words have no letters or digits. Needs a transaction. */
  public Condition holding(String words) {
    var grams = TextGrams.sought(words);
    if (grams.length == 0) return DSL.falseCondition();
    if (shareOfAll(grams) > COMMON_SHARE) return holdsInPlace(grams);
    var few = lookedUp(grams);
    return few.size() > FEW ? holdsInPlace(grams) : REQUEST.ID.eq(DSL.any(few.toArray(new Long[0])));
  }

  private double shareOfAll(int[] grams) {
    var known = frequencies.current();
    var share = 1.0;
    for (int gram : grams) share *= known.share(gram);
    return share;
  }

  private List<Long> lookedUp(int[] grams) {
    var holding = WORDING_HOLDING.call(Wordings.boxed(grams), FEW + 1);
    return sql.select(holding.REQUEST_ID).from(holding).fetch(holding.REQUEST_ID);
  }

  /** A scalar subquery, which the planner leaves in its place: turned into a join it would read the words of all requests first. */
  private static Condition holdsInPlace(int[] grams) {
    Field<Integer[]> held =
        DSL.field(
            DSL.select(WORDING.GRAMS).from(WORDING).where(WORDING.TOWN.eq(REQUEST.TOWN)).and(WORDING.REQUEST_ID.eq(REQUEST.ID)));
    return held.contains(Wordings.boxed(grams));
  }
}

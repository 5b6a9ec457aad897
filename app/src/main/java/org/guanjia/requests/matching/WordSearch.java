package org.guanjia.requests.matching;

import static org.guanjia.requests.db.Tables.REQUEST;
import static org.guanjia.requests.db.Tables.WORDING;
import static org.guanjia.requests.db.Tables.WORDING_HOLDING;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;
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

  /** What it costs to read a request's words, in requests of a list in the index walked past: 1.2 µs against 4 ns at a million. */
  private static final double READING_COST = 300;

  private final DSLContext sql;
  private final TownFrequencies frequencies;

  WordSearch(DSLContext sql, TownFrequencies frequencies) {
    this.sql = sql;
    this.frequencies = frequencies;
  }

  /**
   * A condition on {@code requests.request}; nothing fulfils it when the words have no letters or digits. Needs a transaction. A number right behind a road is its
   * house number: only when no request has both together, those are found that have them apart.
   */
  public Condition holding(String words) {
    var grams = TextGrams.sought(words);
    if (grams.length == 0) return DSL.falseCondition();
    if (shareOfAll(grams) > COMMON_SHARE) return holdsInPlace(grams);
    var placed = TextGrams.placed(NormalText.of(words), false);
    if (placed.length > 0) {
      var both = new Ints();
      both.addAll(grams);
      both.addAll(placed);
      var together = both.sortedSet();
      var few = lookedUp(together);
      if (!few.isEmpty()) return among(few, together);
    }
    return among(lookedUp(grams), grams);
  }

  private static Condition among(List<Long> few, int[] grams) {
    return few.size() > FEW ? holdsInPlace(grams) : REQUEST.ID.eq(DSL.any(few.toArray(new Long[0])));
  }

  private double shareOfAll(int[] grams) {
    var known = frequencies.current();
    var share = 1.0;
    for (int gram : grams) share *= known.share(gram);
    return share;
  }

  private List<Long> lookedUp(int[] grams) {
    var lookedUp = worthLookingUp(grams, frequencies.current()::share);
    var holding = WORDING_HOLDING.call(Wordings.boxed(lookedUp), Wordings.boxed(grams), FEW + 1);
    return sql.select(holding.REQUEST_ID).from(holding).fetch(holding.REQUEST_ID);
  }

  /** The rarest, and the next as long as its list costs less to walk than the requests it leaves out to read. */
  static int[] worthLookingUp(int[] grams, IntToDoubleFunction shares) {
    var byRarity = Arrays.stream(grams).boxed().sorted(Comparator.comparingDouble(shares::applyAsDouble)).toList();
    var worth = new Ints();
    var left = 1.0;
    for (int gram : byRarity) {
      var share = shares.applyAsDouble(gram);
      if (worth.size() > 0 && share > left * (1 - share) * READING_COST) break;
      worth.add(gram);
      left *= share;
    }
    return worth.sortedSet();
  }

  /** A scalar subquery, which the planner leaves in its place: turned into a join it would read the words of all requests first. */
  private static Condition holdsInPlace(int[] grams) {
    Field<Integer[]> held =
        DSL.field(
            DSL.select(WORDING.GRAMS).from(WORDING).where(WORDING.TOWN.eq(REQUEST.TOWN)).and(WORDING.REQUEST_ID.eq(REQUEST.ID)));
    return held.contains(Wordings.boxed(grams));
  }
}

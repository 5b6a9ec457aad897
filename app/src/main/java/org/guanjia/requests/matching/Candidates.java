package org.guanjia.requests.matching;

import static org.guanjia.requests.db.Tables.REQUEST;
import static org.guanjia.requests.db.Tables.WORDING_ALIKE;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.guanjia.requests.db.tables.records.RequestRecord;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/**
 * Finds the few requests worth comparing with one: those that share its rarest words in some contexts. Bounded at every step, so that the
 * time does not grow with the number of requests.
 */
@Component
class Candidates {

  static final int FOUND_MAX = 1_000;
  private static final int GRAMS_MAX = 40;

  /** The more requests there are, the rarer the words that are asked for: so many hits are aimed at, whatever the size of the town. */
  private static final int AIMED_AT = 600;

  private static final double SHARE_MOST = 0.35;
  private static final double SHARE_LEAST = 0.002;

  /** Requests of one phone that are looked at: a service desk's own number may stand under thousands. */
  private static final int SAME_PHONE_MAX = 30;

  private final DSLContext sql;

  Candidates(DSLContext sql) {
    this.sql = sql;
  }

  /**
   * Ids of at most {@code most} requests that share words, those with the weightiest words first.
   *
   * @param among how many requests there may be in these contexts
   */
  Set<Long> sharingWords(Matter matter, Reading reading, Frequencies frequencies, int[] contexts, double among, Instant from, Instant until, int most) {
    var grams = gramsOf(matter, reading);
    var asked = rarest(grams, frequencies, among);
    var found =
        sql.selectFrom(WORDING_ALIKE.call(Wordings.boxed(contexts), Wordings.boxed(asked), from, until, FOUND_MAX)).fetch();
    var ids = new LinkedHashSet<Long>();
    found.stream()
        .filter(row -> row.getRequestId() != matter.id())
        .sorted(Comparator.comparingDouble(row -> -weightShared(grams, row.getGrams(), frequencies)))
        .limit(most)
        .forEach(row -> ids.add(row.getRequestId()));
    return ids;
  }

  List<Long> ofSamePhone(RequestRecord request, Instant from, Instant until) {
    if (request.getPhoneIndex() == null) return List.of();
    return sql.select(REQUEST.ID)
        .from(REQUEST)
        .where(REQUEST.TOWN.eq(request.getTown()), REQUEST.PHONE_INDEX.eq(request.getPhoneIndex()))
        .and(REQUEST.RECEIVED_AT.between(from, until))
        .and(REQUEST.ID.ne(request.getId()))
        .orderBy(REQUEST.ID.desc())
        .limit(SAME_PHONE_MAX)
        .fetch(REQUEST.ID);
  }

  static int[] gramsOf(Matter matter, Reading reading) {
    var grams = new Ints();
    grams.addAll(TextGrams.of(matter.text()));
    grams.addAll(TextGrams.of(matter.address()));
    grams.addAll(reading.things());
    grams.addAll(reading.states());
    return grams.sortedSet();
  }

  /** The rarest pieces, until together they are in as many requests as aimed at; at least one. */
  static int[] rarest(int[] grams, Frequencies frequencies, double among) {
    var share = Math.clamp(AIMED_AT / Math.max(1, among), SHARE_LEAST, SHARE_MOST);
    var byRarity = Arrays.stream(grams).boxed().sorted(Comparator.comparingDouble(frequencies::share)).limit(GRAMS_MAX).toList();
    var chosen = new Ints();
    var together = 0.0;
    for (int gram : byRarity) {
      together += frequencies.share(gram);
      if (together > share && chosen.size() > 0) break;
      chosen.add(gram);
    }
    return chosen.sortedSet();
  }

  private static double weightShared(int[] grams, Integer[] others, Frequencies frequencies) {
    var sum = 0.0;
    for (int i = 0, j = 0; i < grams.length && j < others.length; ) {
      if (grams[i] == others[j]) {
        sum += frequencies.weight(grams[i++]);
        j++;
      } else if (grams[i] < others[j]) i++;
      else j++;
    }
    return sum;
  }
}

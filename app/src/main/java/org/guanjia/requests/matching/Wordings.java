package org.guanjia.requests.matching;

import static org.guanjia.requests.db.Tables.WORDING;

import org.guanjia.platform.database.TownContext;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** Keeps the words of each request in the index, in the transaction that takes down or changes the request. */
@Component
public class Wordings {

  private final DSLContext sql;

  Wordings(DSLContext sql) {
    this.sql = sql;
  }

  /** To be called whenever text, address, village, point or phone of a request of the current town is new or changed. */
  public void keep(Matter matter) {
    var town = TownContext.required().town();
    var grams = grams(town, matter);
    sql.insertInto(WORDING, WORDING.TOWN, WORDING.REQUEST_ID, WORDING.RECEIVED_AT, WORDING.GRAMS)
        .values(town, matter.id(), matter.at(), boxed(grams))
        .onConflict(WORDING.TOWN, WORDING.REQUEST_ID)
        .doUpdate()
        .set(WORDING.GRAMS, boxed(grams))
        .execute();
  }

  /**
   * The value of column {@code requests.wording.grams} for a matter: words of text and address, ideas, and contexts; for bulk
   * loading.
   */
  public static int[] grams(String town, Matter matter) {
    var reading = Reading.of(matter.text(), matter.address());
    var grams = new Ints();
    for (int gram : TextGrams.of(matter.text() + " " + matter.address())) grams.add(gram);
    for (int thing : reading.things()) grams.add(thing);
    for (int state : reading.states()) grams.add(state);
    Contexts.addTo(grams, town, matter, reading);
    return grams.sortedSet();
  }

  static Integer[] boxed(int[] grams) {
    var boxed = new Integer[grams.length];
    for (int i = 0; i < grams.length; i++) boxed[i] = grams[i];
    return boxed;
  }
}

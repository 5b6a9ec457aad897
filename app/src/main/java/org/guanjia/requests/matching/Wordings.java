package org.guanjia.requests.matching;

import static org.guanjia.requests.db.Tables.REQUEST;
import static org.guanjia.requests.db.Tables.WORDING;

import java.util.HexFormat;
import java.util.List;
import org.guanjia.platform.database.TownContext;
import org.guanjia.requests.db.tables.records.RequestRecord;
import org.guanjia.requests.db.tables.records.WordingRecord;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Keeps the words of each request in the index, in the transaction that takes down or changes the request. */
@Component
public class Wordings {

  private static final int BATCH_SIZE = 1_000;

  private final DSLContext sql;

  Wordings(DSLContext sql) {
    this.sql = sql;
  }

  /** Enters a new request; to be sent in the transaction that writes its row. */
  public Query entry(RequestRecord request) {
    return sql.insertInto(WORDING).set(record(request));
  }

  /** Enters a request anew whose words, place or phone have changed; to be sent in the transaction that changes its row. */
  public Query change(RequestRecord request) {
    return sql.insertInto(WORDING)
        .set(record(request))
        .onConflict(WORDING.TOWN, WORDING.REQUEST_ID)
        .doUpdate()
        .set(WORDING.GRAMS, DSL.excluded(WORDING.GRAMS));
  }

  /**
   * Enters requests of the current town that were loaded past the application, at most 1,000 at a time.
   *
   * @return how many were entered; call again until it is 0
   */
  @Transactional
  public int keepMissing() {
    var town = TownContext.required().town();
    var missing =
        sql.select(REQUEST.asterisk())
            .from(REQUEST)
            .leftAntiJoin(WORDING)
            .on(WORDING.TOWN.eq(REQUEST.TOWN), WORDING.REQUEST_ID.eq(REQUEST.ID))
            .where(REQUEST.TOWN.eq(town))
            .orderBy(REQUEST.ID)
            .limit(BATCH_SIZE)
            .fetchInto(RequestRecord.class);
    sql.batchInsert(missing.stream().map(Wordings::record).toList()).execute();
    return missing.size();
  }

  private static WordingRecord record(RequestRecord request) {
    return new WordingRecord(request.getTown(), request.getId(), request.getReceivedAt(), boxed(grams(request)));
  }

  /** The value of column {@code requests.wording.grams} for a request; for loading many by COPY. */
  public static int[] grams(RequestRecord request) {
    return grams(request.getTown(), matter(request), request.getExternalId());
  }

  static int[] grams(String town, Matter matter, @Nullable String externalId) {
    var reading = Reading.of(matter.text(), matter.address());
    var grams = new Ints();
    for (var normal : List.of(reading.normal(), NormalText.of(matter.address()))) {
      grams.addAll(TextGrams.ofNormal(normal, true));
      grams.addAll(TextGrams.placed(normal, true));
    }
    if (externalId != null) grams.addAll(TextGrams.of(externalId));
    grams.addAll(reading.things());
    grams.addAll(reading.states());
    Contexts.addTo(grams, town, matter, reading);
    return grams.sortedSet();
  }

  static Matter matter(RequestRecord r) {
    return new Matter(
        r.getId(), text(r.getTitle(), r.getWords()), address(r.getVillageGroup(), r.getAddress()), r.getVillage(), r.getCategory(),
        r.getLongitude(), r.getLatitude(), r.getPhoneIndex() == null ? null : HexFormat.of().formatHex(r.getPhoneIndex()),
        r.getReceivedAt());
  }

  /** A title cut from the beginning of the words says nothing more. */
  private static String text(String title, String words) {
    var beginning = title.endsWith("…") ? title.substring(0, title.length() - 1) : title;
    return words.startsWith(beginning) ? words : title + "\n" + words;
  }

  private static String address(@Nullable String group, @Nullable String address) {
    if (group == null) return address == null ? "" : address;
    return address == null ? group : group + " " + address;
  }

  static Integer[] boxed(int[] grams) {
    var boxed = new Integer[grams.length];
    for (int i = 0; i < grams.length; i++) boxed[i] = grams[i];
    return boxed;
  }
}

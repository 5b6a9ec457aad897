package org.guanjia.requests.matching;

import static org.guanjia.requests.db.Tables.REQUEST;
import static org.guanjia.requests.db.Tables.WORDING;

import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.guanjia.platform.database.TownContext;
import org.guanjia.requests.db.tables.records.RequestRecord;
import org.guanjia.requests.db.tables.records.WordingRecord;
import org.jooq.DSLContext;
import org.jooq.InsertSetMoreStep;
import org.jooq.Query;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps the words of each request in the index, in the transaction that takes down or changes the request. */
@Component
public class Wordings {

  private static final int BATCH_SIZE = 1_000;

  private final DSLContext sql;
  private final TransactionTemplate transactions;

  Wordings(DSLContext sql, TransactionTemplate transactions) {
    this.sql = sql;
    this.transactions = transactions;
  }

  /** Enters a new request; to be sent in the transaction that writes its row. */
  public InsertSetMoreStep<WordingRecord> entry(RequestRecord request) {
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

  /** Enters all requests of the current town that were loaded past the application; each batch is a transaction of its own, unless there is one around it. */
  public void keepMissing() {
    long last = 0;
    do last = Objects.requireNonNull(transactions.execute(enterAfter(last)));
    while (last > 0);
  }

  /** The id of the last one entered, after which the next batch looks on; 0 when none was missing. */
  private TransactionCallback<Long> enterAfter(long id) {
    return status -> {
      var missing =
          sql.select(REQUEST.asterisk())
              .from(REQUEST)
              .leftAntiJoin(WORDING)
              .on(WORDING.TOWN.eq(REQUEST.TOWN), WORDING.REQUEST_ID.eq(REQUEST.ID))
              .where(REQUEST.TOWN.eq(TownContext.required().town()), REQUEST.ID.gt(id))
              .orderBy(REQUEST.ID)
              .limit(BATCH_SIZE)
              .fetchInto(RequestRecord.class);
      // One that is corrected meanwhile enters itself.
      sql.batch(missing.stream().map(request -> entry(request).onConflictDoNothing()).toList()).execute();
      return missing.isEmpty() ? 0 : missing.getLast().getId();
    };
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

package org.guanjia.people;

import static org.guanjia.people.db.Sequences.DOUBT_ID;
import static org.guanjia.people.db.Tables.DOUBT;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.guanjia.linkage.Decision.Candidate;
import org.guanjia.linkage.Field;
import org.guanjia.linkage.Level;
import org.guanjia.platform.crypto.PersonalData;
import org.guanjia.platform.database.BulkInsert;
import org.guanjia.platform.database.Ids;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Doubts on their way into the database, and how a row waits there: closed, for it is somebody's. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class DoubtStore {

  static final String CONTENT = "people.doubt";

  /** How a row lies in the database. */
  private record Content(Map<String, String> typed, Map<String, String> facts, String validFrom, Map<String, String> more) {}

  /** How a candidate lies in the database. */
  private record Scored(long person, double weight, double probability, List<Because> reasons) {}

  private record Because(Field field, Level level, double weight) {}

  private static final List<org.jooq.Field<?>> COLUMNS = List.of(
      DOUBT.TOWN, DOUBT.ID, DOUBT.KIND, DOUBT.REASON, DOUBT.TARGET, DOUBT.IMPORT_ID, DOUBT.IMPORT_ROW, DOUBT.SOURCE, DOUBT.NAME, DOUBT.VILLAGE, DOUBT.CONTENT,
      DOUBT.CANDIDATES, DOUBT.FINGERPRINT, DOUBT.RECORDED_AT, DOUBT.RECORDED_BY);

  private final BulkInsert bulk;
  private final Ids ids;
  private final KnownPeople candidates;
  private final PersonalData personal;
  private final JsonMapper json;

  DoubtStore(BulkInsert bulk, Ids ids, KnownPeople candidates, PersonalData personal, JsonMapper json) {
    this.bulk = bulk;
    this.ids = ids;
    this.candidates = candidates;
    this.personal = personal;
    this.json = json;
  }

  /**
   * Lays doubts before the review desk, but none that it has had before.
   *
   * @param target list that the rows came for
   * @return numbers of the rows of which there is a new doubt
   */
  Set<Integer> add(Origin origin, String target, List<NewDoubt> made) {
    Map<Long, NewDoubt> once = new LinkedHashMap<>();
    made.forEach(doubt -> once.putIfAbsent(doubt.fingerprint(), doubt));
    once.keySet().removeAll(candidates.decided(once.keySet()).keySet());
    List<@Nullable Object[]> rows = new ArrayList<>();
    Set<Integer> numbers = new HashSet<>();
    for (NewDoubt doubt : once.values()) {
      PersonRow row = doubt.row();
      numbers.add(row.number());
      rows.add(new @Nullable Object[] {
        origin.town(), ids.next(DOUBT_ID), doubt.kind(), doubt.reason(), target, origin.importId(), row.number(), row.source(), row.typed().name(), row.typed().village(),
        closed(row), JSONB.jsonb(scored(doubt.candidates())), doubt.fingerprint(), origin.now(), origin.actor()
      });
    }
    bulk.insert(DOUBT, COLUMNS, rows);
    return numbers;
  }

  byte[] closed(PersonRow row) {
    Content content = new Content(FactsText.of(row.typed()), FactsText.of(row.facts()), row.validFrom().toString(), row.more());
    return personal.encrypt(CONTENT, json.writeValueAsString(content));
  }

  PersonRow opened(int number, String source, byte[] closed) {
    Content content = json.readValue(personal.decrypt(CONTENT, closed), Content.class);
    return new PersonRow(
        number, FactsText.read(content.typed()), FactsText.read(content.facts()), java.time.LocalDate.parse(content.validFrom()), source, content.more());
  }

  private String scored(List<Candidate<Long>> all) {
    return json.writeValueAsString(all.stream().map(each -> new Scored(
        each.person(), each.score().weight(), each.score().probability(),
        each.score().reasons().stream().map(reason -> new Because(reason.field(), reason.level(), reason.weight())).toList())).toList());
  }
}

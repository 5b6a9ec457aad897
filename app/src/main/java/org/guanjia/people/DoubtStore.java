package org.guanjia.people;

import static org.guanjia.people.db.Sequences.DOUBT_ID;
import static org.guanjia.people.db.Tables.DOUBT;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.guanjia.linkage.Decision.Candidate;
import org.guanjia.linkage.Reason;
import org.guanjia.people.db.tables.records.DoubtRecord;
import org.guanjia.platform.crypto.PersonalData;
import org.guanjia.platform.database.BulkInsert;
import org.guanjia.platform.database.Ids;
import org.jooq.Field;
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
  record Scored(long person, double weight, double probability, List<Reason> reasons) {}

  private static final List<Field<?>> COLUMNS = List.of(
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

  /** The row that it is about. */
  PersonRow opened(DoubtRecord row) {
    Content content = json.readValue(personal.decrypt(CONTENT, Objects.requireNonNull(row.getContent())), Content.class);
    return new PersonRow(
        Objects.requireNonNullElse(row.getImportRow(), 0), FactsText.read(content.typed()), FactsText.read(content.facts()), LocalDate.parse(content.validFrom()), row.getSource(),
        content.more());
  }

  Doubt doubt(DoubtRecord row) {
    return new Doubt(
        row.getId(), Doubt.Kind.valueOf(row.getKind()), DoubtReason.valueOf(row.getReason()), row.getTarget(), row.getImportId(), row.getImportRow(), row.getSource(), row.getName(),
        row.getVillage(), candidates(row).size(), row.getRecordedAt(), DoubtState.valueOf(row.getState()), row.getVersion(), row.getPersonId(), row.getDecidedBy(), row.getDecidedAt(),
        row.getDecision());
  }

  List<Scored> candidates(DoubtRecord row) {
    return List.of(json.readValue(row.getCandidates().data(), Scored[].class));
  }

  /** Lays pairs of records before the review desk, but none that it has had before; how many. */
  int addDoubles(Origin origin, List<Doubles.Pair> pairs) {
    Map<Long, Doubles.Pair> once = new LinkedHashMap<>();
    pairs.forEach(pair -> once.putIfAbsent(pair.fingerprint(), pair));
    once.keySet().removeAll(candidates.decided(once.keySet()).keySet());
    return bulk.insert(DOUBT, COLUMNS, once.values().stream().<@Nullable Object[]>map(pair -> new @Nullable Object[] {
      origin.town(), ids.next(DOUBT_ID), Doubt.Kind.DOUBLES, DoubtReason.DOUBLES, PeopleTarget.NAME, null, null, Doubles.SOURCE, pair.name(), pair.village(), null,
      JSONB.jsonb(json.writeValueAsString(pair.both())), pair.fingerprint(), origin.now(), origin.actor()
    }).toList());
  }

  private String scored(List<Candidate<Long>> all) {
    return json.writeValueAsString(all.stream().map(each -> new Scored(each.person(), each.score().weight(), each.score().probability(), each.score().reasons())).toList());
  }
}

package org.guanjia.people;

import static org.guanjia.people.db.Tables.ALIKE;
import static org.guanjia.people.db.Tables.DECIDED;
import static org.guanjia.people.db.Tables.PERSON;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.guanjia.people.Matching.Someone;
import org.guanjia.people.db.tables.records.AlikeRecord;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.identity.Sex;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Looks up in the register, over the whole town, whom rows may be of; and what was decided about such rows before. */
@Component
class KnownPeople {

  /** What became of a row of which somebody had to look at; the person's record may have been merged since. */
  record Decided(DoubtState state, @Nullable Long person) {}

  private final DSLContext sql;

  KnownPeople(DSLContext sql) {
    this.sql = sql;
  }

  /** Everybody who shares one of these keys, and not with too many others. */
  void addTo(Matching matching, Collection<Long> keys) {
    if (keys.isEmpty()) return;
    // In the order of the index, so that each of its pages is asked for once.
    sql.selectFrom(ALIKE(keys.stream().sorted().toArray(Long[]::new))).forEach(row -> matching.add(someone(row), List.of(row.getMet())));
  }

  Map<Long, Decided> decided(Collection<Long> fingerprints) {
    Map<Long, Decided> decided = new HashMap<>();
    if (fingerprints.isEmpty()) return decided;
    sql.selectFrom(DECIDED(fingerprints.toArray(Long[]::new)))
        .forEach(row -> decided.put(row.getFingerprint(), new Decided(DoubtState.valueOf(row.getState()), row.getPersonId())));
    return decided;
  }

  /** Which of these persons the viewer sees. */
  Set<Long> seen(Collection<Long> persons) {
    return persons.isEmpty() ? Set.of() : sql.select(PERSON.ID).from(PERSON)
        .where(PERSON.TOWN.eq(TownContext.required().town()), PERSON.ID.eq(DSL.any(persons.toArray(Long[]::new))))
        .fetchSet(PERSON.ID);
  }

  private static Someone someone(AlikeRecord row) {
    Sex sex = row.getSex() == null ? null : Sex.valueOf(row.getSex());
    Long[] phones = Arrays.stream(row.getPhoneKeys()).filter(Objects::nonNull).toArray(Long[]::new);
    return new Someone(
        row.getId(),
        Fingerprints.traits(row.getName(), row.getBirth(), sex, row.getVillage(), phones, row.getDocumentIndex(), row.getDocumentTail()), row.getSeen());
  }
}

package org.guanjia.assessments;

import static org.guanjia.assessments.db.Tables.ASSESSMENT;
import static org.guanjia.assessments.db.Tables.SHEET;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.guanjia.assessments.db.tables.records.AssessmentRecord;
import org.guanjia.people.People;
import org.guanjia.people.PersonErased;
import org.guanjia.people.PersonLine;
import org.guanjia.people.PersonsMerged;
import org.guanjia.people.PersonsParted;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Follows the register: what was found of a record goes with its person. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class AssessmentRecords {

  private final DSLContext sql;
  private final AssessmentStore store;
  private final People people;

  AssessmentRecords(DSLContext sql, AssessmentStore store, People people) {
    this.sql = sql;
    this.store = store;
    this.people = people;
  }

  /** Of two that are being made at once, the one of the record that goes is given up. */
  @EventListener
  void merged(PersonsMerged event) {
    boolean open = sql.fetchExists(ASSESSMENT, AssessmentStore.inTown().and(ASSESSMENT.PERSON_ID.eq(event.survivor())).and(ASSESSMENT.STATE.eq(AssessmentState.OPEN.name())));
    for (AssessmentRecord row : of(event.merged())) {
      if (open && row.getState().equals(AssessmentState.OPEN.name())) store.make(row, AssessmentMove.DISCARD, AssessmentState.DISCARDED, null);
      move(row, event.survivor());
    }
  }

  @EventListener
  void parted(PersonsParted event) {
    List<AssessmentRecord> rows = of(event.survivor());
    Set<Long> records = new LinkedHashSet<>(rows.stream().map(AssessmentRecord::getRecordedFor).toList());
    Map<Long, PersonLine> today = people.lines(records);
    for (AssessmentRecord row : rows) {
      PersonLine whose = today.get(row.getRecordedFor());
      if (whose != null && whose.id() != row.getPersonId()) move(row, whose.id());
    }
  }

  /** What was written about somebody goes with what the register knew of them; the level stays for the accounts. */
  @EventListener
  void erased(PersonErased event) {
    sql.update(SHEET).setNull(SHEET.WORDS)
        .where(SHEET.TOWN.eq(event.town()), SHEET.ASSESSMENT_ID.in(
            DSL.select(ASSESSMENT.ID).from(ASSESSMENT).where(ASSESSMENT.TOWN.eq(event.town()), ASSESSMENT.PERSON_ID.in(event.records()))))
        .execute();
  }

  private void move(AssessmentRecord row, long person) {
    row.setPersonId(person);
    store.make(row, AssessmentMove.MOVE_RECORD, AssessmentState.valueOf(row.getState()), null);
  }

  private List<AssessmentRecord> of(long person) {
    return sql.selectFrom(ASSESSMENT).where(AssessmentStore.inTown(), ASSESSMENT.PERSON_ID.eq(person)).orderBy(ASSESSMENT.ID).forUpdate().fetch();
  }
}

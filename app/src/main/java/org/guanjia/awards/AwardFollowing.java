package org.guanjia.awards;

import static org.guanjia.awards.db.Tables.APPEAL;
import static org.guanjia.awards.db.Tables.AWARD;
import static org.guanjia.awards.db.Tables.OBJECTION;

import java.time.YearMonth;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.guanjia.awards.Award.EndReason;
import org.guanjia.awards.db.tables.records.AwardRecord;
import org.guanjia.people.Attribute;
import org.guanjia.people.People;
import org.guanjia.people.PersonChanged;
import org.guanjia.people.PersonDied;
import org.guanjia.people.PersonErased;
import org.guanjia.people.PersonLine;
import org.guanjia.people.PersonMovedOut;
import org.guanjia.people.PersonsMerged;
import org.guanjia.people.PersonsParted;
import org.guanjia.platform.crypto.PersonalData;
import org.guanjia.platform.database.WholeTown;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Follows the register: a death, or a registration that ended, ends what is paid, by the programme's own last month; records put together
 * bring their awards together. Over the whole town, for whoever writes a departure down does not see the person any more.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class AwardFollowing {

  private final DSLContext sql;
  private final AwardMoves moves;
  private final Standing standing;
  private final AwardRules rules;
  private final People people;
  private final PersonalData personal;
  private final WholeTown wholeTown;

  AwardFollowing(DSLContext sql, AwardMoves moves, Standing standing, AwardRules rules, People people, PersonalData personal, WholeTown wholeTown) {
    this.sql = sql;
    this.moves = moves;
    this.standing = standing;
    this.rules = rules;
    this.people = people;
    this.personal = personal;
    this.wholeTown = wholeTown;
  }

  @EventListener
  void died(PersonDied event) {
    wholeTown.run(() -> of(event.personId()).forEach(row -> gone(row, EndReason.DIED, rules.lastMonth(row.getProgramme(), AwardRules.DEATH_MONTH, event.on()))));
  }

  /** Who lives elsewhere and is registered here may still be entitled: that the determination says, and somebody decides. */
  @EventListener
  void movedOut(PersonMovedOut event) {
    if (!event.deregistered()) return;
    wholeTown.run(() -> of(event.personId()).forEach(row -> gone(row, EndReason.MOVED, rules.lastMonth(row.getProgramme(), AwardRules.MOVE_MONTH, event.on()))));
  }

  private void gone(AwardRecord row, EndReason reason, YearMonth last) {
    switch (AwardState.valueOf(row.getState())) {
      case IN_PAYMENT, SUSPENDED -> standing.end(row, reason, last, null);
      case PROPOSED -> moves.make(row, AwardMove.WITHDRAW, AwardState.WITHDRAWN, null, Map.of("reason", reason.name()));
      case ENDED -> {
        YearMonth until = AwardRows.month(row.getUntilMonth());
        if (until != null && until.isAfter(last)) standing.correctEnd(row, last);
      }
      default -> {} // what was asked for before is still owed for the months before; the check shows it
    }
  }

  /** A death that was told wrong, or of another day. */
  @EventListener
  void changed(PersonChanged event) {
    if (!event.attributes().contains(Attribute.DIED_ON)) return;
    wholeTown.run(() -> {
      PersonLine line = people.line(event.personId()).orElse(null);
      if (line == null) return;
      for (AwardRecord row : of(event.personId())) {
        if (!EndReason.DIED.name().equals(row.getEndReason())) continue;
        if (line.diedOn() != null) standing.correctEnd(row, rules.lastMonth(row.getProgramme(), AwardRules.DEATH_MONTH, line.diedOn()));
        else if (!standing.anotherStands(row)) standing.revive(row, AwardMove.REVIVE, null);
      }
    });
  }

  /** Of two of one programme that both stand, the survivor's stays; the other ends, for nobody is paid twice. */
  @EventListener
  void merged(PersonsMerged event) {
    wholeTown.run(() -> {
      for (AwardRecord row : of(event.merged())) {
        long before = row.getPersonId();
        row.setPersonId(event.survivor());
        boolean twice = AwardState.valueOf(row.getState()).standing() && standing.anotherStands(row);
        row.setPersonId(before);
        if (twice) endDouble(row);
        move(row, event.survivor());
      }
    });
  }

  private void endDouble(AwardRecord row) {
    switch (AwardState.valueOf(row.getState())) {
      case IN_PAYMENT, SUSPENDED -> standing.end(row, EndReason.DOUBLE, standing.thisMonth().minusMonths(1), null);
      default -> moves.make(row, AwardMove.WITHDRAW, AwardState.WITHDRAWN, null, Map.of("reason", EndReason.DOUBLE.name()));
    }
  }

  @EventListener
  void parted(PersonsParted event) {
    wholeTown.run(() -> {
      List<AwardRecord> rows = of(event.survivor());
      Set<Long> records = new LinkedHashSet<>(rows.stream().map(AwardRecord::getRecordedFor).toList());
      Map<Long, PersonLine> today = people.lines(records);
      for (AwardRecord row : rows) {
        PersonLine whose = today.get(row.getRecordedFor());
        if (whose != null && whose.id() != row.getPersonId()) move(row, whose.id());
      }
    });
  }

  private void move(AwardRecord row, long person) {
    row.setPersonId(person);
    moves.stay(row, AwardMove.MOVE_RECORD, null, Map.of("person", person));
  }

  /** What was written about somebody goes with what the register knew of them; who was granted what stays for the accounts. */
  @EventListener
  void erased(PersonErased event) {
    var theirs = DSL.select(AWARD.ID).from(AWARD).where(AWARD.TOWN.eq(event.town()), AWARD.PERSON_ID.in(event.records()));
    sql.update(OBJECTION).set(OBJECTION.WORDS, personal.encrypt(Objections.WORDS, "")).setNull(OBJECTION.OBJECTOR).setNull(OBJECTION.PHONE)
        .where(OBJECTION.TOWN.eq(event.town()), OBJECTION.AWARD_ID.in(theirs)).execute();
    sql.update(APPEAL).set(APPEAL.WORDS, personal.encrypt(Appeals.WORDS, "")).where(APPEAL.TOWN.eq(event.town()), APPEAL.AWARD_ID.in(theirs)).execute();
    sql.update(AWARD).setNull(AWARD.APPLICANT).setNull(AWARD.PHONE).setNull(AWARD.WORDS).where(AWARD.TOWN.eq(event.town()), AWARD.PERSON_ID.in(event.records())).execute();
  }

  private List<AwardRecord> of(long person) {
    return sql.selectFrom(AWARD).where(AwardRows.inTown(), AWARD.PERSON_ID.eq(person)).orderBy(AWARD.ID).forUpdate().fetch();
  }
}

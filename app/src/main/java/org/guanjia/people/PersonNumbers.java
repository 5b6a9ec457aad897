package org.guanjia.people;

import static org.guanjia.people.db.Routines.personWithDocument;

import java.time.Clock;
import java.util.Optional;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.identity.ResidentId;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Whom a number names that somebody typed: the number in the register, or the resident identity number. */
@Component
class PersonNumbers {

  private final DSLContext sql;
  private final People people;
  private final Fingerprints fingerprints;
  private final Clock clock;

  PersonNumbers(DSLContext sql, People people, Fingerprints fingerprints, Clock clock) {
    this.sql = sql;
    this.people = people;
    this.fingerprints = fingerprints;
    this.clock = clock;
  }

  /** Empty when the viewer sees nobody of that number. */
  @Transactional(readOnly = true)
  public Optional<Long> person(String typed) {
    String plain = typed.strip();
    if (plain.matches("#?[0-9]{1,12}")) return people.line(Long.parseLong(plain.replace("#", ""))).map(PersonLine::id);
    ResidentId id = ResidentId.parse(plain, WorkingDays.dayOf(clock.instant()));
    if (!id.valid()) return Optional.empty();
    Long known = sql.select(personWithDocument(fingerprints.document(new Document(DocumentKind.RESIDENT_ID, id.normal())))).fetchSingle().value1();
    return Optional.ofNullable(known).flatMap(people::line).map(PersonLine::id);
  }
}

package org.guanjia.people;

import static org.guanjia.people.db.Tables.PERSON;
import static org.guanjia.people.db.Tables.STATEMENT;

import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.crypto.PersonalData;
import org.guanjia.platform.database.TownContext;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Whether several persons are paid to one account, told without any account's number. */
@Service
@Transactional(readOnly = true)
public class SharedAccounts {

  private final DSLContext sql;
  private final PersonalData personal;
  private final Clock clock;

  SharedAccounts(DSLContext sql, PersonalData personal, Clock clock) {
    this.sql = sql;
    this.personal = personal;
    this.clock = clock;
  }

  /** A keyed fingerprint of the account of each of these persons that holds today, equal for equal numbers; who has none is left out. By one query. */
  public Map<Long, String> fingerprints(Collection<Long> persons) {
    Map<Long, String> fingerprints = new HashMap<>();
    if (persons.isEmpty()) return fingerprints;
    var cleared = DSL.condition("{0} = any ({1})", DSL.inline(Attribute.BANK_ACCOUNT.name()), STATEMENT.CLEARED);
    sql.select(PERSON.ROOT, STATEMENT.BANK_ACCOUNT).distinctOn(PERSON.ROOT).from(PERSON)
        .join(STATEMENT).on(STATEMENT.TOWN.eq(PERSON.TOWN), STATEMENT.PERSON_ID.eq(PERSON.ID))
        .where(PERSON.TOWN.eq(TownContext.required().town()), StatementStore.recordsOf(persons), STATEMENT.RETRACTED_AT.isNull(), STATEMENT.BANK_ACCOUNT.isNotNull().or(cleared))
        .and(STATEMENT.VALID_FROM.le(WorkingDays.dayOf(clock.instant())))
        .orderBy(PERSON.ROOT, STATEMENT.VALID_FROM.desc(), STATEMENT.RECORDED_AT.desc(), STATEMENT.ID.desc())
        .forEach(row -> {
          String number = personal.decryptOrNull(PersonColumns.BANK_ACCOUNT, row.value2());
          if (number != null) fingerprints.put(row.value1(), HexFormat.of().formatHex(personal.lastingFingerprint("people.account-shared", number)));
        });
    return fingerprints;
  }
}

package org.guanjia.people;

import static org.guanjia.people.db.Tables.LOOKUP;
import static org.guanjia.people.db.Tables.PERSON;
import static org.guanjia.people.db.Tables.STATEMENT;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.guanjia.people.db.tables.Person;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.crypto.PersonalData;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.identity.BankCard;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What paying people needs of the register: which account is whose, told apart without its number; and the number itself, for the bank's file alone. */
@Service
public class Payees {

  /**
   * An account without its number.
   *
   * @param statement who said so; the same account said again is another statement
   * @param key equal for equal numbers
   * @param tail the last four digits
   * @param since the day from which it is theirs
   * @param valid whether its check digit is right
   */
  @SuppressWarnings("ArrayRecordComponent") // Compared by Arrays.equals where it is compared.
  public record Account(long person, long statement, byte[] key, String tail, LocalDate since, boolean valid) {

    /** Whether both are the same number. */
    public boolean same(byte @Nullable [] other) {
      return Arrays.equals(key, other);
    }
  }

  /** How a person stands to what is paid: when they died, where they live. */
  public record Standing(long person, String name, @Nullable LocalDate birth, @Nullable LocalDate diedOn, boolean registered, boolean resident, @Nullable String village) {}

  private final DSLContext sql;
  private final PersonalData personal;
  private final Fingerprints fingerprints;
  private final Looks looks;
  private final Audit audit;
  private final Clock clock;

  Payees(DSLContext sql, PersonalData personal, Fingerprints fingerprints, Looks looks, Audit audit, Clock clock) {
    this.sql = sql;
    this.personal = personal;
    this.fingerprints = fingerprints;
    this.looks = looks;
    this.audit = audit;
    this.clock = clock;
  }

  /** The account of each person today, as far as one is known. */
  @Transactional(readOnly = true)
  public Map<Long, Account> accounts(Collection<Long> persons) {
    Map<Long, Account> accounts = new HashMap<>();
    latest(persons, STATEMENT.BANK_ACCOUNT.isNotNull(), Attribute.BANK_ACCOUNT).forEach((person, row) -> {
      byte[] closed = row.get(STATEMENT.BANK_ACCOUNT);
      if (closed != null) accounts.put(person, account(person, row, personal.decrypt(PersonColumns.BANK_ACCOUNT, closed)));
    });
    return accounts;
  }

  private Account account(long person, Record row, String number) {
    return new Account(person, row.get(STATEMENT.ID), fingerprints.account(number), Fingerprints.tail(number), row.get(STATEMENT.VALID_FROM), BankCard.parse(number).valid());
  }

  /** The fingerprint of a number that a bank's file names, by which {@link Account#key} is found. */
  public byte[] key(String number) {
    return fingerprints.account(BankCard.parse(number).normal());
  }

  /** Other persons of the register who have the account of one of these today, by the account's holder; with those among these themselves. */
  @Transactional(readOnly = true)
  public Map<Long, Set<Long>> sharing(Map<Long, Account> accounts) {
    Map<Long, Set<Long>> candidates = candidates(accounts);
    Set<Long> others = new HashSet<>();
    candidates.values().forEach(others::addAll);
    Map<Long, Account> theirs = new HashMap<>(accounts(others));
    Map<Long, Set<Long>> sharing = new HashMap<>();
    candidates.forEach((person, met) -> {
      Account own = Objects.requireNonNull(accounts.get(person));
      for (long other : met) {
        Account account = theirs.get(other);
        if (other != person && account != null && account.same(own.key())) sharing.computeIfAbsent(person, id -> new HashSet<>()).add(other);
      }
    });
    return sharing;
  }

  /** Whoever ever had one of these accounts; their lookups say it, over the whole town. */
  private Map<Long, Set<Long>> candidates(Map<Long, Account> accounts) {
    Map<Long, Set<Long>> personsOf = new HashMap<>();
    accounts.values().forEach(account -> personsOf.computeIfAbsent(Fingerprints.accountLookup(account.key()), key -> new HashSet<>()).add(account.person()));
    Map<Long, Set<Long>> candidates = new HashMap<>();
    sql.select(LOOKUP.KEY, LOOKUP.PERSON_ID).from(LOOKUP)
        .where(LOOKUP.TOWN.eq(town()), LOOKUP.KEY.eq(StatementStore.any(personsOf.keySet())))
        .forEach(row -> personsOf.getOrDefault(row.value1(), Set.of())
            .forEach(person -> candidates.computeIfAbsent(person, id -> new HashSet<>()).add(row.value2())));
    return candidates;
  }

  /**
   * Opens account numbers for a bank's file, and keeps for each person that it was done and why.
   *
   * @param keys by person, the {@link Account#key} of the account that is meant
   * @param note of the file they are opened for, told to whoever asks who saw their account
   * @return the numbers by person; those are missing of whom another account is known by now, or none any more
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Map<Long, String> open(Map<Long, byte[]> keys, String note) {
    Map<Long, String> numbers = new HashMap<>();
    latest(keys.keySet(), STATEMENT.BANK_ACCOUNT.isNotNull(), Attribute.BANK_ACCOUNT).forEach((person, row) -> {
      byte[] closed = row.get(STATEMENT.BANK_ACCOUNT);
      if (closed == null) return;
      String number = personal.decrypt(PersonColumns.BANK_ACCOUNT, closed);
      if (Arrays.equals(fingerprints.account(number), keys.get(person))) numbers.put(person, number);
    });
    looks.revealed(numbers.keySet(), Disclosure.Purpose.PAYMENT, EnumSet.of(Attribute.BANK_ACCOUNT), note);
    audit.record("people.accounts.opened", "list", note, Map.of("persons", numbers.size(), "purpose", Disclosure.Purpose.PAYMENT.name()));
    return numbers;
  }

  /** The phone to be called first of each person who has one; to send them a notice, never to be shown. */
  @Transactional(readOnly = true)
  public Map<Long, String> phones(Collection<Long> persons) {
    Map<Long, String> phones = new HashMap<>();
    latest(persons, STATEMENT.PHONES.isNotNull(), Attribute.PHONES).forEach((person, row) -> {
      String said = personal.decryptOrNull(PersonColumns.PHONES, row.get(STATEMENT.PHONES));
      if (said != null) phones.put(person, said.split("\n")[0]);
    });
    return phones;
  }

  /** How these persons stand today, by number; a merged record's number leads to its survivor. */
  @Transactional(readOnly = true)
  public Map<Long, Standing> standings(Collection<Long> persons) {
    Person record = PERSON.as("record");
    Map<Long, Standing> standings = new HashMap<>();
    sql.select(record.ID, PERSON.ID, PERSON.NAME, PERSON.BIRTH, PERSON.DIED_ON, PERSON.REGISTERED, PERSON.RESIDENT, PERSON.VILLAGE)
        .from(record).join(PERSON).on(PERSON.TOWN.eq(record.TOWN), PERSON.ID.eq(record.ROOT))
        .where(record.TOWN.eq(town()), record.ID.eq(StatementStore.any(persons)))
        .forEach(row -> standings.put(row.value1(),
            new Standing(row.value2(), row.value3(), row.value4(), row.value5(), Boolean.TRUE.equals(row.value6()), Boolean.TRUE.equals(row.value7()), row.value8())));
    return standings;
  }

  /** By person, what was said last of an attribute and holds today. */
  private Map<Long, Record> latest(Collection<Long> persons, Condition said, Attribute attribute) {
    Map<Long, Record> latest = new HashMap<>();
    if (persons.isEmpty()) return latest;
    Condition cleared = DSL.condition("{0} = any ({1})", DSL.inline(attribute.name()), STATEMENT.CLEARED);
    Instant now = clock.instant();
    sql.select(PERSON.ROOT, STATEMENT.ID, STATEMENT.VALID_FROM, STATEMENT.BANK_ACCOUNT, STATEMENT.PHONES)
        .distinctOn(PERSON.ROOT)
        .from(PERSON)
        .join(STATEMENT).on(STATEMENT.TOWN.eq(PERSON.TOWN), STATEMENT.PERSON_ID.eq(PERSON.ID))
        .where(PERSON.TOWN.eq(town()), StatementStore.recordsOf(persons), STATEMENT.RETRACTED_AT.isNull(), said.or(cleared))
        .and(STATEMENT.VALID_FROM.le(WorkingDays.dayOf(now)))
        .orderBy(PERSON.ROOT, STATEMENT.VALID_FROM.desc(), STATEMENT.RECORDED_AT.desc(), STATEMENT.ID.desc())
        .forEach(row -> latest.put(row.value1(), row));
    return latest;
  }

  private static String town() {
    return TownContext.required().town();
  }
}

package org.guanjia.people;

import static org.guanjia.people.db.Tables.PERIOD;
import static org.guanjia.people.db.Tables.PERSON;
import static org.guanjia.people.db.Tables.STATEMENT;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.guanjia.linkage.PersonNames;
import org.guanjia.people.db.tables.records.StatementRecord;
import org.guanjia.platform.crypto.PersonalData;
import org.guanjia.platform.identity.Sex;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How facts lie in the columns of the tables, and back. */
@Component
class PersonColumns {

  static final List<Field<?>> PERSON_COLUMNS = List.of(
      PERSON.TOWN, PERSON.ID, PERSON.ROOT, PERSON.SINCE, PERSON.NAME, PERSON.NAME_KEY, PERSON.PINYIN, PERSON.INITIALS, PERSON.SEX, PERSON.BIRTH,
      PERSON.ETHNIC_GROUP, PERSON.DOCUMENT_KIND, PERSON.DOCUMENT_INDEX, PERSON.DOCUMENT_TAIL, PERSON.PHONE_KEYS, PERSON.VILLAGE, PERSON.VILLAGE_GROUP, PERSON.GRID,
      PERSON.REGISTERED, PERSON.RESIDENT, PERSON.DIED_ON);
  static final List<Field<?>> STATEMENT_COLUMNS = List.of(
      STATEMENT.TOWN, STATEMENT.ID, STATEMENT.PERSON_ID, STATEMENT.VALID_FROM, STATEMENT.SOURCE, STATEMENT.RECORDED_AT, STATEMENT.RECORDED_BY,
      STATEMENT.IMPORT_ID, STATEMENT.IMPORT_ROW, STATEMENT.CLEARED, STATEMENT.NAME, STATEMENT.SEX, STATEMENT.BIRTH, STATEMENT.ETHNIC_GROUP,
      STATEMENT.DOCUMENT_KIND, STATEMENT.DOCUMENT, STATEMENT.PHONES, STATEMENT.ADDRESS, STATEMENT.VILLAGE, STATEMENT.VILLAGE_GROUP, STATEMENT.GRID,
      STATEMENT.REGISTERED, STATEMENT.RESIDENT, STATEMENT.BANK_ACCOUNT, STATEMENT.GUARDIAN, STATEMENT.DIED_ON);
  static final List<Field<?>> PERIOD_COLUMNS = List.of(
      PERIOD.TOWN, PERIOD.PERSON_ID, PERIOD.VALID_FROM, PERIOD.VALID_TO, PERIOD.NAME, PERIOD.NAME_KEY, PERIOD.PINYIN, PERIOD.INITIALS, PERIOD.SEX,
      PERIOD.BIRTH, PERIOD.VILLAGE, PERIOD.VILLAGE_GROUP, PERIOD.GRID, PERIOD.REGISTERED, PERIOD.RESIDENT, PERIOD.DIED_ON);

  static final String DOCUMENT = "people.document";
  static final String PHONES = "people.phones";
  static final String ADDRESS = "people.address";
  static final String BANK_ACCOUNT = "people.bank_account";

  private final PersonalData personal;
  private final Fingerprints fingerprints;

  PersonColumns(PersonalData personal, Fingerprints fingerprints) {
    this.personal = personal;
    this.fingerprints = fingerprints;
  }

  @Nullable Object[] person(String town, long id, Timeline.Period now) {
    Facts facts = now.facts();
    String name = Objects.requireNonNull(facts.name());
    Document document = facts.document();
    return new Object[] {
      town, id, id, now.from(), name, PersonNames.normal(name), PersonNames.pinyin(name).replace(" ", ""), PersonNames.initials(name), facts.sex(), facts.birth(),
      facts.ethnicGroup(), document.kind(), fingerprints.document(document), fingerprints.tail(document), fingerprints.phones(facts.phones()), facts.village(), facts.group(), facts.grid(),
      facts.registered(), facts.resident(), facts.diedOn()
    };
  }

  @Nullable Object[] period(String town, long id, Timeline.Period period, LocalDate to) {
    Facts facts = period.facts();
    String name = Objects.requireNonNull(facts.name());
    return new Object[] {
      town, id, period.from(), to, name, PersonNames.normal(name), PersonNames.pinyin(name).replace(" ", ""), PersonNames.initials(name), facts.sex(),
      facts.birth(), facts.village(), facts.group(), facts.grid(), facts.registered(), facts.resident(), facts.diedOn()
    };
  }

  @Nullable Object[] statement(String town, long id, NewStatement made) {
    Facts facts = made.said().facts();
    Document document = facts.attributes().contains(Attribute.DOCUMENT) ? facts.document() : null;
    return new Object[] {
      town, id, made.personId(), made.said().validFrom(), made.said().source(), made.at(), made.by(), made.importId(), made.importRow(),
      made.said().cleared().stream().map(Attribute::name).sorted().toArray(String[]::new), facts.name(), facts.sex(), facts.birth(), facts.ethnicGroup(),
      document == null ? null : document.kind(), document == null ? null : personal.encryptOrNull(DOCUMENT, document.number()),
      personal.encryptOrNull(PHONES, String.join("\n", facts.phones())), personal.encryptOrNull(ADDRESS, facts.address()), facts.village(), facts.group(),
      facts.grid(), facts.value(Attribute.REGISTERED), facts.value(Attribute.RESIDENT), personal.encryptOrNull(BANK_ACCOUNT, facts.bankAccount()),
      facts.guardian(), facts.diedOn()
    };
  }

  Statement statement(StatementRecord row) {
    return new Statement(
        row.getId(), row.getPersonId(), row.getValidFrom(), row.getSource(), row.getRecordedAt(), row.getRecordedBy(), row.getImportId(), facts(row),
        Set.copyOf(java.util.Arrays.stream(row.getCleared()).map(Attribute::valueOf).toList()), row.getRetractedAt(), row.getRetractedBy(), row.getRetraction());
  }

  private Facts facts(StatementRecord row) {
    String phones = personal.decryptOrNull(PHONES, row.getPhones());
    return Facts.NONE
        .with(Attribute.NAME, row.getName())
        .with(Attribute.SEX, row.getSex() == null ? null : Sex.valueOf(row.getSex()))
        .with(Attribute.BIRTH, row.getBirth())
        .with(Attribute.ETHNIC_GROUP, row.getEthnicGroup())
        .with(Attribute.DOCUMENT, document(row))
        .with(Attribute.PHONES, phones == null ? null : List.of(phones.split("\n")))
        .with(Attribute.ADDRESS, personal.decryptOrNull(ADDRESS, row.getAddress()))
        .with(Attribute.VILLAGE, row.getVillage())
        .with(Attribute.GROUP, row.getVillageGroup())
        .with(Attribute.GRID, row.getGrid())
        .with(Attribute.REGISTERED, row.getRegistered())
        .with(Attribute.RESIDENT, row.getResident())
        .with(Attribute.BANK_ACCOUNT, personal.decryptOrNull(BANK_ACCOUNT, row.getBankAccount()))
        .with(Attribute.GUARDIAN, row.getGuardian())
        .with(Attribute.DIED_ON, row.getDiedOn());
  }

  private @Nullable Document document(StatementRecord row) {
    if (row.getDocumentKind() == null) return null;
    DocumentKind kind = DocumentKind.valueOf(row.getDocumentKind());
    return kind == DocumentKind.NONE ? Document.NONE : new Document(kind, personal.decrypt(DOCUMENT, Objects.requireNonNull(row.getDocument())));
  }
}

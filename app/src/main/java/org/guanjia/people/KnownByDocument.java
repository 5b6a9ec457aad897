package org.guanjia.people;

import static org.guanjia.people.db.Tables.PERSON;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.guanjia.linkage.PersonNames;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.identity.OtherDocument;
import org.guanjia.platform.identity.ResidentId;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Whom lists of other offices name by a document: for lists about people whom the register must know already. */
@Component
public class KnownByDocument {

  private final DSLContext sql;
  private final Fingerprints fingerprints;
  private final Clock clock;

  KnownByDocument(DSLContext sql, Fingerprints fingerprints, Clock clock) {
    this.sql = sql;
    this.fingerprints = fingerprints;
    this.clock = clock;
  }

  /** @param name as the register has it; only to be compared with what the list says */
  public record Known(long person, String name, Optional<LocalDate> birth) {

    /** Whether the list means the same name, whatever its characters' form. */
    public boolean called(String typed) {
      return PersonNames.normal(name).equals(PersonNames.normal(typed));
    }
  }

  /** Those whom this viewer sees, by the number as the list writes it; by one query however many they are. */
  @Transactional(readOnly = true)
  public Map<String, Known> of(Collection<String> numbers) {
    LocalDate today = WorkingDays.dayOf(clock.instant());
    Map<ByteBuffer, String> typed = new HashMap<>();
    for (String number : numbers) document(number, today).map(fingerprints::document).ifPresent(index -> typed.put(ByteBuffer.wrap(index), number));
    Map<String, Known> known = new HashMap<>();
    if (typed.isEmpty()) return known;
    byte[][] indexes = typed.keySet().stream().map(ByteBuffer::array).toArray(byte[][]::new);
    sql.select(PERSON.ID, PERSON.NAME, PERSON.BIRTH, PERSON.DOCUMENT_INDEX).from(PERSON)
        .where(PERSON.TOWN.eq(TownContext.required().town()), PERSON.ROOT.eq(PERSON.ID), PERSON.DOCUMENT_INDEX.eq(DSL.any(indexes)))
        .forEach(row -> known.put(typed.get(ByteBuffer.wrap(row.value4())), new Known(row.value1(), row.value2(), Optional.ofNullable(row.value3()))));
    return known;
  }

  private static Optional<Document> document(String number, LocalDate today) {
    ResidentId id = ResidentId.parse(number, today);
    if (id.valid()) return Optional.of(new Document(DocumentKind.RESIDENT_ID, id.normal()));
    for (OtherDocument.Kind kind : OtherDocument.Kind.values()) {
      OtherDocument other = OtherDocument.parse(kind, number);
      if (other.valid()) return Optional.of(new Document(DocumentKind.valueOf(kind.name()), other.normal()));
    }
    return Optional.empty();
  }
}

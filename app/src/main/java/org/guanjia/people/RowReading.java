package org.guanjia.people;

import java.text.Normalizer;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.guanjia.places.Places;
import org.guanjia.places.SubArea;
import org.guanjia.places.Village;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.crypto.Phones;
import org.guanjia.platform.identity.BankCard;
import org.guanjia.platform.identity.OtherDocument;
import org.guanjia.platform.identity.ResidentId;
import org.guanjia.platform.spreadsheets.ImportBatch;
import org.guanjia.platform.spreadsheets.ImportField;
import org.guanjia.platform.spreadsheets.ImportRow;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads rows into persons and refuses, cell by cell, what cannot be. A wrong document alone refuses nobody: the person may be known all the same. */
@Component
class RowReading {

  private static final Pattern PHONE = Pattern.compile("[0-9]{7,20}");
  private static final Pattern BETWEEN_PHONES = Pattern.compile("[、,，;；/／|\\n\\r]+|或");
  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");
  private static final Pattern NO_NUMBER = Pattern.compile("无|暂无|没有|未办理|未办|不详|-+|/+|0+");
  private static final Pattern FIRST_IS_LETTER = Pattern.compile("[A-Z].*");
  /** 残疾人证: the resident number, and two digits of category and grade. */
  private static final Pattern DISABILITY_CARD = Pattern.compile("[0-9]{17}[0-9Xx][1-7][1-4](?:[Bb][0-9])?");
  private static final int ONE_PHONE_DIGITS_MAX = 13;

  static final String IMPORTED = "导入的名单";

  private final PeopleFields fields;
  private final Places places;
  private final Clock clock;

  RowReading(PeopleFields fields, Places places, Clock clock) {
    this.fields = fields;
    this.places = places;
    this.clock = clock;
  }

  /**
   * Rows that nothing has been said against.
   *
   * @param more what a row tells beside the person, by field
   */
  List<PersonRow> read(ImportBatch batch, Function<ImportRow, Map<String, String>> more) {
    LocalDate today = WorkingDays.dayOf(clock.instant());
    Reading reading = new Reading(batch, places.villageNames(), today);
    List<PersonRow> rows = new ArrayList<>();
    for (ImportRow row : batch.standing()) {
      PersonRow read = reading.row(row, more.apply(row));
      if (read != null) rows.add(read);
    }
    return rows;
  }

  /** What the office that sent the file is called. */
  static String source(ImportBatch batch) {
    return batch.source().isBlank() ? IMPORTED : batch.source();
  }

  /** One batch, with what its cells name looked up once. */
  private final class Reading {
    private final ImportBatch batch;
    private final Function<String, Optional<Village>> villages;
    private final LocalDate today;
    private final Map<String, Optional<Village>> villageOf = new HashMap<>();
    private final Map<String, Optional<SubArea>> areaOf = new HashMap<>();

    Reading(ImportBatch batch, Function<String, Optional<Village>> villages, LocalDate today) {
      this.batch = batch;
      this.villages = villages;
      this.today = today;
    }

    @Nullable PersonRow row(ImportRow row, Map<String, String> more) {
      Facts typed = Facts.NONE.with(Attribute.NAME, row.must(fields.name)).with(Attribute.ETHNIC_GROUP, row.get(fields.ethnicGroup))
          .with(Attribute.ADDRESS, row.get(fields.address)).with(Attribute.REGISTERED, row.get(fields.registered)).with(Attribute.RESIDENT, row.get(fields.resident));
      Optional<?> sex = row.get(fields.sex);
      typed = typed.with(Attribute.SEX, sex == null ? null : sex.orElse(null));
      boolean sound = PersonChecks.speaks(row.must(fields.name)) || refuse(row, fields.name, "people.import.name", row.must(fields.name));
      LocalDate birth = row.get(fields.birth);
      if (birth != null && birth.isAfter(today)) sound = refuse(row, fields.birth, "people.error.birth.future");
      typed = typed.with(Attribute.BIRTH, birth);
      List<String> phones = phones(row);
      sound &= phones != null;
      if (phones != null && !phones.isEmpty()) typed = typed.with(Attribute.PHONES, phones);
      BankCard card = row.get(fields.bankAccount) == null ? null : BankCard.parse(row.must(fields.bankAccount));
      if (card != null && !card.valid()) sound = refuse(row, fields.bankAccount, card.problems().iterator().next().messageKey());
      else if (card != null) typed = typed.with(Attribute.BANK_ACCOUNT, card.normal());
      Optional<Facts> placed = place(row, typed);
      if (!sound || placed.isEmpty()) return null;
      return withDocument(row, placed.get(), more);
    }

    private PersonRow withDocument(ImportRow row, Facts typed, Map<String, String> more) {
      String text = row.get(fields.document);
      LocalDate from = validFrom(row);
      String source = source(batch);
      DocumentKind told = row.get(fields.documentKind);
      if (text == null || told == DocumentKind.NONE || NO_NUMBER.matcher(text).matches()) return new PersonRow(row.number(), typed, typed, from, source, more);
      String number = DISABILITY_CARD.matcher(text).matches() ? text.substring(0, ResidentId.LENGTH) : text;
      DocumentKind kind = told == null ? kind(number) : told;
      if (kind != DocumentKind.RESIDENT_ID) {
        OtherDocument other = OtherDocument.parse(OtherDocument.Kind.valueOf(kind.name()), number);
        Facts with = other.normal().isEmpty() ? typed : typed.with(Attribute.DOCUMENT, new Document(kind, other.normal()));
        return new PersonRow(row.number(), with, other.valid() ? with : typed, from, source, more);
      }
      ResidentId id = ResidentId.parse(number, today);
      if (id.normal().isEmpty()) return new PersonRow(row.number(), typed, typed, from, source, more);
      Facts with = typed.with(Attribute.DOCUMENT, new Document(kind, id.normal()));
      Facts facts = id.valid() ? with.with(Attribute.BIRTH, id.birth()).with(Attribute.SEX, id.sex()) : typed;
      return new PersonRow(row.number(), with, facts, from, source, more);
    }

    /** Without a column that tells, a number that begins with a letter is a permit of Hong Kong or Macao or a passport. */
    private DocumentKind kind(String number) {
      String plain = Normalizer.normalize(number, Normalizer.Form.NFKC).toUpperCase(java.util.Locale.ROOT);
      if (!FIRST_IS_LETTER.matcher(plain).matches()) return DocumentKind.RESIDENT_ID;
      if (OtherDocument.parse(OtherDocument.Kind.HK_MACAO_PERMIT, plain).valid()) return DocumentKind.HK_MACAO_PERMIT;
      return OtherDocument.parse(OtherDocument.Kind.FOREIGN_PERMANENT_RESIDENCE, plain).valid() ? DocumentKind.FOREIGN_PERMANENT_RESIDENCE : DocumentKind.PASSPORT;
    }

    private LocalDate validFrom(ImportRow row) {
      LocalDate from = row.get(fields.validFrom);
      if (from == null || !from.isAfter(today)) return from == null ? today : from;
      batch.warn(row, fields.validFrom, "people.import.validFrom.future", from);
      return today;
    }

    /** Several in one cell too; null when one is none. */
    private @Nullable List<String> phones(ImportRow row) {
      List<String> phones = new ArrayList<>();
      for (ImportField<String> field : List.of(fields.phones, fields.otherPhones)) {
        String cell = row.get(field);
        if (cell == null) continue;
        for (String phone : BETWEEN_PHONES.splitAsStream(cell).flatMap(Reading::apart).map(Phones::normal).filter(number -> !number.isEmpty()).toList()) {
          if (!PHONE.matcher(phone).matches()) {
            refuse(row, field, "people.error.phones", phone);
            return null;
          }
          if (!phones.contains(phone)) phones.add(phone);
        }
      }
      if (phones.size() <= PersonChecks.PHONES_MAX) return phones;
      refuse(row, fields.phones, "people.error.phones.many", PersonChecks.PHONES_MAX);
      return null;
    }

    /** A blank parts two numbers, or the digits of one. */
    private static java.util.stream.Stream<String> apart(String text) {
      return Phones.normal(text).length() <= ONE_PHONE_DIGITS_MAX ? java.util.stream.Stream.of(text) : Arrays.stream(BLANKS.split(text));
    }

    private Optional<Facts> place(ImportRow row, Facts typed) {
      String named = row.get(fields.village);
      Optional<Village> village = named == null ? Optional.empty() : villageOf.computeIfAbsent(named, villages);
      if (named != null && village.isEmpty()) {
        refuse(row, fields.village, "people.import.village", named);
        return Optional.empty();
      }
      String code = village.map(Village::code).orElse(null);
      Facts placed = typed.with(Attribute.VILLAGE, code);
      return Optional.of(placed.with(Attribute.GROUP, part(row, fields.group, SubArea.Kind.GROUP, code)).with(Attribute.GRID, part(row, fields.grid, SubArea.Kind.GRID, code)));
    }

    /** The code; one that the town's list does not have keeps nobody out, but is remarked upon. */
    private @Nullable String part(ImportRow row, ImportField<String> field, SubArea.Kind kind, @Nullable String village) {
      String named = row.get(field);
      if (named == null) return null;
      Optional<SubArea> area = village == null ? Optional.empty() : areaOf.computeIfAbsent(kind + " " + village + " " + named, any -> places.named(kind, village, named));
      if (area.isEmpty()) batch.warn(row, field, "people.import." + field.name(), named);
      return area.map(SubArea::code).orElse(null);
    }

    private boolean refuse(ImportRow row, ImportField<?> field, String key, Object... args) {
      batch.refuse(row, field, key, args);
      return false;
    }
  }

}

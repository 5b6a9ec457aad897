package org.guanjia.people;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.guanjia.places.Places;
import org.guanjia.places.SubArea;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.identity.BankCard;
import org.guanjia.platform.identity.ResidentId;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.InvalidInput.FieldError;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a person cannot be: born tomorrow, dead before birth, of another sex than the number says, of a village that is none. */
@Component
class PersonChecks {

  static final LocalDate EARLIEST_BIRTH = LocalDate.of(1850, 1, 1);
  static final int PHONES_MAX = 6;
  private static final int ETHNIC_GROUPS = 56;

  private final Places places;

  PersonChecks(Places places) {
    this.places = places;
  }

  /**
   * What is wrong with something that is to be said.
   *
   * @param after what would hold then
   * @param today in Asia/Shanghai
   */
  List<FieldError> of(Said said, Facts after, LocalDate today) {
    List<FieldError> errors = new ArrayList<>();
    if (said.validFrom().isAfter(today)) errors.add(FieldError.of("validFrom", "people.error.validFrom.future"));
    if (said.source().isBlank() || said.source().length() > Said.SOURCE_LENGTH_MAX) errors.add(FieldError.of("source", "people.error.source"));
    if (after.name() == null) errors.add(FieldError.of(Attribute.NAME.field(), "people.error.name.missing"));
    dates(after, today, errors);
    document(after, today, errors);
    place(after, errors);
    reach(after, errors);
    return errors;
  }

  /**
   * @throws InvalidInput naming each field that is wrong
   */
  void refuse(Said said, Facts after, LocalDate today) {
    List<FieldError> errors = of(said, after, today);
    if (!errors.isEmpty()) throw new InvalidInput(errors);
  }

  private static void dates(Facts after, LocalDate today, List<FieldError> errors) {
    LocalDate birth = after.birth();
    LocalDate died = after.diedOn();
    if (birth != null && birth.isAfter(today)) errors.add(FieldError.of(Attribute.BIRTH.field(), "people.error.birth.future"));
    if (birth != null && birth.isBefore(EARLIEST_BIRTH)) errors.add(FieldError.of(Attribute.BIRTH.field(), "people.error.birth.early"));
    if (died != null && died.isAfter(today)) errors.add(FieldError.of(Attribute.DIED_ON.field(), "people.error.died.future"));
    if (died != null && birth != null && died.isBefore(birth)) errors.add(FieldError.of(Attribute.DIED_ON.field(), "people.error.died.beforeBirth"));
  }

  private static void document(Facts after, LocalDate today, List<FieldError> errors) {
    Document document = after.document();
    List<String> problems = document.problems(today);
    problems.forEach(problem -> errors.add(FieldError.of(Attribute.DOCUMENT.field(), problem)));
    if (document.kind() != DocumentKind.RESIDENT_ID || !problems.isEmpty()) return;
    ResidentId id = ResidentId.parse(document.number(), today);
    if (after.birth() != null && !after.birth().equals(id.birth())) errors.add(FieldError.of(Attribute.BIRTH.field(), "people.error.birth.document"));
    if (after.sex() != null && after.sex() != id.sex()) errors.add(FieldError.of(Attribute.SEX.field(), "people.error.sex.document"));
  }

  private void place(Facts after, List<FieldError> errors) {
    String village = after.village();
    if (village != null && places.village(village).isEmpty()) errors.add(FieldError.of(Attribute.VILLAGE.field(), "people.error.village"));
    if (outside(village, after.grid())) errors.add(FieldError.of(Attribute.VILLAGE.field(), "register.error.outside"));
    belongs(after.group(), after.group() == null ? Optional.empty() : places.group(after.group()), village, Attribute.GROUP, errors);
    belongs(after.grid(), after.grid() == null ? Optional.empty() : places.grid(after.grid()), village, Attribute.GRID, errors);
  }

  /** Whether whoever writes it down could not see it any more; row-level security would not let it be written. */
  static boolean outside(@Nullable String village, @Nullable String grid) {
    TownContext context = TownContext.current();
    List<String> areas = context == null ? null : context.areas();
    return areas != null && !(village != null && areas.contains(village)) && !(grid != null && areas.contains(grid));
  }

  private static void belongs(@Nullable String code, Optional<SubArea> area, @Nullable String village, Attribute attribute, List<FieldError> errors) {
    if (code != null && (area.isEmpty() || !Objects.equals(area.get().village(), village))) {
      errors.add(FieldError.of(attribute.field(), "people.error." + attribute.field()));
    }
  }

  private static void reach(Facts after, List<FieldError> errors) {
    if (after.phones().size() > PHONES_MAX) errors.add(FieldError.of(Attribute.PHONES.field(), "people.error.phones.many", PHONES_MAX));
    for (String phone : after.phones()) {
      if (!phone.matches("[0-9]{7,20}")) errors.add(FieldError.of(Attribute.PHONES.field(), "people.error.phones", phone));
    }
    String account = after.bankAccount();
    if (account != null) BankCard.parse(account).problems().forEach(problem -> errors.add(FieldError.of(Attribute.BANK_ACCOUNT.field(), problem.messageKey())));
    String ethnic = after.ethnicGroup();
    if (ethnic != null && !ethnicGroup(ethnic)) errors.add(FieldError.of(Attribute.ETHNIC_GROUP.field(), "people.error.ethnicGroup"));
  }

  /** Whether a name has anything to be called by: a letter or character. */
  static boolean speaks(String name) {
    return name.codePoints().anyMatch(Character::isLetter);
  }

  /** GB/T 3304: 01 to 56, and 97 others, 98 naturalised. */
  static boolean ethnicGroup(String code) {
    return code.matches("[0-9]{2}") && (Integer.parseInt(code) >= 1 && Integer.parseInt(code) <= ETHNIC_GROUPS || code.equals("97") || code.equals("98"));
  }
}

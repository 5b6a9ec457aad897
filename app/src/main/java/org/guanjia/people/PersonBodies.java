package org.guanjia.people;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.guanjia.platform.identity.BankCard;
import org.guanjia.platform.identity.Sex;
import org.guanjia.platform.web.InvalidInput;
import org.jspecify.annotations.Nullable;

/**
 * What programs say to the register. {@code version} is the one that was read; with it, a change is refused (409) when the person, household or
 * membership has changed since. Null says nothing.
 */
final class PersonBodies {

  private PersonBodies() {}

  record FactsJson(
      @Nullable String name, @Nullable Sex sex, @Nullable LocalDate birth, @Schema(description = "Two digits of GB/T 3304") @Nullable String ethnicGroup,
      @Schema(description = "RESIDENT_ID when left out") @Nullable DocumentKind documentKind, @Schema(description = "Number of the document") @Nullable String document,
      @Schema(description = "The one to call first ahead") @Nullable List<String> phones, @Nullable String address, @Schema(description = "Code") @Nullable String village,
      @Schema(description = "Code of the village group") @Nullable String group, @Schema(description = "Code of the grid") @Nullable String grid,
      @Schema(description = "Of a registered household of the town") @Nullable Boolean registered, @Schema(description = "Lives in the town") @Nullable Boolean resident,
      @Nullable String bankAccount, @Schema(description = "Number of the person who acts for this one") @Nullable Long guardian) {

    Facts facts(LocalDate today) {
      return Facts.NONE
          .with(Attribute.NAME, name == null || name.isBlank() ? null : name.strip()).with(Attribute.SEX, sex).with(Attribute.BIRTH, birth)
          .with(Attribute.ETHNIC_GROUP, ethnicGroup).with(Attribute.DOCUMENT, documentOrNull(today))
          .with(Attribute.PHONES, phones == null ? null : TypedFacts.phones(String.join("\n", listOf("phones", phones)))).with(Attribute.ADDRESS, address)
          .with(Attribute.VILLAGE, village).with(Attribute.GROUP, group).with(Attribute.GRID, grid).with(Attribute.REGISTERED, registered).with(Attribute.RESIDENT, resident)
          .with(Attribute.BANK_ACCOUNT, bankAccount == null ? null : BankCard.parse(bankAccount).normal()).with(Attribute.GUARDIAN, guardian);
    }

    private @Nullable Document documentOrNull(LocalDate today) {
      if (documentKind == DocumentKind.NONE) return Document.NONE;
      if (document == null && documentKind != null) throw new InvalidInput("document", "register.error.document");
      return document == null ? null : TypedFacts.document(Objects.requireNonNullElse(documentKind, DocumentKind.RESIDENT_ID), document, today);
    }
  }

  record PersonJson(
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable FactsJson facts,
      @Schema(requiredMode = RequiredMode.REQUIRED, description = "The day on which all of this holds") @Nullable LocalDate validFrom,
      @Schema(requiredMode = RequiredMode.REQUIRED, description = "Who says so") @Nullable String source) {

    Said said(LocalDate today) {
      return new Said(TypedFacts.completed(given("facts", facts).facts(today), today), given("validFrom", validFrom), text(source));
    }
  }

  record StatementJson(
      @Schema(requiredMode = RequiredMode.REQUIRED, description = "What holds from that day on") @Nullable FactsJson facts,
      @Schema(description = "Names of attributes that have no value any more, such as bankAccount") @Nullable List<String> cleared,
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable LocalDate validFrom, @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable String source,
      @Schema(requiredMode = RequiredMode.REQUIRED, description = "Of the person as read") @Nullable Integer version) {

    Said said(LocalDate today) {
      Facts said = facts == null ? Facts.NONE : facts.facts(today);
      return new Said(said, attributes(), given("validFrom", validFrom), text(source));
    }

    private Set<Attribute> attributes() {
      Set<Attribute> all = EnumSet.noneOf(Attribute.class);
      for (String name : listOf("cleared", cleared)) {
        all.add(TypedFacts.ASKED.stream().filter(attribute -> attribute.field().equals(name)).findFirst()
            .orElseThrow(() -> new InvalidInput("cleared", "register.error.oneOf", String.join(", ", TypedFacts.ASKED.stream().map(Attribute::field).toList()))));
      }
      return all;
    }
  }

  record RetractionJson(@Schema(requiredMode = RequiredMode.REQUIRED) @Nullable String reason, @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable Integer version) {}

  record EventJson(
      @Schema(requiredMode = RequiredMode.REQUIRED, description = "A birth is told of the household instead") LifeEvent.@Nullable Kind kind,
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable LocalDate on, @Schema(description = "Number of the other person of a marriage or divorce") @Nullable Long other,
      @Schema(description = "Of a move: whether the registered household moves along") @Nullable Boolean registration, @Nullable String note,
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable String source, @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable Integer version) {

    LifeEvent event() {
      LifeEvent.Kind what = given("kind", kind);
      if (what == LifeEvent.Kind.BORN) throw new InvalidInput("kind", "register.error.oneOf", "DIED, MOVED_IN, MOVED_OUT, MARRIED, DIVORCED");
      return new LifeEvent(what, given("on", on), other, Boolean.TRUE.equals(registration), note, text(source));
    }
  }

  record MembershipJson(
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable SpecialGroup kind, @Schema(description = "Of a disability, 1 to 7 (GB/T 26341)") @Nullable String category,
      @Schema(description = "Of a disability, 1 to 4") @Nullable String grade, @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable LocalDate since,
      @Nullable LocalDate reviewOn, @Nullable String evidence, @Schema(description = "Id of a file sent to /api/v1/files before") @Nullable UUID file,
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable String source) {

    NewMembership said() {
      return new NewMembership(kind, category, grade, since, reviewOn, evidence, file, text(source));
    }
  }

  record PersonReviewJson(
      @Schema(description = "When to look next; left out for never") @Nullable LocalDate reviewOn, @Schema(description = "In place of what stood") @Nullable String evidence,
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable Integer version) {}

  record PersonEndJson(
      @Schema(requiredMode = RequiredMode.REQUIRED, description = "The first day on which it does not hold") @Nullable LocalDate until,
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable String reason, @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable Integer version) {}

  record HouseholdJson(
      @Schema(requiredMode = RequiredMode.REQUIRED) Household.@Nullable Kind kind, @Nullable String number, @Nullable String address,
      @Schema(requiredMode = RequiredMode.REQUIRED, description = "Code") @Nullable String village, @Nullable String group,
      @Schema(requiredMode = RequiredMode.REQUIRED, description = "Number of the person") @Nullable Long head, @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable LocalDate from,
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable String source) {

    NewHousehold made() {
      return new NewHousehold(kind, number, address, village, group);
    }
  }

  record RelationJson(
      @Schema(description = "Row of a member as read; left out for one who joins") @Nullable Long row, @Schema(description = "Number of a person who joins") @Nullable Long person,
      @Schema(description = "To the head, GB/T 4761; left out for one who leaves") @Nullable String relation) {}

  record ArrangementJson(
      @Schema(requiredMode = RequiredMode.REQUIRED, description = "Who comes, goes or stands otherwise; the others stay as they are") @Nullable List<RelationJson> members,
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable LocalDate from, @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable String source,
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable Integer version) {

    Households.Arrangement arrangement() {
      Map<Long, String> relations = new HashMap<>();
      Map<Long, String> newcomers = new HashMap<>();
      for (RelationJson member : listOf("members", members)) {
        if (member.row() != null) relations.put(member.row(), text(member.relation()));
        else newcomers.put(given("members.person", member.person()), text(member.relation()));
      }
      return new Households.Arrangement(given("from", from), relations, newcomers, text(source));
    }
  }

  record BirthJson(
      @Schema(requiredMode = RequiredMode.REQUIRED, description = "Of the child; name and birth at least") @Nullable FactsJson facts,
      @Schema(requiredMode = RequiredMode.REQUIRED, description = "To the head, GB/T 4761") @Nullable String relation,
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable String source, @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable Integer version) {}

  static String text(@Nullable String text) {
    return text == null ? "" : text.strip();
  }

  static <T> T given(String field, @Nullable T value) {
    if (value == null) throw new InvalidInput(field, "register.error.required");
    return value;
  }

  static <T> List<T> listOf(String field, @Nullable List<T> list) {
    if (list == null) return List.of();
    if (Arrays.asList(list.toArray()).contains(null)) throw new InvalidInput(field, "register.error.required");
    return list;
  }
}

package org.guanjia.coverage;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.guanjia.awards.Applications;
import org.guanjia.awards.Award;
import org.guanjia.awards.Awards;
import org.guanjia.awards.NewAward;
import org.guanjia.benefits.RegisterOutcomes;
import org.guanjia.benefits.StatedFacts;
import org.guanjia.people.LifeEvent;
import org.guanjia.people.Memberships;
import org.guanjia.people.NewMembership;
import org.guanjia.people.Register;
import org.guanjia.people.SpecialGroup;
import org.guanjia.platform.access.CurrentViewer;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.access.Viewer;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.InvalidInput.FieldError;
import org.guanjia.rules.Fact;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What a try brings about in the other modules, in the transaction in which it is written down. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class ContactEffects {

  private static final int DAYS_BACK_MAX = 366;
  private static final int SOURCE_LENGTH_MAX = 100;
  private static final String AT_THE_DOOR = "入户核实";

  private final Applications applications;
  private final Awards awards;
  private final StatedFacts facts;
  private final Memberships memberships;
  private final Register register;
  private final Clock clock;

  ContactEffects(Applications applications, Awards awards, StatedFacts facts, Memberships memberships, Register register, Clock clock) {
    this.applications = applications;
    this.awards = awards;
    this.facts = facts;
    this.memberships = memberships;
    this.register = register;
    this.clock = clock;
  }

  /**
   * @throws InvalidInput naming the fields that are wrong
   */
  ContactResult check(Finding finding, NewContact said) {
    List<FieldError> errors = new ArrayList<>();
    LocalDate today = today();
    ContactResult result = said.result();
    if (said.on() == null || said.on().isAfter(today) || said.on().isBefore(today.minusDays(DAYS_BACK_MAX))) errors.add(FieldError.of("on", "coverage.error.on", DAYS_BACK_MAX));
    if (said.way() == null) errors.add(FieldError.of("way", "coverage.error.way"));
    if (result == null || !result.of(finding.kind())) errors.add(FieldError.of("result", "coverage.error.result"));
    if (said.words().length() > NewContact.WORDS_LENGTH_MAX) errors.add(FieldError.of("words", "coverage.error.long", NewContact.WORDS_LENGTH_MAX));
    if (said.nextTry() != null && (said.nextTry().isBefore(today) || said.nextTry().isAfter(today.plusDays(DAYS_BACK_MAX)))) errors.add(FieldError.of("nextTry", "coverage.error.nextTry", DAYS_BACK_MAX));
    if (result != null && result.needsReason() && said.words().isBlank()) errors.add(FieldError.of("words", "coverage.error.reason", NewContact.WORDS_LENGTH_MAX));
    if (result != null && result.asksAgain() && (said.askAgainOn() == null || !said.askAgainOn().isAfter(today))) errors.add(FieldError.of("askAgainOn", "coverage.error.askAgainOn"));
    if (result == ContactResult.APPLIES && said.from() == null) errors.add(FieldError.of("from", "coverage.error.from"));
    if (result == ContactResult.ENDED && said.lastMonth() == null) errors.add(FieldError.of("lastMonth", "coverage.error.lastMonth"));
    if (result == ContactResult.FACT_STATED) checkFact(finding, said, errors);
    if ((result == ContactResult.MOVED || result == ContactResult.DIED) && (said.since() == null || said.since().isAfter(today))) errors.add(FieldError.of("since", "coverage.error.since"));
    if (!errors.isEmpty() || result == null) throw new InvalidInput(errors);
    return result;
  }

  private void checkFact(Finding finding, NewContact said, List<FieldError> errors) {
    boolean fact = said.fact() != null;
    if (fact && statable(finding).stream().noneMatch(each -> each.code().equals(said.fact()))) errors.add(FieldError.of("fact", "coverage.error.fact"));
    if (!deniable(finding).containsAll(said.notOf())) errors.add(FieldError.of("notOf", "coverage.error.fact"));
    if (!fact && said.notOf().isEmpty()) errors.add(FieldError.of("fact", "coverage.error.fact"));
    if (fact && said.value().isBlank()) errors.add(FieldError.of("value", "coverage.error.value"));
    if (said.since() == null || said.since().isAfter(today())) errors.add(FieldError.of("since", "coverage.error.since"));
    if (said.source().isBlank() || said.source().length() > SOURCE_LENGTH_MAX) errors.add(FieldError.of("source", "coverage.error.source", SOURCE_LENGTH_MAX));
  }

  /** The groups of which it is missing whether the person is of them. */
  static Set<SpecialGroup> deniable(Finding finding) {
    Set<SpecialGroup> groups = EnumSet.noneOf(SpecialGroup.class);
    RegisterOutcomes.facts(finding.missing()).stream().map(RegisterOutcomes::settledByList).filter(Objects::nonNull).forEach(groups::add);
    return groups;
  }

  /** The missing facts for which there is a place: what offices state, and whether somebody is of a group. The others are the register's own form's. */
  static List<Fact> statable(Finding finding) {
    return RegisterOutcomes.facts(finding.missing()).stream().filter(fact -> StatedFacts.CODES.contains(fact.code()) || RegisterOutcomes.settledByList(fact) != null).toList();
  }

  /** The application that was opened; null for none. */
  @Nullable Long apply(Finding finding, NewContact said) {
    switch (Objects.requireNonNull(said.result())) {
      case APPLIES -> {
        may(Permission.AWARDS_APPLY);
        return applications.apply(new NewAward(
            finding.personId(), finding.programme(), origin(said), said.on(), said.from(), null, null, said.words().isBlank() ? null : said.words(), List.of()));
      }
      case FACT_STATED -> state(finding, said);
      case ENDED -> {
        may(Permission.AWARDS_CHECK);
        Long award = finding.award();
        if (award == null) throw new InvalidInput("result", "coverage.error.result");
        Award.EndReason reason = finding.kind() == FindingKind.NO_LONGER ? Award.EndReason.NOT_ENTITLED : Award.EndReason.DOUBLE;
        awards.end(award, null, reason, Objects.requireNonNull(said.lastMonth()), said.words());
      }
      case MOVED -> happened(finding, LifeEvent.Kind.MOVED_OUT, said);
      case DIED -> happened(finding, LifeEvent.Kind.DIED, said);
      case DECLINES, REFUSES, NOT_REACHED, EXPLAINED -> {}
    }
    return null;
  }

  private static Award.Origin origin(NewContact said) {
    return switch (Objects.requireNonNull(said.way())) {
      case VISIT -> Award.Origin.VISIT;
      case PHONE, FAMILY -> Award.Origin.PHONE;
      case WINDOW -> Award.Origin.PAPER;
    };
  }

  private void state(Finding finding, NewContact said) {
    for (SpecialGroup group : said.notOf()) state(finding, StatedFacts.NewFact.notOf(group, said.since(), null, said.source(), said.document()));
    String code = said.fact();
    if (code == null) return;
    SpecialGroup group = RegisterOutcomes.facts(finding.missing()).stream().filter(each -> each.code().equals(code)).findFirst().map(RegisterOutcomes::settledByList).orElse(null);
    boolean disabled = group == SpecialGroup.DISABLED;
    Optional<Boolean> member = StatedFacts.yesNo(said.value());
    if (StatedFacts.CODES.contains(code) || group == null) {
      state(finding, new StatedFacts.NewFact(code, said.value(), said.since(), null, said.source(), said.document()));
    } else if (disabled ? said.value().equals("0") : member.equals(Optional.of(false))) {
      state(finding, StatedFacts.NewFact.notOf(group, said.since(), null, said.source(), said.document()));
    } else if (disabled || member.isPresent()) {
      memberships.add(finding.personId(), new NewMembership(group, disabled ? said.category() : null, disabled ? said.value() : null, said.since(), null, said.document(), null, said.source()));
    } else {
      throw new InvalidInput("value", "coverage.error.valueOfGroup");
    }
  }

  /** What is refused there is named as this form has it. */
  private void state(Finding finding, StatedFacts.NewFact fact) {
    try {
      facts.state(finding.personId(), fact);
    } catch (InvalidInput refused) {
      throw new InvalidInput(refused.errors().stream().map(each -> each.field().equals("from") ? FieldError.of("since", each.key(), each.arguments().toArray()) : each).toList());
    }
  }

  /** Whoever may not write into the register reports it; somebody who may enters it from the finding. */
  private void happened(Finding finding, LifeEvent.Kind kind, NewContact said) {
    Viewer viewer = CurrentViewer.get();
    if (viewer != null && !viewer.may(Permission.PEOPLE_EDIT)) return;
    register.happened(finding.personId(), new LifeEvent(kind, Objects.requireNonNull(said.since()), null, false, said.words().isBlank() ? null : said.words(), AT_THE_DOOR));
  }

  private static void may(Permission permission) {
    Viewer viewer = CurrentViewer.get();
    if (viewer != null && !viewer.may(permission)) throw new AccessDeniedException(permission.name());
  }

  YearMonth thisMonth() {
    return YearMonth.from(today());
  }

  private LocalDate today() {
    return WorkingDays.dayOf(clock.instant());
  }
}

package org.guanjia.awards;

import static org.guanjia.awards.db.Tables.AWARD;

import java.time.Clock;
import java.time.YearMonth;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.guanjia.awards.db.tables.records.AwardRecord;
import org.guanjia.benefits.Explanation;
import org.guanjia.benefits.ProgrammeLine;
import org.guanjia.benefits.Reasons;
import org.guanjia.people.People;
import org.guanjia.people.PlaceNames;
import org.guanjia.places.Places;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.crypto.PersonalData;
import org.guanjia.platform.ui.Choice;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.Page;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Gathers what an award's page shows. */
@Component
class AwardViews {

  private final DSLContext sql;
  private final People people;
  private final AwardRules rules;
  private final Reasons reasons;
  private final Procedures procedures;
  private final Applications applications;
  private final Objections objections;
  private final Appeals appeals;
  private final Approvals approvals;
  private final AwardHistory history;
  private final PersonalData personal;
  private final Users users;
  private final Places places;
  private final Clock clock;

  AwardViews(
      DSLContext sql, People people, AwardRules rules, Reasons reasons, Procedures procedures, Applications applications, Objections objections, Appeals appeals, Approvals approvals,
      AwardHistory history, PersonalData personal, Users users, Places places, Clock clock) {
    this.sql = sql;
    this.people = people;
    this.rules = rules;
    this.reasons = reasons;
    this.procedures = procedures;
    this.applications = applications;
    this.objections = objections;
    this.appeals = appeals;
    this.approvals = approvals;
    this.history = history;
    this.personal = personal;
    this.users = users;
    this.places = places;
    this.clock = clock;
  }

  /**
   * @throws NoSuchAward when the viewer sees none of that number
   */
  @Transactional
  public AwardView of(Page page, long id) {
    AwardRecord row = sql.selectFrom(AWARD).where(AwardRows.inTown(), AWARD.ID.eq(id)).fetchOptional().orElseThrow(() -> new NoSuchAward(id));
    Award award = AwardRows.award(row);
    List<Objections.Objection> said = objections.of(id);
    List<Appeals.Appeal> appealed = appeals.of(id);
    List<AwardHistory.Event> events = history.of(id);
    return new AwardView(
        page, award, people.line(award.personId()).orElse(null), programmeNames(page).getOrDefault(award.programme(), award.programme()),
        personal.decryptOrNull(Applications.APPLICANT, row.getApplicant()), personal.decryptOrNull(Applications.WORDS, row.getWords()), explanation(page, award),
        procedures.of(award.programme()), applications.papers(id), said, appealed, history.suspensions(id), events, names(award, said, appealed, events), hindrance(page, row),
        page.viewer() != null && appeals.decidedBefore(id), new PlaceNames(places, page.locale()), WorkingDays.dayOf(clock.instant()));
  }

  /** What the rules say of the first month, or of this one where the award has begun. */
  private @Nullable Explanation explanation(Page page, Award award) {
    YearMonth now = YearMonth.from(WorkingDays.dayOf(clock.instant()));
    YearMonth month = award.state().open() || award.from().isAfter(now) ? award.from() : award.until() != null && award.until().isBefore(now) ? award.until() : now;
    return rules.determination(award.personId(), month)
        .flatMap(found -> reasons.of(page, found).stream().filter(each -> each.programme().equals(award.programme())).findFirst()).orElse(null);
  }

  private @Nullable String hindrance(Page page, AwardRecord row) {
    if (AwardMove.APPROVE.to(AwardState.valueOf(row.getState())).isEmpty()) return null;
    return approvals.hindrance(row).map(InvalidInput::errors).map(List::getFirst).map(error -> page.t(error.key(), error.arguments().toArray())).orElse(null);
  }

  private Map<String, String> names(Award award, List<Objections.Objection> said, List<Appeals.Appeal> appealed, List<AwardHistory.Event> events) {
    Set<String> who = new HashSet<>(events.stream().map(AwardHistory.Event::actor).toList());
    said.forEach(each -> {
      who.add(each.receivedBy());
      if (each.answeredBy() != null) who.add(each.answeredBy());
    });
    appealed.forEach(each -> {
      who.add(each.takenBy());
      if (each.decidedBy() != null) who.add(each.decidedBy());
    });
    for (String user : new String[] {award.checkedBy(), award.firstApprover(), award.approvedBy()}) if (user != null) who.add(user);
    return users.names(who);
  }

  Map<String, String> programmeNames(Page page) {
    return rules.programmes().stream().collect(Collectors.toMap(ProgrammeLine::code, line -> line.name(page.locale())));
  }

  List<Choice> programmes(Page page) {
    return rules.programmes().stream().map(line -> Choice.of(line.code(), line.name(page.locale()))).toList();
  }

  List<Choice> villages(Page page) {
    return places.villages().stream().map(village -> Choice.of(village.code(), village.name(page.locale()))).toList();
  }

  PlaceNames placeNames(Page page) {
    return new PlaceNames(places, page.locale());
  }
}

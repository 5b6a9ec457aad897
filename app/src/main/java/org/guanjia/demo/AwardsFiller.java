package org.guanjia.demo;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.guanjia.assessments.Assessment;
import org.guanjia.assessments.Assessments;
import org.guanjia.assessments.NewAssessment;
import org.guanjia.assessments.Sheet;
import org.guanjia.assessments.Standard;
import org.guanjia.awards.Appeals;
import org.guanjia.awards.Applications;
import org.guanjia.awards.Approvals;
import org.guanjia.awards.Award;
import org.guanjia.awards.AwardState;
import org.guanjia.awards.Awards;
import org.guanjia.awards.NewAward;
import org.guanjia.awards.Objections;
import org.guanjia.awards.Procedures;
import org.guanjia.benefits.Programmes;
import org.guanjia.people.KnownByDocument;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.spreadsheets.ImportJob;
import org.guanjia.platform.spreadsheets.Imports;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.synthetic.DocumentKind;
import org.guanjia.synthetic.Population;
import org.guanjia.synthetic.SyntheticPerson;
import org.guanjia.synthetic.TownPlan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Fills the demo's awards as a town would: the list of those in payment comes in through the ordinary import, but for some who were forgotten;
 * of these a few dozen applications are carried as far as each state, and some old people are assessed, by the demo's own staff.
 */
@Component
@Profile("demo")
class AwardsFiller {

  private static final Logger LOG = LoggerFactory.getLogger(AwardsFiller.class);
  private static final String PROGRAMME = "old-age";
  private static final String FILE = "awards-in-payment.csv";
  private static final int OLD = 80;
  /** One in so many was forgotten. */
  private static final int FORGOTTEN = 17;
  private static final int APPLICATIONS = 48;
  private static final int ASSESSED = 24;
  private static final int PUBLICATION_DAYS = 7;
  private static final long LIMIT_FEN = 15_000;
  private static final YearMonth FIRST = YearMonth.of(2021, 1);

  private final Imports imports;
  private final Programmes programmes;
  private final KnownByDocument known;
  private final Awards awards;
  private final Applications applications;
  private final Approvals approvals;
  private final Objections objections;
  private final Appeals appeals;
  private final Procedures procedures;
  private final Assessments assessments;
  private final DemoDesk desk;
  private final Clock clock;
  private final long people;

  AwardsFiller(
      Imports imports, Programmes programmes, KnownByDocument known, Awards awards, Applications applications, Approvals approvals, Objections objections, Appeals appeals,
      Procedures procedures, Assessments assessments, DemoDesk desk, Clock clock, @Value("${guanjia.demo.people:20000}") long people) {
    this.imports = imports;
    this.programmes = programmes;
    this.known = known;
    this.awards = awards;
    this.applications = applications;
    this.approvals = approvals;
    this.objections = objections;
    this.appeals = appeals;
    this.procedures = procedures;
    this.assessments = assessments;
    this.desk = desk;
    this.clock = clock;
    this.people = people;
  }

  /** Once, on the register's filler's thread: a list that is there already is not brought again. */
  void fill() throws InterruptedException {
    boolean inForce = programmes.find(PROGRAMME).filter(line -> line.inForce() != null).isPresent();
    boolean there = imports.list(null, 50).stream().map(ImportJob::fileName).anyMatch(FILE::equals);
    if (!inForce || there) return;
    List<SyntheticPerson> old = old();
    List<SyntheticPerson> forgotten = old.stream().filter(person -> person.serial() / 16 % FORGOTTEN == 0).toList();
    desk.run("approver", () -> {
      procedures.set(PROGRAMME, PUBLICATION_DAYS, null);
      procedures.limit("role:BENEFITS_APPROVER", LIMIT_FEN, null);
    });
    bring(old.stream().filter(person -> !forgotten.contains(person)).toList());
    List<Long> persons = numbers(forgotten);
    for (int i = 0; i < Math.min(APPLICATIONS, persons.size()); i++) carry(persons.get(i), i);
    some();
    List<Long> others = numbers(old.subList(0, Math.min(ASSESSED, old.size())));
    for (int i = 0; i < others.size(); i++) assess(others.get(i), i);
    LOG.info("The demo's awards are filled: {} in payment, {} applications.", old.size() - forgotten.size(), Math.min(APPLICATIONS, persons.size()));
  }

  private List<SyntheticPerson> old() {
    List<SyntheticPerson> old = new ArrayList<>();
    LocalDate latest = today().minusYears(OLD);
    Population.generate(TownPlan.chashan(people, RegisterFiller.SEED, today()), household -> household.members().stream()
        .filter(each -> each.registered() && each.livesHere() && each.document() == DocumentKind.RESIDENT_ID && !each.birth().isAfter(latest)).forEach(old::add));
    return old;
  }

  /** Who gets what since when, as the office kept it. */
  private void bring(List<SyntheticPerson> paid) throws InterruptedException {
    StringBuilder csv = new StringBuilder("姓名,身份证号码,待遇,起发月份\n");
    for (SyntheticPerson person : paid) {
      YearMonth eighty = YearMonth.from(person.birth().plusYears(OLD));
      csv.append(person.name()).append(',').append(person.documentNumber()).append(',').append(PROGRAMME).append(',').append((eighty.isBefore(FIRST) ? FIRST : eighty).atDay(1)).append('\n');
    }
    desk.bring("benefits", "awards", "公共服务办", FILE, csv.toString());
  }

  private List<Long> numbers(List<SyntheticPerson> persons) {
    Map<String, KnownByDocument.Known> found = known.of(persons.stream().map(SyntheticPerson::documentNumber).toList());
    return persons.stream().map(person -> found.get(person.documentNumber())).filter(each -> each != null).map(KnownByDocument.Known::person).toList();
  }

  /** One application as far as its turn says; whoever turns out not to be entitled by the register stays at the check. */
  private void carry(long person, int turn) {
    Award.Origin origin = List.of(Award.Origin.PAPER, Award.Origin.PHONE, Award.Origin.VISIT).get(turn % 3);
    LocalDate on = today().minusDays(turn % 20);
    if (turn % 8 == 7) {
      desk.run("benefits", () -> applications.propose(List.of(person), PROGRAMME, YearMonth.from(today())));
      return;
    }
    long id = desk.call("benefits2", () -> applications.apply(new NewAward(person, PROGRAMME, origin, on, YearMonth.from(today()), null, null, null, List.of())));
    try {
      if (turn % 8 > 1) desk.run("benefits", () -> approvals.check(id, version(id), Award.Finding.ENTITLED, null));
      if (turn % 8 > 3) desk.run("benefits", () -> approvals.publish(id, version(id)));
      if (turn % 8 == 6) desk.run("benefits2", () -> objections.object(id, false, "听邻居说已经不住在村里。", null, null));
      if (turn % 8 == 3) desk.run("approver", () -> approvals.refuse(id, version(id), "户口已迁出，与申请不符。"));
      if (turn % 16 == 3) desk.run("benefits2", () -> appeals.take(id, version(id), "户口没有迁出，请再查。", today()));
    } catch (InvalidInput notByTheRules) {
      LOG.debug("An application stays where it is: {}", notByTheRules.getMessage());
    }
  }

  /** Of those in payment some are suspended, some ended. */
  private void some() {
    List<Award> paid = desk.call("benefits", () -> awards.of(numbers(old().stream().limit(200).toList()))).stream().filter(award -> award.state() == AwardState.IN_PAYMENT).toList();
    YearMonth now = YearMonth.from(today());
    for (int i = 0; i < paid.size(); i += 12) {
      Award award = paid.get(i);
      if (i % 36 == 0) desk.run("benefits", () -> awards.end(award.id(), award.version(), Award.EndReason.OWN_WISH, now, "本人书面声明"));
      else desk.run("benefits", () -> awards.suspend(award.id(), award.version(), now, today().plusDays(20), "年审时没有见到本人"));
    }
  }

  private void assess(long person, int turn) {
    long id = desk.call("benefits", () -> assessments.begin(new NewAssessment(person, Assessment.Reason.FIRST, Assessment.Place.HOME, today().minusDays(turn), null, null)));
    List<Integer> scores = Standard.items().stream().map(item -> Math.max(0, item.most() - turn % 5)).toList();
    Sheet.Finding found = new Sheet.Finding(scores, false, turn % 7 == 6, false, turn % 5 == 4 ? 2 : 0);
    desk.run("benefits", () -> assessments.sign(id, 0, found, null));
    if (turn % 6 != 5) desk.run("benefits2", () -> assessments.sign(id, 0, found, null));
  }

  private int version(long id) {
    return awards.find(id).orElseThrow().version();
  }

  private LocalDate today() {
    return WorkingDays.dayOf(clock.instant());
  }
}

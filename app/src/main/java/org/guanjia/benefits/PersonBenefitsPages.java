package org.guanjia.benefits;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.guanjia.people.Household;
import org.guanjia.people.Households;
import org.guanjia.people.NoSuchPerson;
import org.guanjia.people.People;
import org.guanjia.people.PersonLine;
import org.guanjia.people.RegisterReading;
import org.guanjia.people.SpecialGroup;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.ui.Choice;
import org.guanjia.platform.web.Page;
import org.guanjia.platform.web.TypedForm;
import org.guanjia.rules.Fact;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What one person, or the members of one household, are entitled to in a month, and why; what an office states beside the register. */
@RestController
@Allowed(Permission.BENEFITS_VIEW)
class PersonBenefitsPages {

  /** Before a group's name, in the choice of what is stated: that somebody is not of it. */
  private static final String NOT_OF = "not-";

  private final Determinations determinations;
  private final Reasons reasons;
  private final StatedFacts facts;
  private final Programmes programmes;
  private final People people;
  private final RegisterReading register;
  private final Households households;
  private final Users users;
  private final BenefitsDeeds deeds;
  private final Clock clock;
  private final Templates templates;

  PersonBenefitsPages(
      Determinations determinations, Reasons reasons, StatedFacts facts, Programmes programmes, People people, RegisterReading register, Households households, Users users,
      BenefitsDeeds deeds, Clock clock, Templates templates) {
    this.determinations = determinations;
    this.reasons = reasons;
    this.facts = facts;
    this.programmes = programmes;
    this.people = people;
    this.register = register;
    this.households = households;
    this.users = users;
    this.deeds = deeds;
    this.clock = clock;
    this.templates = templates;
  }

  @GetMapping("/people/{id:[0-9]+}/benefits")
  JteModel show(Page page, @PathVariable long id, @RequestParam(required = false) @Nullable String month) {
    return show(page, id, month, TypedForm.FRESH);
  }

  private JteModel show(Page page, long number, @Nullable String month, TypedForm form) {
    long id = register.roots(List.of(number)).stream().findFirst().orElseThrow(() -> new NoSuchPerson(number));
    PersonLine person = people.line(id).orElseThrow(() -> new NoSuchPerson(id));
    YearMonth wanted = MonthWords.parse(month).orElse(thisMonth());
    Determination determination = determinations.of(id, wanted).orElseThrow(() -> new NoSuchPerson(id));
    List<Determination> history = determinations.history(id, wanted);
    List<StatedFacts.Stated> stated = facts.of(id);
    Map<String, String> names = users.names(stated.stream().map(StatedFacts.Stated::recordedBy).distinct().toList());
    List<Choice> codes = new ArrayList<>(StatedFacts.CODES.stream().sorted().map(code -> Choice.of(code, FactWords.name(page, code)).in(page.t("benefits.stated.fact"))).toList());
    StatedFacts.groups().forEach(group -> codes.add(Choice.of(NOT_OF + group, page.t("benefits.stated.not", page.t("people.group." + group))).in(page.t("benefits.stated.notOf"))));
    List<String> sheet = new ArrayList<>();
    for (Fact fact : SheetMaker.VOCABULARY.raw()) {
      sheet.add(page.t("benefits.example.fact", FactWords.name(page, fact), FactWords.value(page, fact, determination.sheet().raw()[fact.place()])));
    }
    return templates.benefitsPerson(page, person, wanted, determination, reasons.of(page, determination), history, sheet, lines(page, stated), names, codes, households(id), form);
  }

  private static List<StatedLine> lines(Page page, List<StatedFacts.Stated> stated) {
    return stated.stream().map(each -> {
      SpecialGroup denied = each.notOf();
      Fact fact = SheetMaker.fact(each.code());
      String words = denied != null ? page.t("benefits.stated.not", page.t("people.group." + denied))
          : page.t("benefits.example.fact", FactWords.name(page, fact), FactWords.value(page, fact, FactLiteral.held(fact, each.value()).orElse(org.guanjia.rules.Facts.UNKNOWN)));
      return new StatedLine(each, words);
    }).toList();
  }

  /** Of which the person is today. */
  private List<Long> households(long person) {
    LocalDate today = WorkingDays.dayOf(clock.instant());
    return households.ofRecords(List.of(person)).stream().filter(household -> household.on(today).stream().anyMatch(member -> member.person() == person)).map(Household::id).toList();
  }

  /** What an office states of the person for the rules. */
  @Allowed({Permission.PROGRAMMES_EDIT, Permission.AWARDS_CHECK})
  @PostMapping("/people/{id:[0-9]+}/benefits/facts")
  ResponseEntity<?> state(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = BenefitsSent.of(typed);
    LocalDate from = sent.day("from");
    LocalDate to = sent.day("to");
    return deeds.make(
        page, response, sent, "benefits.done.stated",
        () -> {
          SpecialGroup not = StatedFacts.groups().stream().filter(group -> sent.text("code").equals(NOT_OF + group)).findFirst().orElse(null);
          facts.state(id, not == null ? new StatedFacts.NewFact(sent.optional("code"), sent.text("value"), from, to, sent.text("source"), sent.optional("document"))
              : StatedFacts.NewFact.notOf(not, from, to, sent.text("source"), sent.optional("document")));
          return "/people/" + id + "/benefits";
        },
        form -> show(page, id, null, form));
  }

  @Allowed({Permission.PROGRAMMES_EDIT, Permission.AWARDS_CHECK})
  @PostMapping("/people/{id:[0-9]+}/benefits/facts/{fact:[0-9]+}/retraction")
  ResponseEntity<?> retract(Page page, HttpServletResponse response, @PathVariable long id, @PathVariable long fact, @RequestParam MultiValueMap<String, String> typed) {
    var sent = BenefitsSent.of(typed);
    return deeds.make(
        page, response, sent, "benefits.done.saved",
        () -> {
          facts.retract(id, fact, sent.text("reason"));
          return "/people/" + id + "/benefits";
        },
        form -> show(page, id, null, form));
  }

  /** A household's members side by side. */
  @GetMapping("/people/households/{id:[0-9]+}/benefits")
  JteModel household(Page page, @PathVariable long id, @RequestParam(required = false) @Nullable String month) {
    YearMonth wanted = MonthWords.parse(month).orElse(thisMonth());
    Household household = households.find(id);
    LocalDate day = wanted.atEndOfMonth().isAfter(WorkingDays.dayOf(clock.instant())) ? WorkingDays.dayOf(clock.instant()) : wanted.atEndOfMonth();
    Map<Household.Member, Map<String, Entitlement>> members = new LinkedHashMap<>();
    for (Household.Member member : household.on(day)) {
      Map<String, Entitlement> entitled = new LinkedHashMap<>();
      determinations.of(member.person(), wanted).ifPresent(each -> each.findings().forEach(finding -> entitled.put(finding.entitlement().programme(), finding.entitlement())));
      members.put(member, entitled);
    }
    return templates.benefitsHousehold(page, id, wanted, members, programmes.all());
  }

  private YearMonth thisMonth() {
    return YearMonth.from(clock.instant().atZone(WorkingDays.ZONE));
  }
}

package org.guanjia.benefits;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guanjia.people.SpecialGroup;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.money.Money;
import org.guanjia.platform.ui.Choice;
import org.guanjia.platform.web.Page;
import org.guanjia.platform.web.TypedForm;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What holds beside the programmes' own rules: which lists are whole, which programmes bind each other. */
@RestController
@Allowed(Permission.BENEFITS_VIEW)
class RulePages {

  private final CompleteLists lists;
  private final JointRules joint;
  private final Programmes programmes;
  private final Users users;
  private final BenefitsDeeds deeds;
  private final Templates templates;

  RulePages(CompleteLists lists, JointRules joint, Programmes programmes, Users users, BenefitsDeeds deeds, Templates templates) {
    this.lists = lists;
    this.joint = joint;
    this.programmes = programmes;
    this.users = users;
    this.deeds = deeds;
    this.templates = templates;
  }

  @GetMapping("/complete-lists")
  JteModel lists(Page page) {
    return lists(page, TypedForm.FRESH);
  }

  @Allowed(Permission.PROGRAMMES_EDIT)
  @PostMapping("/complete-lists")
  ResponseEntity<?> declare(Page page, HttpServletResponse response, @RequestParam MultiValueMap<String, String> typed) {
    var sent = BenefitsSent.of(typed);
    SpecialGroup kind = sent.oneOf(SpecialGroup.class, "kind");
    LocalDate asOf = sent.day("asOf");
    return listDone(page, response, sent, "benefits.done.declared", () -> lists.declare(kind, asOf, sent.text("source"), sent.optional("document")));
  }

  @Allowed(Permission.PROGRAMMES_EDIT)
  @PostMapping("/complete-lists/{id:[0-9]+}/withdrawal")
  ResponseEntity<?> withdraw(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = BenefitsSent.of(typed);
    return listDone(page, response, sent, "benefits.done.saved", () -> lists.withdraw(id, sent.text("reason")));
  }

  private ResponseEntity<?> listDone(Page page, HttpServletResponse response, BenefitsSent sent, String said, Runnable deed) {
    return done(page, response, sent, said, deed, "/complete-lists", form -> lists(page, form));
  }

  private ResponseEntity<?> jointDone(Page page, HttpServletResponse response, BenefitsSent sent, String said, Runnable deed) {
    return done(page, response, sent, said, deed, "/joint-rules", form -> joint(page, form));
  }

  private ResponseEntity<?> done(Page page, HttpServletResponse response, BenefitsSent sent, String said, Runnable deed, String leads, Function<TypedForm, JteModel> again) {
    return deeds.make(
        page, response, sent, said,
        () -> {
          deed.run();
          return leads;
        },
        again);
  }

  private JteModel lists(Page page, TypedForm form) {
    List<CompleteLists.CompleteList> all = lists.all();
    List<Choice> kinds = Arrays.stream(SpecialGroup.values()).filter(kind -> SheetMaker.VOCABULARY.raw().stream().anyMatch(fact -> SheetMaker.listOf(fact) == kind))
        .map(kind -> Choice.of(kind.name(), page.t("people.group." + kind))).toList();
    Map<String, String> people = users.names(all.stream().flatMap(list -> Stream.of(list.declaredBy(), list.withdrawnBy())).filter(java.util.Objects::nonNull).collect(Collectors.toSet()));
    return templates.benefitsLists(page, all, kinds, people, form);
  }

  @GetMapping("/joint-rules")
  JteModel joint(Page page) {
    return joint(page, TypedForm.FRESH);
  }

  @Allowed(Permission.PROGRAMMES_EDIT)
  @PostMapping("/joint-rules")
  ResponseEntity<?> add(Page page, HttpServletResponse response, @RequestParam MultiValueMap<String, String> typed) {
    var sent = BenefitsSent.of(typed);
    YearMonth from = sent.month("from");
    YearMonth until = sent.month("until");
    Long cap = sent.text("cap").isEmpty() ? null : Money.parseYuan(sent.text("cap")).map(Money::fen).orElse(-1L);
    var rule = new JointRules.NewRule(sent.oneOf(Joint.Kind.class, "kind"), sent.all("programmes"), cap, from, until, sent.optional("document"), sent.text("note"));
    return jointDone(page, response, sent, "benefits.done.saved", () -> joint.add(rule));
  }

  @Allowed(Permission.PROGRAMMES_RELEASE)
  @PostMapping("/joint-rules/{id:[0-9]+}/approval")
  ResponseEntity<?> approve(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = BenefitsSent.of(typed);
    return jointDone(page, response, sent, "benefits.done.released", () -> joint.approve(id));
  }

  /** That it stands in a document. */
  @Allowed(Permission.PROGRAMMES_RELEASE)
  @PostMapping("/joint-rules/{id:[0-9]+}/confirmation")
  ResponseEntity<?> confirm(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = BenefitsSent.of(typed);
    return jointDone(page, response, sent, "benefits.done.confirmed", () -> joint.confirm(id, sent.text("document")));
  }

  @Allowed(Permission.PROGRAMMES_RELEASE)
  @PostMapping("/joint-rules/{id:[0-9]+}/end")
  ResponseEntity<?> end(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = BenefitsSent.of(typed);
    YearMonth until = sent.month("until");
    return jointDone(page, response, sent, "benefits.done.saved", () -> joint.end(id, until));
  }

  private JteModel joint(Page page, TypedForm form) {
    Map<String, String> names = programmes.names(page.locale());
    List<JointRules.Line> rules = joint.all();
    Map<String, String> people = users.names(rules.stream().flatMap(rule -> Stream.of(rule.madeBy(), rule.approvedBy(), rule.confirmedBy())).filter(java.util.Objects::nonNull).collect(Collectors.toSet()));
    List<JointLine> lines = rules.stream().map(rule -> new JointLine(
        rule.id(), ProgrammeViews.sentence(page, rule, names), rule.document(), rule.note(), people.getOrDefault(rule.madeBy(), rule.madeBy()),
        rule.approvedBy() == null ? null : people.getOrDefault(rule.approvedBy(), rule.approvedBy()),
        rule.confirmedBy() == null ? null : people.getOrDefault(rule.confirmedBy(), rule.confirmedBy()), rule.open(), rule.endedBy() != null)).toList();
    List<Choice> choices = names.entrySet().stream().map(each -> Choice.of(each.getKey(), each.getValue())).toList();
    return templates.benefitsJoint(page, lines, choices, Arrays.stream(Joint.Kind.values()).map(kind -> Choice.of(kind.name(), page.t("benefits.joint.kind." + kind))).toList(), form);
  }
}

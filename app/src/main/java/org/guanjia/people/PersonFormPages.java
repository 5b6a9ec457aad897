package org.guanjia.people;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.guanjia.places.Places;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.ui.Choice;
import org.guanjia.platform.ui.Difference;
import org.guanjia.platform.web.Page;
import org.springframework.http.ResponseEntity;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Registers persons, writes down what is said of them and what happened, takes back what was wrong. */
@RestController
@Allowed(Permission.PEOPLE_EDIT)
class PersonFormPages {

  private final Register register;
  private final PersonReader reader;
  private final PersonNumbers numbers;
  private final TypedFacts typedFacts;
  private final PersonViews views;
  private final PersonDeeds deeds;
  private final Places places;
  private final Templates templates;

  PersonFormPages(
      Register register, PersonReader reader, PersonNumbers numbers, TypedFacts typedFacts, PersonViews views, PersonDeeds deeds, Places places, Templates templates) {
    this.register = register;
    this.reader = reader;
    this.numbers = numbers;
    this.typedFacts = typedFacts;
    this.views = views;
    this.deeds = deeds;
    this.places = places;
    this.templates = templates;
  }

  @GetMapping("/people/new")
  JteModel blank(Page page) {
    return blank(page, PersonForm.FRESH);
  }

  @PostMapping("/people/new")
  ResponseEntity<?> register(Page page, HttpServletResponse response, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new PersonSent(page, response, typed);
    Facts facts = typedFacts.all(sent, views.today());
    LocalDate from = sent.day("validFrom", views.today());
    return deeds.make(sent, "register.done.registered", () -> "/people/" + register.register(new Said(facts, from, sent.text("source"))), form -> blank(page, form));
  }

  private JteModel blank(Page page, PersonForm form) {
    return templates.peopleNew(page, form, new PersonChoices(page, places), views.today());
  }

  @GetMapping("/people/{id}/change")
  JteModel change(Page page, @PathVariable long id) {
    return change(page, id, PersonForm.FRESH);
  }

  @PostMapping("/people/{id}/change")
  ResponseEntity<?> change(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new PersonSent(page, response, typed);
    TypedFacts.Change change = typedFacts.changed(sent, views.today());
    LocalDate from = sent.day("validFrom", views.today());
    if (change.nothing()) sent.error("source", "register.error.nothing");
    return deeds.make(
        sent, "register.done.changed",
        () -> {
          register.change(id, sent.version(), new Said(change.facts(), change.cleared(), from, sent.text("source")));
          return "/people/" + id;
        },
        form -> change(page, id, form));
  }

  private JteModel change(Page page, long id, PersonForm form) {
    WholePerson whole = reader.read(id);
    Facts now = whole.facts(null, null);
    Shown shown = new Shown(page, PlaceNames.of(page, places), whole.others());
    PersonForm shownForm = form.stale() ? besideWhatStands(page, form, now, shown) : form;
    return templates.peopleChange(page, shownForm, ChangeForm.of(whole, now, shown), new PersonChoices(page, places), views.today());
  }

  /** What others changed stands in the form as they left it, and what was typed as it was typed; both are shown side by side. */
  private static PersonForm besideWhatStands(Page page, PersonForm form, Facts now, Shown shown) {
    MultiValueMap<String, String> values = new LinkedMultiValueMap<>();
    form.typed().forEach((name, all) -> values.addAll(name, all));
    values.remove("version");
    List<Difference> beside = new ArrayList<>();
    for (Attribute attribute : TypedFacts.ASKED) {
      String field = attribute.field();
      String typed = Objects.requireNonNullElse(form.typed().getFirst(field), "");
      String was = Objects.requireNonNullElse(form.typed().getFirst(TypedFacts.WAS + field), "");
      boolean own = attribute.guarded() ? !typed.isBlank() : !typed.equals(was);
      if (own) beside.add(new Difference(page.t("people.attribute." + attribute), shown.valueOrNothing(attribute, now.value(attribute)), ChangeForm.said(attribute, typed, shown)));
      else if (!attribute.guarded()) values.set(field, ChangeForm.raw(now, attribute));
      values.remove(TypedFacts.WAS + field);
    }
    return form.beside(values, beside);
  }

  @GetMapping("/people/{id}/event")
  JteModel event(Page page, @PathVariable long id) {
    return event(page, id, PersonForm.FRESH);
  }

  @PostMapping("/people/{id}/event")
  ResponseEntity<?> happened(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new PersonSent(page, response, typed);
    LifeEvent.Kind kind = sent.oneOf(LifeEvent.Kind.class, "kind");
    if (kind == null || kind == LifeEvent.Kind.BORN) sent.error("kind", "register.error.choose");
    LocalDate on = sent.day("on", views.today());
    Long other = sent.text("other").isEmpty() ? null : numbers.person(sent.text("other")).orElse(null);
    if (other == null && !sent.text("other").isEmpty()) sent.error("other", "register.error.person");
    boolean together = kind == LifeEvent.Kind.MARRIED || kind == LifeEvent.Kind.DIVORCED;
    return deeds.make(
        sent, "register.done.event",
        () -> {
          register.happened(
              id, sent.version(),
              new LifeEvent(Objects.requireNonNull(kind), on, together ? other : null, sent.ticked("registration"), sent.optional("note"), sent.text("source")));
          return "/people/" + id;
        },
        form -> event(page, id, form));
  }

  private JteModel event(Page page, long id, PersonForm form) {
    return templates.peopleEvent(page, views.of(page, id, null, null), form.told(Attribute.DIED_ON.field(), "on").told("validFrom", "on"), new PersonChoices(page, places));
  }

  /** What stands and can be taken back. */
  @GetMapping("/people/{id}/retraction")
  JteModel retraction(Page page, @PathVariable long id) {
    return retraction(page, id, PersonForm.FRESH);
  }

  @PostMapping("/people/{id}/retraction")
  ResponseEntity<?> retract(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new PersonSent(page, response, typed);
    String what = sent.text("statement");
    if (!what.matches("[se][0-9]{1,18}")) sent.error("statement", "register.error.choose");
    return deeds.make(
        sent, "register.done.retracted",
        () -> {
          long number = Long.parseLong(what.substring(1));
          if (what.startsWith("s")) register.retract(id, sent.version(), number, sent.text("reason"));
          else register.retractEvent(id, sent.version(), number, sent.text("reason"));
          return "/people/" + id;
        },
        form -> retraction(page, id, form));
  }

  private JteModel retraction(Page page, long id, PersonForm form) {
    WholePerson whole = reader.read(id);
    Shown shown = new Shown(page, PlaceNames.of(page, places), whole.others());
    List<Choice> choices = new ArrayList<>();
    for (Statement statement : whole.statements().reversed()) {
      if (statement.stands()) choices.add(Choice.of("s" + statement.id(), page.t("register.history.said", statement.source(), page.date(statement.validFrom())), said(page, statement, shown)));
    }
    for (WholePerson.Happening event : whole.events()) {
      if (event.retractedAt() == null && event.statement() == null) {
        choices.add(Choice.of("e" + event.id(), page.t("people.event." + event.kind()) + " " + page.date(event.on()), event.source()));
      }
    }
    String name = Objects.requireNonNullElse(whole.facts(null, null).name(), "");
    return templates.peopleRetraction(page, id, whole.version(), name, choices, form);
  }

  private static String said(Page page, Statement statement, Shown shown) {
    List<String> all = new ArrayList<>();
    for (Map.Entry<Attribute, Object> fact : statement.facts().asMap().entrySet()) {
      all.add(page.t("people.attribute." + fact.getKey()) + page.t("register.colon") + shown.value(fact.getKey(), fact.getValue()));
    }
    statement.cleared().stream().sorted().forEach(attribute -> all.add(page.t("register.history.cleared", page.t("people.attribute." + attribute))));
    return String.join(page.t("register.comma"), all);
  }
}

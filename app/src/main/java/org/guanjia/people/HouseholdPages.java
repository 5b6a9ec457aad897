package org.guanjia.people;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.guanjia.places.Places;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.web.Page;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Households: a new one with its head, who comes and goes, a child that is born into it. */
@RestController
@Allowed(Permission.PEOPLE_EDIT)
class HouseholdPages {

  /** In the form of an arrangement: does not belong to it any more. */
  static final String LEFT = "left";

  private final Households households;
  private final Births births;
  private final PersonNumbers numbers;
  private final TypedFacts typedFacts;
  private final PersonViews views;
  private final PersonDeeds deeds;
  private final Places places;
  private final Templates templates;

  HouseholdPages(
      Households households, Births births, PersonNumbers numbers, TypedFacts typedFacts, PersonViews views, PersonDeeds deeds, Places places, Templates templates) {
    this.households = households;
    this.births = births;
    this.numbers = numbers;
    this.typedFacts = typedFacts;
    this.views = views;
    this.deeds = deeds;
    this.places = places;
    this.templates = templates;
  }

  @GetMapping("/people/{id}/household")
  JteModel blank(Page page, @PathVariable long id) {
    return blank(page, id, PersonForm.FRESH);
  }

  @PostMapping("/people/{id}/household")
  ResponseEntity<?> create(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new PersonSent(page, response, typed);
    var made = new NewHousehold(
        sent.oneOf(Household.Kind.class, "kind"), sent.optional("number"), sent.optional("address"), sent.optional("village"), sent.optional("group"));
    LocalDate from = sent.day("from", views.today());
    return deeds.make(sent, "register.done.household", () -> "/people/households/" + households.create(made, id, from, sent.text("source")), form -> blank(page, id, form));
  }

  private JteModel blank(Page page, long id, PersonForm form) {
    return templates.peopleHouseholdNew(page, views.of(page, id, null, null), form, new PersonChoices(page, places));
  }

  @Allowed(Permission.PEOPLE_VIEW)
  @GetMapping("/people/households/{id}")
  JteModel show(Page page, @PathVariable long id) {
    return show(page, id, PersonForm.FRESH);
  }

  @PostMapping("/people/households/{id}")
  ResponseEntity<?> arrange(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new PersonSent(page, response, typed);
    Map<Long, String> relations = new HashMap<>();
    sent.typed().keySet().stream().filter(field -> field.matches("relation\\.[0-9]{1,18}"))
        .forEach(field -> relations.put(Long.valueOf(field.substring("relation.".length())), sent.text(field).equals(LEFT) ? "" : sent.text(field)));
    Map<Long, String> newcomers = new HashMap<>();
    if (!sent.text("person").isEmpty()) {
      Optional<Long> person = numbers.person(sent.text("person"));
      if (person.isEmpty()) sent.error("person", "register.error.person");
      else newcomers.put(person.get(), sent.text("relation"));
    }
    LocalDate from = sent.day("from", views.today());
    return deeds.make(
        sent, "register.done.arranged",
        () -> {
          households.arrange(id, sent.version(), new Households.Arrangement(from, relations, newcomers, sent.text("source")));
          return "/people/households/" + id;
        },
        form -> show(page, id, form));
  }

  private JteModel show(Page page, long id, PersonForm form) {
    return templates.peopleHousehold(page, households.find(id), form, new PersonChoices(page, places), PlaceNames.of(page, places), views.today());
  }

  @GetMapping("/people/households/{id}/birth")
  JteModel birth(Page page, @PathVariable long id) {
    return birth(page, id, PersonForm.FRESH);
  }

  @PostMapping("/people/households/{id}/birth")
  ResponseEntity<?> born(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new PersonSent(page, response, typed);
    Facts facts = typedFacts.all(sent, views.today());
    sent.day("birth", views.today());
    return deeds.make(
        sent, "register.done.born", () -> "/people/" + births.born(id, sent.version(), facts, sent.text("relation"), sent.text("source")), form -> birth(page, id, form));
  }

  private JteModel birth(Page page, long id, PersonForm form) {
    return templates.peopleBirth(page, households.find(id), form, new PersonChoices(page, places));
  }
}

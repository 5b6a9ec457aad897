package org.guanjia.assessments;


import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.guanjia.people.NoSuchPerson;
import org.guanjia.people.People;
import org.guanjia.people.PersonLine;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.ui.Difference;
import org.guanjia.platform.web.FormDeeds;
import org.guanjia.platform.web.Page;
import org.guanjia.platform.web.TypedForm;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** An assessment begun, its sheets filled in and signed, given up, taken back. */
@RestController
@Allowed(Permission.ABILITY_ASSESS)
class SheetPages {

  private final Assessments assessments;
  private final AssessmentPages pages;
  private final People people;
  private final FormDeeds deeds;
  private final Templates templates;

  SheetPages(Assessments assessments, AssessmentPages pages, People people, FormDeeds deeds, Templates templates) {
    this.assessments = assessments;
    this.pages = pages;
    this.people = people;
    this.deeds = deeds;
    this.templates = templates;
  }

  @GetMapping("/assessments/new")
  JteModel blank(Page page, @RequestParam long person, @RequestParam(required = false) @Nullable Long corrects) {
    return blank(page, person, corrects, TypedForm.FRESH);
  }

  @PostMapping("/assessments")
  ResponseEntity<?> begin(Page page, HttpServletResponse response, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new AssessmentSent(typed);
    long person = Objects.requireNonNullElse(sent.id("person"), 0L);
    Long corrects = sent.id("corrects");
    var said = new NewAssessment(
        person, sent.oneOf(Assessment.Reason.class, "reason"), sent.oneOf(Assessment.Place.class, "place"), sent.day("assessedOn"), sent.day("reviewOn"), corrects);
    return make(page, response, sent, "assessments.done.begun", () -> "/assessments/" + assessments.begin(said) + "/sheet", form -> blank(page, person, corrects, form));
  }

  private JteModel blank(Page page, long person, @Nullable Long corrects, TypedForm form) {
    PersonLine line = people.line(person).orElseThrow(() -> new NoSuchPerson(person));
    return templates.assessmentsNew(page, line, corrects, form, pages.today());
  }

  @GetMapping("/assessments/{id:[0-9]+}/sheet")
  JteModel sheet(Page page, @PathVariable long id) {
    return sheet(page, id, TypedForm.FRESH);
  }

  /** Written down, or signed as well when that button was pressed. */
  @PostMapping("/assessments/{id:[0-9]+}/sheet")
  ResponseEntity<?> write(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new AssessmentSent(typed);
    Sheet.Finding found = sent.finding();
    boolean sign = sent.text("deed").equals("sign");
    return make(
        page, response, sent, sign ? "assessments.done.signed" : "assessments.done.saved",
        () -> {
          if (sign) assessments.sign(id, sent.version(), found, sent.optional("words"));
          else assessments.save(id, sent.version(), found, sent.optional("words"));
          return "/assessments/" + id;
        },
        form -> sheet(page, id, form.stale() == null ? form : beside(page, id, form, found)));
  }

  private JteModel sheet(Page page, long id, TypedForm form) {
    return templates.assessmentsSheet(page, pages.view(page, id), form);
  }

  /** What the assessor wrote elsewhere beside what was typed here; sending it again writes over it knowingly. */
  private TypedForm beside(Page page, long id, TypedForm form, Sheet.Finding typed) {
    AssessmentView view = pages.view(page, id);
    Sheet saved = view.mine().orElse(null);
    if (saved == null) return form;
    List<Difference> differences = new ArrayList<>();
    for (int i = 0; i < Standard.ITEMS.size(); i++) {
      int one = saved.found().scores().get(i);
      int other = typed.scores().get(i);
      if (one != other) differences.add(new Difference(page.t("assessments.item." + Standard.ITEMS.get(i).code()), points(one), points(other)));
    }
    var onTop = new LinkedMultiValueMap<>(form.typed());
    onTop.set("version", String.valueOf(saved.version()));
    return TypedForm.stale(onTop, Objects.requireNonNull(form.stale()), differences);
  }

  private static String points(int score) {
    return score == Sheet.OPEN ? "" : String.valueOf(score);
  }

  @PostMapping("/assessments/{id:[0-9]+}/signature")
  ResponseEntity<?> alike(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new AssessmentSent(typed);
    return make(
        page, response, sent, "assessments.done.signed",
        () -> {
          assessments.signAlike(id, sent.text("assessor"), sent.version());
          return "/assessments/" + id;
        },
        form -> show(page, id, form));
  }

  @PostMapping("/assessments/{id:[0-9]+}/removal")
  ResponseEntity<?> discard(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new AssessmentSent(typed);
    return make(
        page, response, sent, "assessments.done.discarded",
        () -> {
          assessments.discard(id, sent.version(), sent.text("why"));
          return "/assessments";
        },
        form -> show(page, id, form));
  }

  @Allowed(Permission.AWARDS_CHECK)
  @PostMapping("/assessments/{id:[0-9]+}/withdrawal")
  ResponseEntity<?> withdraw(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new AssessmentSent(typed);
    return make(
        page, response, sent, "assessments.done.withdrawn",
        () -> {
          assessments.withdraw(id, sent.version(), sent.text("why"));
          return "/assessments/" + id;
        },
        form -> show(page, id, form));
  }

  private JteModel show(Page page, long id, TypedForm form) {
    return templates.assessmentsShow(page, pages.view(page, id), form);
  }

  /** What is stale comes back in its form, as what is refused does. */
  private ResponseEntity<?> make(Page page, HttpServletResponse response, AssessmentSent sent, String said, Supplier<String> work, Function<TypedForm, JteModel> again) {
    try {
      return deeds.make(page, response, sent, said, work, again);
    } catch (StaleAssessment stale) {
      return FormDeeds.answer(HttpStatus.CONFLICT, again.apply(TypedForm.stale(sent.typed(), page.t("assessments.stale"), List.of())));
    } catch (IllegalAssessmentMove illegal) {
      return FormDeeds.answer(HttpStatus.CONFLICT, again.apply(TypedForm.stale(sent.typed(), page.t("assessments.illegal", page.t("assessments.state." + illegal.from())), List.of())));
    }
  }
}

package org.guanjia.benefits;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.web.Page;
import org.guanjia.platform.web.TypedForm;
import org.guanjia.rules.ProgrammeFolder;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Programmes to be read by everybody who works with them; their lives are moved on by those who may. */
@RestController
@Allowed(Permission.BENEFITS_VIEW)
class ProgrammePages {

  private final Programmes programmes;
  private final ProgrammeViews views;
  private final Versions versions;
  private final RoundStore rounds;
  private final DeterminationLists lists;
  private final ShippedProgrammes shipped;
  private final BenefitsDeeds deeds;
  private final Templates templates;

  ProgrammePages(
      Programmes programmes, ProgrammeViews views, Versions versions, RoundStore rounds, DeterminationLists lists, ShippedProgrammes shipped, BenefitsDeeds deeds, Templates templates) {
    this.programmes = programmes;
    this.views = views;
    this.versions = versions;
    this.rounds = rounds;
    this.lists = lists;
    this.shipped = shipped;
    this.deeds = deeds;
    this.templates = templates;
  }

  @GetMapping("/programmes")
  JteModel list(Page page) {
    List<ProgrammeLine> all = programmes.all();
    Map<String, CountLine> latest = new HashMap<>();
    Round done = rounds.months().reversed().stream().flatMap(month -> rounds.done(month).stream()).findFirst().orElse(null);
    if (done != null) lists.counts(page, done, all).forEach(count -> latest.put(count.programme(), count));
    return templates.benefitsProgrammes(page, all, latest, done == null ? null : MonthWords.text(page, done.month()), shipped.missing().size());
  }

  @GetMapping("/programmes/{code}")
  JteModel show(Page page, @PathVariable String code, @RequestParam(required = false) @Nullable String version, @RequestParam(required = false) @Nullable String beside) {
    return templates.benefitsProgramme(page, views.of(page, code, number(version), number(beside)), TypedForm.FRESH);
  }

  /** The document as it is, for other DMN editors. */
  @GetMapping("/programmes/{code}/versions/{number}/programme.dmn")
  ResponseEntity<byte[]> dmn(@PathVariable String code, @PathVariable int number) {
    return file(code + "-" + number + ".dmn", MediaType.APPLICATION_XML, version(code, number).dmn());
  }

  @GetMapping("/programmes/{code}/versions/{number}/parameters.csv")
  ResponseEntity<byte[]> parameters(@PathVariable String code, @PathVariable int number) {
    return file(code + "-" + number + "-parameters.csv", TEXT_CSV, ProgrammeFolder.parametersCsv(version(code, number).text().parameters()));
  }

  @GetMapping("/programmes/{code}/versions/{number}/examples.csv")
  ResponseEntity<byte[]> examples(@PathVariable String code, @PathVariable int number) {
    return file(code + "-" + number + "-examples.csv", TEXT_CSV, ProgrammeFolder.examplesCsv(version(code, number).examples()));
  }

  private static final MediaType TEXT_CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);

  private static ResponseEntity<byte[]> file(String name, MediaType type, String text) {
    return ResponseEntity.ok().contentType(type).header("Content-Disposition", "attachment; filename=\"" + name + "\"").header("Cache-Control", "no-store")
        .body(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The programmes that come along in files, as drafts. */
  @Allowed(Permission.PROGRAMMES_EDIT)
  @PostMapping("/programmes/shipped")
  ResponseEntity<?> bring(Page page, HttpServletResponse response, @RequestParam MultiValueMap<String, String> typed) {
    return deeds.make(
        page, response, BenefitsSent.of(typed), "benefits.done.brought",
        () -> {
          shipped.bring();
          return "/programmes";
        },
        form -> list(page));
  }

  /** A new version from another one. */
  @Allowed(Permission.PROGRAMMES_EDIT)
  @PostMapping("/programmes/{code}/drafts")
  ResponseEntity<?> draft(Page page, HttpServletResponse response, @PathVariable String code, @RequestParam MultiValueMap<String, String> typed) {
    var sent = BenefitsSent.of(typed);
    YearMonth from = sent.month("from");
    if (from == null && sent.errors().isEmpty()) sent.error("from", "benefits.error.month");
    return deeds.make(
        page, response, sent, "benefits.done.drafted",
        () -> "/programmes/" + code + "/versions/" + versions.draft(code, sent.number("version", -1), Objects.requireNonNull(from)) + "/table",
        form -> again(page, code, sent.number("version", 0), form));
  }

  @Allowed(Permission.PROGRAMMES_EDIT)
  @PostMapping("/programmes/{code}/versions/{number}/proposal")
  ResponseEntity<?> propose(Page page, HttpServletResponse response, @PathVariable String code, @PathVariable int number, @RequestParam MultiValueMap<String, String> typed) {
    return move(page, response, code, number, typed, "benefits.done.proposed", sent -> versions.propose(code, number, sent.lock()));
  }

  @Allowed({Permission.PROGRAMMES_EDIT, Permission.PROGRAMMES_RELEASE})
  @PostMapping("/programmes/{code}/versions/{number}/return")
  ResponseEntity<?> giveBack(Page page, HttpServletResponse response, @PathVariable String code, @PathVariable int number, @RequestParam MultiValueMap<String, String> typed) {
    return move(page, response, code, number, typed, "benefits.done.returned", sent -> versions.giveBack(code, number, sent.lock(), sent.text("reason")));
  }

  @Allowed(Permission.PROGRAMMES_RELEASE)
  @PostMapping("/programmes/{code}/versions/{number}/release")
  ResponseEntity<?> release(Page page, HttpServletResponse response, @PathVariable String code, @PathVariable int number, @RequestParam MultiValueMap<String, String> typed) {
    return move(page, response, code, number, typed, "benefits.done.released", sent -> versions.release(code, number, sent.lock()));
  }

  @Allowed(Permission.PROGRAMMES_RELEASE)
  @PostMapping("/programmes/{code}/versions/{number}/withdrawal")
  ResponseEntity<?> withdraw(Page page, HttpServletResponse response, @PathVariable String code, @PathVariable int number, @RequestParam MultiValueMap<String, String> typed) {
    return move(page, response, code, number, typed, "benefits.done.withdrawn", sent -> versions.withdraw(code, number, sent.lock(), sent.text("reason")));
  }

  /** That a value stands in a document. */
  @Allowed(Permission.PROGRAMMES_RELEASE)
  @PostMapping("/programmes/{code}/versions/{number}/confirmation")
  ResponseEntity<?> confirm(Page page, HttpServletResponse response, @PathVariable String code, @PathVariable int number, @RequestParam MultiValueMap<String, String> typed) {
    return move(page, response, code, number, typed, "benefits.done.confirmed", sent -> {
      LocalDate from = sent.day("from");
      sent.refuse();
      versions.confirm(code, number, sent.text("name"), from == null ? LocalDate.MIN : from, sent.text("document"));
    });
  }

  private ResponseEntity<?> move(
      Page page, HttpServletResponse response, String code, int number, MultiValueMap<String, String> typed, String said, java.util.function.Consumer<BenefitsSent> work) {
    var sent = BenefitsSent.of(typed);
    String to = "/programmes/" + code + "?version=" + number;
    return deeds.make(
        page, response, sent, said,
        () -> {
          work.accept(sent);
          return to;
        },
        form -> again(page, code, number, form));
  }

  private JteModel again(Page page, String code, int number, TypedForm form) {
    return templates.benefitsProgramme(page, views.of(page, code, number > 0 ? number : null, null), form);
  }

  private Version version(String code, int number) {
    return programmes.version(code, number).orElseThrow(() -> new NoSuchProgramme(code + " " + number));
  }

  private static @Nullable Integer number(@Nullable String typed) {
    return typed != null && typed.matches("[0-9]{1,6}") ? Integer.valueOf(typed) : null;
  }
}

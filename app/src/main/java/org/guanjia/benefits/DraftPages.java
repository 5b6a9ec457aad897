package org.guanjia.benefits;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.ui.Choice;
import org.guanjia.platform.ui.Difference;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.Page;
import org.guanjia.platform.web.TypedForm;
import org.guanjia.rules.Fact;
import org.guanjia.rules.ProgrammeFolder;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Where a draft is written: its table as a table, its parameters and examples line by line, or whole from files. Works without script. */
@RestController
@Allowed(Permission.PROGRAMMES_EDIT)
class DraftPages {

  private static final String DRAFT = "/programmes/{code}/versions/{number}";

  private final Programmes programmes;
  private final Versions versions;
  private final ProgrammeStore store;
  private final BenefitsDeeds deeds;
  private final Templates templates;
  private final TransactionTemplate transactions;

  DraftPages(
      Programmes programmes, Versions versions, ProgrammeStore store, BenefitsDeeds deeds, Templates templates, TransactionTemplate transactions) {
    this.programmes = programmes;
    this.versions = versions;
    this.store = store;
    this.deeds = deeds;
    this.templates = templates;
    this.transactions = transactions;
  }

  @GetMapping("/programmes/new")
  JteModel blank(Page page) {
    return templates.benefitsNew(page, TypedForm.FRESH);
  }

  /** From a document, or from a table with one row that gives nobody anything. */
  @PostMapping("/programmes/new")
  ResponseEntity<?> create(Page page, HttpServletResponse response, @RequestParam MultiValueMap<String, String> typed, @RequestParam(required = false) @Nullable MultipartFile file) {
    var sent = BenefitsSent.of(typed);
    YearMonth from = sent.month("from");
    if (from == null && sent.errors().isEmpty()) sent.error("from", "benefits.error.month");
    String dmn = text(sent, file, "file");
    var programme = new NewProgramme(sent.text("code"), sent.text("name"), sent.text("nameEn"), sent.text("summary"), sent.text("summaryEn"));
    return deeds.make(
        page, response, sent, "benefits.done.created",
        () -> {
          versions.create(programme, dmn == null ? EmptyProgramme.DMN : dmn, List.of(), List.of(), java.util.Objects.requireNonNull(from));
          return "/programmes/" + programme.code() + "/versions/1/table";
        },
        form -> templates.benefitsNew(page, form));
  }

  @GetMapping("/programmes/{code}/names")
  JteModel names(Page page, @PathVariable String code) {
    return templates.benefitsNames(page, programme(code), TypedForm.FRESH);
  }

  @PostMapping("/programmes/{code}/names")
  ResponseEntity<?> rename(Page page, HttpServletResponse response, @PathVariable String code, @RequestParam MultiValueMap<String, String> typed) {
    var sent = BenefitsSent.of(typed);
    return deeds.make(
        page, response, sent, "benefits.done.saved",
        () -> {
          versions.rename(new NewProgramme(code, sent.text("name"), sent.text("nameEn"), sent.text("summary"), sent.text("summaryEn")));
          return "/programmes/" + code;
        },
        form -> templates.benefitsNames(page, programme(code), form));
  }

  @GetMapping(DRAFT + "/terms")
  JteModel terms(Page page, @PathVariable String code, @PathVariable int number) {
    return templates.benefitsTerms(page, view(page, code, number, null), TypedForm.FRESH);
  }

  @PostMapping(DRAFT + "/terms")
  ResponseEntity<?> changeTerms(Page page, HttpServletResponse response, @PathVariable String code, @PathVariable int number, @RequestParam MultiValueMap<String, String> typed) {
    var sent = BenefitsSent.of(typed);
    YearMonth from = sent.month("from");
    YearMonth until = sent.month("until");
    Integer basedOn = sent.text("basedOn").isEmpty() ? null : sent.number("basedOn", -1);
    return deeds.make(
        page, response, sent, "benefits.done.saved",
        () -> {
          versions.change(code, number, sent.lock(), new Versions.Terms(from, until, basedOn, sent.text("note")));
          return back(code, number);
        },
        current -> List.of(
            new Difference(page.t("benefits.field.from"), current.from().toString(), sent.text("from")),
            new Difference(page.t("benefits.field.until"), current.until() == null ? "" : current.until().toString(), sent.text("until")),
            new Difference(page.t("benefits.field.note"), current.note(), sent.text("note"))),
        form -> templates.benefitsTerms(page, view(page, code, number, null), form));
  }

  @GetMapping(DRAFT + "/table")
  JteModel table(Page page, @PathVariable String code, @PathVariable int number) {
    return templates.benefitsTable(page, view(page, code, number, null), TypedForm.FRESH);
  }

  @PostMapping(DRAFT + "/table")
  ResponseEntity<?> changeTable(Page page, HttpServletResponse response, @PathVariable String code, @PathVariable int number, @RequestParam MultiValueMap<String, String> typed) {
    var sent = BenefitsSent.of(typed);
    Version version = version(code, number);
    List<DmnTable> tables = DraftForms.tables(sent, ProgrammeViews.tables(version));
    String dmn = DmnDocument.read(version.dmn()).map(document -> document.with(tables, known(version))).orElse(version.dmn());
    return deeds.make(
        page, response, sent, "benefits.done.saved",
        () -> {
          versions.changeTables(code, number, sent.lock(), dmn);
          return path(code, number) + "/table";
        },
        current -> {
          List<Difference> beside = new ArrayList<>();
          ProgrammeWords.tables(page, current.dmn(), dmn, beside);
          return beside;
        },
        form -> templates.benefitsTable(page, view(page, code, number, tables), form));
  }

  /** The whole document, written elsewhere. */
  @PostMapping(DRAFT + "/dmn")
  ResponseEntity<?> changeDocument(
      Page page, HttpServletResponse response, @PathVariable String code, @PathVariable int number, @RequestParam MultiValueMap<String, String> typed,
      @RequestParam(required = false) @Nullable MultipartFile file) {
    var sent = BenefitsSent.of(typed);
    String dmn = text(sent, file, "file");
    if (dmn == null && sent.errors().isEmpty()) sent.error("file", "benefits.error.file");
    return deeds.make(
        page, response, sent, "benefits.done.saved",
        () -> {
          versions.changeTables(code, number, sent.lock(), java.util.Objects.requireNonNull(dmn));
          return path(code, number) + "/table";
        },
        form -> templates.benefitsTable(page, view(page, code, number, null), form.errorsAlone()));
  }

  @GetMapping(DRAFT + "/parameters")
  JteModel parameters(Page page, @PathVariable String code, @PathVariable int number) {
    return templates.benefitsParameters(page, view(page, code, number, null), TypedForm.FRESH);
  }

  @PostMapping(DRAFT + "/parameters")
  ResponseEntity<?> changeParameters(Page page, HttpServletResponse response, @PathVariable String code, @PathVariable int number, @RequestParam MultiValueMap<String, String> typed) {
    var sent = BenefitsSent.of(typed);
    List<Version.Parameter> lines = DraftForms.parameters(sent, version(code, number).from().atDay(1));
    return deeds.make(
        page, response, sent, "benefits.done.saved",
        () -> {
          versions.changeParameters(code, number, sent.lock(), lines);
          return path(code, number) + "/parameters" + DraftForms.splitAt(sent);
        },
        current -> beside(page, current, lines),
        form -> templates.benefitsParameters(page, view(page, code, number, null), form));
  }

  @GetMapping(DRAFT + "/examples")
  JteModel examples(Page page, @PathVariable String code, @PathVariable int number) {
    return templates.benefitsExamples(page, view(page, code, number, null), TypedForm.FRESH);
  }

  @PostMapping(DRAFT + "/examples")
  ResponseEntity<?> changeExamples(Page page, HttpServletResponse response, @PathVariable String code, @PathVariable int number, @RequestParam MultiValueMap<String, String> typed) {
    var sent = BenefitsSent.of(typed);
    var lines = DraftForms.examples(sent);
    return deeds.make(
        page, response, sent, "benefits.done.saved",
        () -> {
          versions.changeExamples(code, number, sent.lock(), lines);
          return path(code, number) + "/examples";
        },
        current -> List.of(new Difference(
            page.t("benefits.examples"), String.join("\n", current.examples().stream().map(each -> each.name()).toList()), String.join("\n", lines.stream().map(each -> each.name()).toList()))),
        form -> templates.benefitsExamples(page, view(page, code, number, null), form));
  }

  /** Examples from a CSV file in the form in which they leave; they take the place of all. */
  @PostMapping(DRAFT + "/examples/file")
  ResponseEntity<?> importExamples(
      Page page, HttpServletResponse response, @PathVariable String code, @PathVariable int number, @RequestParam MultiValueMap<String, String> typed,
      @RequestParam(required = false) @Nullable MultipartFile file) {
    var sent = BenefitsSent.of(typed);
    String csv = text(sent, file, "file");
    if (csv == null && sent.errors().isEmpty()) sent.error("file", "benefits.error.file");
    return deeds.make(
        page, response, sent, "benefits.done.saved",
        () -> {
          try {
            versions.changeExamples(code, number, sent.lock(), ProgrammeFolder.examples(java.util.Objects.requireNonNull(csv)));
          } catch (IllegalArgumentException torn) {
            throw new InvalidInput("file", "benefits.error.csv", String.valueOf(torn.getMessage()));
          }
          return path(code, number) + "/examples";
        },
        form -> templates.benefitsExamples(page, view(page, code, number, null), form.errorsAlone()));
  }

  private DraftView view(Page page, String code, int number, @Nullable List<DmnTable> typed) {
    Version version = version(code, number);
    Check check = versions.check(version);
    List<Choice> replaceable = programmes.versions(code).stream().filter(each -> each.state() == VersionState.RELEASED)
        .map(each -> Choice.of(String.valueOf(each.number()), page.t("benefits.version.of", each.number(), MonthWords.span(page, each.from(), each.until())))).toList();
    return new DraftView(
        programme(code), version, new ProgrammeWords(page, version, thisMonth()), check, typed == null ? ProgrammeViews.tables(version) : typed, facts(version, check), replaceable);
  }

  /** FEEL types of what a cell may name. */
  static Map<String, String> known(Version version) {
    Map<String, String> types = new HashMap<>();
    Stream.concat(SheetMaker.VOCABULARY.raw().stream(), SheetMaker.VOCABULARY.derived().stream()).forEach(fact -> types.put(fact.code(), switch (fact.kind()) {
      case BOOLEAN -> "boolean";
      case NUMBER -> "number";
      case DATE -> "date";
      case TEXT -> "string";
    }));
    version.parameters().forEach(each -> types.put(each.name(), each.value().matches("true|false") ? "boolean" : each.value().startsWith("\"") ? "string" : "number"));
    return types;
  }

  private YearMonth thisMonth() {
    return java.util.Objects.requireNonNull(transactions.execute(status -> store.thisMonth()));
  }

  private static List<Fact> facts(Version version, Check check) {
    Set<String> codes = new LinkedHashSet<>();
    if (check.rules() != null) codes.addAll(check.rules().asksRaw().stream().map(Fact::code).toList());
    version.examples().forEach(example -> codes.addAll(example.facts().keySet()));
    List<Fact> asked = SheetMaker.VOCABULARY.raw().stream().filter(fact -> codes.contains(fact.code())).toList();
    return asked.isEmpty() ? SheetMaker.VOCABULARY.raw() : asked;
  }

  private static List<Difference> beside(Page page, Version current, List<Version.Parameter> lines) {
    Map<String, String> now = said(current.parameters());
    Map<String, String> typed = said(lines);
    Set<String> keys = new LinkedHashSet<>(now.keySet());
    keys.addAll(typed.keySet());
    return keys.stream().map(key -> new Difference(page.tOr("benefits.parameter." + key.split(" ")[0], key), now.get(key), typed.get(key))).toList();
  }

  private static Map<String, String> said(List<Version.Parameter> lines) {
    return lines.stream().collect(Collectors.toMap(
        line -> line.name() + " " + line.from(), line -> line.from() + " – " + (line.to() == null ? "" : line.to()) + ": " + line.value(), (one, other) -> other, java.util.LinkedHashMap::new));
  }

  /** Null when no file was chosen. */
  private static @Nullable String text(BenefitsSent sent, @Nullable MultipartFile file, String field) {
    if (file == null || file.isEmpty()) return null;
    if (file.getSize() > 4L * Versions.DMN_LENGTH_MAX) {
      sent.error(field, "benefits.error.dmn", Versions.DMN_LENGTH_MAX);
      return null;
    }
    try {
      return new String(file.getBytes(), StandardCharsets.UTF_8).replaceFirst("^\uFEFF", "");
    } catch (IOException e) {
      sent.error(field, "benefits.error.file");
      return null;
    }
  }

  private Version version(String code, int number) {
    return programmes.version(code, number).orElseThrow(() -> new NoSuchProgramme(code + " " + number));
  }

  private ProgrammeLine programme(String code) {
    return programmes.find(code).orElseThrow(() -> new NoSuchProgramme(code));
  }

  private static String path(String code, int number) {
    return "/programmes/" + code + "/versions/" + number;
  }

  private static String back(String code, int number) {
    return "/programmes/" + code + "?version=" + number;
  }
}

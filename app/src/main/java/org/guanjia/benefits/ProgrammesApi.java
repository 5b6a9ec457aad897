package org.guanjia.benefits;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.guanjia.people.SpecialGroup;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.rules.Answer;
import org.guanjia.rules.Example;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Programmes for programs: read, drafted, checked, released, confirmed. */
@Tag(name = "Programmes", description = "Allowances and services by rules. A version is changed while it is a draft, with the lock it was read with; each change is done once for one Idempotency-Key.")
@RestController
@Allowed(Permission.PROGRAMMES_EDIT)
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
class ProgrammesApi {

  private static final String KEY = "Idempotency-Key";
  private static final String VERSION = "/programmes/{code}/versions/{number}";

  private final Programmes programmes;
  private final Versions versions;
  private final ShippedProgrammes shipped;
  private final CompleteLists lists;
  private final JointRules joint;
  private final Idempotency idempotency;

  ProgrammesApi(Programmes programmes, Versions versions, ShippedProgrammes shipped, CompleteLists lists, JointRules joint, Idempotency idempotency) {
    this.programmes = programmes;
    this.versions = versions;
    this.shipped = shipped;
    this.lists = lists;
    this.joint = joint;
    this.idempotency = idempotency;
  }

  /** A programme with its versions, the latest first. */
  record ProgrammeJson(ProgrammeLine programme, List<VersionJson> versions) {}

  /** A version in short. */
  record VersionJson(int number, VersionState state, YearMonth from, @Nullable YearMonth until, @Nullable Integer basedOn, String note, @Nullable String hash, int lock) {
    static VersionJson of(Version version) {
      return new VersionJson(version.number(), version.state(), version.from(), version.until(), version.basedOn(), version.note(), version.hash(), version.lock());
    }
  }

  record CreateJson(
      @Nullable String code, @Nullable String name, @Nullable String nameEn, @Nullable String summary, @Nullable String summaryEn, @Nullable YearMonth from, @Nullable String dmn) {}

  record NamesJson(@Nullable String name, @Nullable String nameEn, @Nullable String summary, @Nullable String summaryEn) {}

  record DraftJson(@Nullable Integer version, @Nullable YearMonth from) {}

  record TermsJson(@Nullable Integer lock, @Nullable YearMonth from, @Nullable YearMonth until, @Nullable Integer basedOn, @Nullable String note) {}

  record DocumentJson(@Nullable Integer lock, @Nullable String dmn) {}

  /** @param to the last day */
  record ParameterJson(@Nullable String name, @Nullable String value, @Nullable LocalDate from, @Nullable LocalDate to, @Nullable String document) {}

  record ParametersJson(@Nullable Integer lock, @Nullable List<ParameterJson> parameters) {}

  record ExampleJson(@Nullable String name, @Nullable Map<String, String> facts, @Nullable YearMonth month, @Nullable Answer answer, @Nullable Long amountFen) {}

  record ExamplesJson(@Nullable Integer lock, @Nullable List<ExampleJson> examples) {}

  record LockJson(@Nullable Integer lock, @Nullable String reason) {}

  record ConfirmationJson(@Nullable String name, @Nullable LocalDate from, @Nullable String document) {}

  /** What is to be said of a version before its release; {@code passes} when it could be released. */
  record CheckJson(boolean passes, List<ProblemJson> problems, List<TriedJson> examples) {}

  record ProblemJson(String kind, @Nullable String decision, List<Integer> rows, int column, String detail, Map<String, String> example) {}

  record TriedJson(String name, boolean passed, @Nullable Answer answer, @Nullable Long amountFen, @Nullable String fault) {}

  record ListJson(@Nullable SpecialGroup kind, @Nullable LocalDate asOf, @Nullable String source, @Nullable String document) {}

  record ReasonJson(@Nullable String reason) {}

  record JointJson(
      Joint.@Nullable Kind kind, @Nullable List<String> programmes, @Nullable Long capFen, @Nullable YearMonth from, @Nullable YearMonth until, @Nullable String document, @Nullable String note) {}

  record DocumentNumberJson(@Nullable String document) {}

  record UntilJson(@Nullable YearMonth until) {}

  /** The number under which something is kept. */
  record NumberJson(long id) {}

  @Operation(summary = "All programmes")
  @Allowed(Permission.BENEFITS_VIEW)
  @GetMapping("/programmes")
  List<ProgrammeLine> all() {
    return programmes.all();
  }

  @Operation(summary = "A programme and its versions")
  @Allowed(Permission.BENEFITS_VIEW)
  @GetMapping("/programmes/{code}")
  ProgrammeJson one(@PathVariable String code) {
    ProgrammeLine line = programmes.find(code).orElseThrow(() -> new NoSuchProgramme(code));
    return new ProgrammeJson(line, programmes.versions(code).stream().map(VersionJson::of).toList());
  }

  @Operation(summary = "A version whole: DMN document, parameters, examples")
  @Allowed(Permission.BENEFITS_VIEW)
  @GetMapping(VERSION)
  Version version(@PathVariable String code, @PathVariable int number) {
    return programmes.version(code, number).orElseThrow(() -> new NoSuchProgramme(code + " " + number));
  }

  @Operation(summary = "Check a version: gaps, overlaps, what is not read, and what each example comes to")
  @Allowed(Permission.BENEFITS_VIEW)
  @GetMapping(VERSION + "/check")
  CheckJson check(@PathVariable String code, @PathVariable int number) {
    Check check = versions.check(version(code, number));
    return new CheckJson(
        check.passes(),
        check.problems().stream().map(each -> new ProblemJson(each.kind().name(), each.decision(), each.rows(), each.column(), each.detail(), each.example())).toList(),
        check.examples().stream().map(each -> new TriedJson(
            each.example().name(), each.passed(), each.decision() == null ? null : each.decision().answer(), each.decision() == null ? null : each.decision().amountFen(), each.fault())).toList());
  }

  @Operation(summary = "Set up a programme with a first draft", description = "dmn: a DMN document; left out, a table of one row that gives nobody anything.")
  @PostMapping("/programmes")
  ResponseEntity<ProgrammeJson> create(@RequestBody CreateJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    YearMonth from = given("from", said.from());
    String code = text(said.code());
    var programme = new NewProgramme(code, text(said.name()), text(said.nameEn()), text(said.summary()), text(said.summaryEn()));
    idempotency.once(key, () -> {
      versions.create(programme, said.dmn() == null ? EmptyProgramme.DMN : said.dmn(), List.of(), List.of(), from);
      return code;
    });
    return ResponseEntity.created(URI.create("/api/v1/programmes/" + code)).body(one(code));
  }

  @Operation(summary = "Bring the programmes that come along in files, as drafts; gives the codes of those that were missing")
  @PostMapping("/programmes/shipped")
  List<String> bring() {
    return shipped.bring();
  }

  @Operation(summary = "Name a programme, as people read it")
  @PutMapping("/programmes/{code}/names")
  ProgrammeJson rename(@PathVariable String code, @RequestBody NamesJson said) {
    versions.rename(new NewProgramme(code, text(said.name()), text(said.nameEn()), text(said.summary()), text(said.summaryEn())));
    return one(code);
  }

  @Operation(summary = "Draft a version from another one, from a month on")
  @PostMapping("/programmes/{code}/drafts")
  ResponseEntity<Version> draft(@PathVariable String code, @RequestBody DraftJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    int old = given("version", said.version());
    YearMonth from = given("from", said.from());
    int number = Integer.parseInt(idempotency.once(key, () -> String.valueOf(versions.draft(code, old, from))));
    return ResponseEntity.created(URI.create("/api/v1/programmes/" + code + "/versions/" + number)).body(version(code, number));
  }

  @Operation(summary = "Write a draft's months and words", description = "basedOn: the released version whose months it takes over.")
  @PutMapping(VERSION + "/terms")
  Version terms(@PathVariable String code, @PathVariable int number, @RequestBody TermsJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    return done(key, code, number, said.lock(), lock -> versions.change(code, number, lock, new Versions.Terms(said.from(), said.until(), said.basedOn(), text(said.note()))));
  }

  @Operation(summary = "Write a draft's DMN document", description = "What is no programme yet may be kept in a draft; it cannot be proposed.")
  @PutMapping(VERSION + "/document")
  Version document(@PathVariable String code, @PathVariable int number, @RequestBody DocumentJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    return done(key, code, number, said.lock(), lock -> versions.changeTables(code, number, lock, text(said.dmn())));
  }

  @Operation(summary = "Write a draft's parameters; a line that says the same as before stays confirmed")
  @PutMapping(VERSION + "/parameters")
  Version parameters(@PathVariable String code, @PathVariable int number, @RequestBody ParametersJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    List<Version.Parameter> lines = new ArrayList<>();
    for (ParameterJson each : Objects.requireNonNullElse(said.parameters(), List.<ParameterJson>of())) {
      String name = text(each.name());
      if (!name.matches("[A-Za-z_][A-Za-z0-9_]{0,99}")) throw new InvalidInput("name", "benefits.error.parameter.name", name);
      if (each.to() != null && each.from() != null && each.to().isBefore(each.from())) throw new InvalidInput("to", "benefits.error.to");
      if (text(each.value()).isBlank() || text(each.value()).length() > 1000) throw new InvalidInput("value", "benefits.error.parameter.value", name);
      lines.add(new Version.Parameter(name, given("from", each.from()), each.to(), text(each.value()), each.document(), null, null));
    }
    return done(key, code, number, said.lock(), lock -> versions.changeParameters(code, number, lock, lines));
  }

  @Operation(summary = "Write a draft's examples", description = "facts: FEEL literals by the fact's code; what is not named is unknown.")
  @PutMapping(VERSION + "/examples")
  Version examples(@PathVariable String code, @PathVariable int number, @RequestBody ExamplesJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    List<Example> lines = Objects.requireNonNullElse(said.examples(), List.<ExampleJson>of()).stream().map(each -> new Example(
        text(each.name()).isBlank() || text(each.name()).length() > 200 ? refused("name") : text(each.name()), each.facts() == null ? Map.of() : each.facts(), given("month", each.month()),
        given("answer", each.answer()), each.amountFen())).toList();
    return done(key, code, number, said.lock(), lock -> versions.changeExamples(code, number, lock, lines));
  }

  @Operation(summary = "Lay a draft before somebody else; 422 with all that is wrong when it does not check out")
  @PostMapping(VERSION + "/proposal")
  Version propose(@PathVariable String code, @PathVariable int number, @RequestBody LockJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    return done(key, code, number, said.lock(), lock -> versions.propose(code, number, lock));
  }

  @Operation(summary = "Give a proposed version back, with a reason")
  @Allowed({Permission.PROGRAMMES_EDIT, Permission.PROGRAMMES_RELEASE})
  @PostMapping(VERSION + "/return")
  Version giveBack(@PathVariable String code, @PathVariable int number, @RequestBody LockJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    return done(key, code, number, said.lock(), lock -> versions.giveBack(code, number, lock, text(said.reason())));
  }

  @Operation(summary = "Release what somebody else proposed")
  @Allowed(Permission.PROGRAMMES_RELEASE)
  @PostMapping(VERSION + "/release")
  Version release(@PathVariable String code, @PathVariable int number, @RequestBody LockJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    return done(key, code, number, said.lock(), lock -> versions.release(code, number, lock));
  }

  @Operation(summary = "Give up a version, or take a released one back, with a reason")
  @Allowed(Permission.PROGRAMMES_RELEASE)
  @PostMapping(VERSION + "/withdrawal")
  Version withdraw(@PathVariable String code, @PathVariable int number, @RequestBody LockJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    return done(key, code, number, said.lock(), lock -> versions.withdraw(code, number, lock, text(said.reason())));
  }

  @Operation(summary = "Confirm that a parameter's value stands in a document; the value stays")
  @Allowed(Permission.PROGRAMMES_RELEASE)
  @PostMapping(VERSION + "/confirmation")
  Version confirm(@PathVariable String code, @PathVariable int number, @RequestBody ConfirmationJson said) {
    versions.confirm(code, number, text(said.name()), given("from", said.from()), text(said.document()));
    return version(code, number);
  }

  @Operation(summary = "Of which groups the register holds everybody")
  @Allowed(Permission.BENEFITS_VIEW)
  @GetMapping("/complete-lists")
  List<CompleteLists.CompleteList> lists() {
    return lists.all();
  }

  @Operation(summary = "Declare that a group's list is whole from a day on")
  @PostMapping("/complete-lists")
  NumberJson declare(@RequestBody ListJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    return new NumberJson(Long.parseLong(idempotency.once(key, () -> String.valueOf(lists.declare(said.kind(), said.asOf(), text(said.source()), said.document())))));
  }

  @Operation(summary = "Take a declaration back, with a reason")
  @PostMapping("/complete-lists/{id}/withdrawal")
  NumberJson withdraw(@PathVariable long id, @RequestBody ReasonJson said) {
    lists.withdraw(id, text(said.reason()));
    return new NumberJson(id);
  }

  @Operation(summary = "What binds programmes together")
  @Allowed(Permission.BENEFITS_VIEW)
  @GetMapping("/joint-rules")
  List<JointRules.Line> joint() {
    return joint.all();
  }

  @Operation(summary = "Lay down that programmes exclude each other, or what they pay at most together", description = "In force once somebody else approved it.")
  @PostMapping("/joint-rules")
  NumberJson bind(@RequestBody JointJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    var rule = new JointRules.NewRule(
        said.kind(), Objects.requireNonNullElse(said.programmes(), List.of()), said.capFen(), said.from(), said.until(), said.document(), text(said.note()));
    return new NumberJson(Long.parseLong(idempotency.once(key, () -> String.valueOf(joint.add(rule)))));
  }

  @Operation(summary = "Approve what somebody else laid down")
  @Allowed(Permission.PROGRAMMES_RELEASE)
  @PostMapping("/joint-rules/{id}/approval")
  NumberJson approve(@PathVariable long id) {
    joint.approve(id);
    return new NumberJson(id);
  }

  @Operation(summary = "Confirm that a rule across programmes stands in a document; the rule stays")
  @Allowed(Permission.PROGRAMMES_RELEASE)
  @PostMapping("/joint-rules/{id}/confirmation")
  NumberJson confirm(@PathVariable long id, @RequestBody DocumentNumberJson said) {
    joint.confirm(id, text(said.document()));
    return new NumberJson(id);
  }

  @Operation(summary = "Say the last month in which it binds; one that nobody approved is given up")
  @Allowed(Permission.PROGRAMMES_RELEASE)
  @PostMapping("/joint-rules/{id}/end")
  NumberJson end(@PathVariable long id, @RequestBody UntilJson said) {
    joint.end(id, said.until());
    return new NumberJson(id);
  }

  private Version done(@Nullable String key, String code, int number, @Nullable Integer lock, Consumer<Integer> deed) {
    int at = given("lock", lock);
    idempotency.once(key, () -> {
      deed.accept(at);
      return "done";
    });
    return version(code, number);
  }

  private static String refused(String field) {
    throw new InvalidInput(field, "benefits.error.required", field);
  }

  private static <T> T given(String field, @Nullable T value) {
    if (value == null) throw new InvalidInput(field, "benefits.error.required", field);
    return value;
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}

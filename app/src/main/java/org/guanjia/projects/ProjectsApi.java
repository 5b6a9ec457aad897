package org.guanjia.projects;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.files.FileAnswer;
import org.guanjia.platform.files.FileRefused;
import org.guanjia.platform.files.StoredFile;
import org.guanjia.platform.files.Variant;
import org.guanjia.platform.web.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The library for programs: found, summed up, read, proposed to, scored. What is done with a project is {@link ProjectApi}'s. */
@Tag(name = "Projects", description = "The yearly library of micro-projects. Amounts are whole fen.")
@RestController
@Allowed(Permission.PROJECTS_VIEW)
@RequestMapping(path = "/api/v1/projects", produces = MediaType.APPLICATION_JSON_VALUE)
class ProjectsApi {

  private final Projects projects;
  private final Library library;
  private final Scoring scoring;
  private final ProjectLists lists;
  private final FileAnswer fileAnswer;
  private final Idempotency idempotency;

  ProjectsApi(Projects projects, Library library, Scoring scoring, ProjectLists lists, FileAnswer fileAnswer, Idempotency idempotency) {
    this.projects = projects;
    this.library = library;
    this.scoring = scoring;
    this.lists = lists;
    this.fileAnswer = fileAnswer;
    this.idempotency = idempotency;
  }

  /** @param next give it as {@code after} to read on; null at the end */
  record ProjectPage(List<ProjectLine> items, @Nullable String next) {}

  @Operation(summary = "List projects, the latest numbers first", description = "Without a year, those of all years. state may name several, with commas; kind may be micro, everything but wishes.")
  @GetMapping
  ProjectPage list(
      @RequestParam(defaultValue = "") String q, @RequestParam(required = false) @Nullable String year, @RequestParam(required = false) @Nullable String kind,
      @RequestParam(required = false) @Nullable String village, @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String waiting, @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable String limit) {
    if (after != null && !after.isEmpty() && !Projects.isCursor(after)) throw new InvalidInput("after", "projects.error.cursor");
    Projects.Lines found = projects.list(filter(q, year, kind, village, state, waiting), after, size(limit));
    return new ProjectPage(found.lines(), found.next());
  }

  @Operation(summary = "Sum up what a filter lets through: by state, kind, village and source")
  @GetMapping("/totals")
  ProjectTotals totals(
      @RequestParam(defaultValue = "") String q, @RequestParam(required = false) @Nullable String year, @RequestParam(required = false) @Nullable String kind,
      @RequestParam(required = false) @Nullable String village, @RequestParam(required = false) @Nullable String state) {
    return projects.totals(filter(q, year, kind, village, state, null));
  }

  @Operation(summary = "Read a project whole")
  @GetMapping("/{code}")
  Project read(@PathVariable String code) {
    return projects.find(ProjectDeeds.parsed(code));
  }

  @Operation(summary = "Read a picture of a project")
  @GetMapping(path = "/{code}/photos/{id}", produces = MediaType.ALL_VALUE)
  ResponseEntity<Resource> photo(@PathVariable String code, @PathVariable UUID id, @RequestParam(defaultValue = "ORIGINAL") Variant variant) {
    StoredFile file = projects.photo(ProjectDeeds.parsed(code), id).orElseThrow(() -> new FileRefused(FileRefused.Reason.UNKNOWN));
    return fileAnswer.of(file, variant);
  }

  @Operation(summary = "Propose a project", description = "201 with its line; done once for one Idempotency-Key.")
  @Allowed(Permission.PROJECTS_PROPOSE)
  @PostMapping
  ResponseEntity<ProjectLine> propose(@RequestBody ProjectBodies.ProjectJson said, @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    String code = idempotency.once(key, () -> library.propose(said.proposed(lists.thisYear())));
    return ResponseEntity.created(URI.create("/api/v1/projects/" + code)).body(projects.line(code).orElseThrow(() -> new NoSuchProject(code)));
  }

  @Operation(summary = "Read what people gave a project on its year's sheet")
  @GetMapping("/{code}/scores")
  List<Scoring.Score> scores(@PathVariable String code) {
    String parsed = ProjectDeeds.parsed(code);
    return scoring.scores(projects.line(parsed).orElseThrow(() -> new NoSuchProject(parsed)));
  }

  @Operation(summary = "Read the scoring sheet of a year")
  @GetMapping("/scoring/{year}")
  Scoring.Sheet sheet(@PathVariable String year) {
    return scoring.sheet(year(year));
  }

  @Operation(summary = "Lay the scoring sheet of a year down, until somebody has scored by it")
  @Allowed(Permission.PROJECTS_SURVEY)
  @PutMapping("/scoring/{year}")
  Scoring.Sheet lay(
      @PathVariable String year, @RequestBody ProjectBodies.SheetJson said, @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    int known = year(year);
    int version = ProjectBodies.given("version", said.version());
    List<Scoring.Criterion> criteria = said.laid();
    idempotency.once(
        key,
        () -> {
          scoring.lay(known, version, criteria);
          return year;
        });
    return scoring.sheet(known);
  }

  @Operation(summary = "Rank the projects of a year by their scores")
  @GetMapping("/ranking/{year}")
  List<Scoring.Ranked> ranking(@PathVariable String year, @RequestParam(required = false) @Nullable String kind) {
    return scoring.ranking(year(year), oneOf(Kind.class, "kind", kind));
  }

  private static ProjectFilter filter(
      String q, @Nullable String year, @Nullable String kind, @Nullable String village, @Nullable String state, @Nullable String waiting) {
    Set<ProjectState> states =
        state == null || state.isBlank()
            ? Set.of()
            : Set.copyOf(Arrays.stream(state.split(",")).map(one -> ProjectBodies.given("state", oneOf(ProjectState.class, "state", one))).toList());
    boolean micro = ProjectLists.MICRO.equalsIgnoreCase(kind);
    return new ProjectFilter(
        text("q", q) == null ? "" : q, year == null || year.isBlank() ? null : Integer.valueOf(year(year)), micro ? null : oneOf(Kind.class, "kind", kind),
        text("village", village), states, text("waiting", waiting), micro);
  }

  private static int year(String typed) {
    if (!typed.matches("20[0-9]{2}")) throw new InvalidInput("year", "projects.error.range", "2000", "2099");
    return Integer.parseInt(typed);
  }

  private static int size(@Nullable String typed) {
    if (typed == null || typed.isBlank()) return Projects.PAGE_SIZE;
    if (!typed.matches("[0-9]{1,3}") || Integer.parseInt(typed) < 1 || Integer.parseInt(typed) > Projects.PAGE_SIZE_MAX) {
      throw new InvalidInput("limit", "projects.error.range", 1, Projects.PAGE_SIZE_MAX);
    }
    return Integer.parseInt(typed);
  }

  private static @Nullable String text(String field, @Nullable String typed) {
    if (typed == null || typed.isBlank()) return null;
    if (typed.length() > Projects.TYPED_LENGTH_MAX) throw new InvalidInput(field, "requests.error.tooLong", Projects.TYPED_LENGTH_MAX, typed.length());
    if (typed.indexOf('\0') >= 0) throw new InvalidInput(field, "projects.error.unreadable");
    return typed.strip();
  }

  private static <E extends Enum<E>> @Nullable E oneOf(Class<E> type, String field, @Nullable String typed) {
    if (typed == null || typed.isBlank()) return null;
    String wanted = typed.strip().toUpperCase(Locale.ROOT);
    for (E one : type.getEnumConstants()) if (one.name().equals(wanted)) return one;
    throw new InvalidInput(field, "projects.error.oneOf", Arrays.toString(type.getEnumConstants()));
  }
}

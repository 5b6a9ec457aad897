package org.guanjia.coverage;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.guanjia.people.SpecialGroup;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.database.Idempotency;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists of outside offices for programs. */
@Tag(name = "Outside lists", description = "Other offices' lists as denominators; their rows come by an import to the target coverage whose source is the list's importSource. Each change is done once for one Idempotency-Key.")
@RestController
@RequestMapping(path = "/api/v1/coverage/lists", produces = MediaType.APPLICATION_JSON_VALUE)
@Allowed(value = Permission.BENEFITS_VIEW, and = {Permission.EXPORT, Permission.AWARDS_APPLY})
class OutsideListsApi {

  private static final String KEY = "Idempotency-Key";
  private static final String ONE = "/{id:[0-9]+}";

  private final OutsideLists lists;
  private final ListDifferences differences;
  private final Comparison comparison;
  private final Idempotency idempotency;

  OutsideListsApi(OutsideLists lists, ListDifferences differences, Comparison comparison, Idempotency idempotency) {
    this.lists = lists;
    this.differences = differences;
    this.comparison = comparison;
    this.idempotency = idempotency;
  }

  @Schema(name = "OutsideListDetail")
  record ListJson(OutsideList list, String importSource, List<ListDifferences.Figure> figures) {}

  @Schema(name = "NewOutsideList")
  record NewListJson(
      OutsideList.@Nullable Source source, @Nullable String title, @Nullable LocalDate asOf, @Nullable String document, @Nullable String programme, @Nullable SpecialGroup group, boolean elsewhere) {

    NewOutsideList said() {
      return new NewOutsideList(source, Objects.requireNonNullElse(title, ""), asOf, document, programme, group, elsewhere);
    }
  }

  /** @param person one of the row's candidates; null when it is none of them */
  @Schema(name = "OutsideListDecision")
  record DecisionJson(@Nullable Long person) {}

  @Schema(name = "OutsideListReason")
  record ReasonJson(@Nullable String reason) {}

  @Operation(summary = "All lists, the latest day first")
  @GetMapping
  List<OutsideList> all() {
    return lists.all();
  }

  @Operation(summary = "A list with its figures: the whole first, then each village")
  @GetMapping(ONE)
  ListJson find(@PathVariable long id) {
    OutsideList list = lists.find(id).orElseThrow(() -> new NoSuchList(id));
    return new ListJson(list, list.importSource(), differences.figures(id));
  }

  @Operation(summary = "The difference by name: a part (all, paid, asked, forgotten, unknown, not_entitled, member, not_member, outside, doubtful, group_only, paid_only); 1 to 200 at a time")
  @GetMapping(ONE + "/names")
  ListDifferences.Lines names(
      @PathVariable long id, @RequestParam(defaultValue = "all") String part, @RequestParam(required = false) @Nullable String village, @RequestParam(required = false) @Nullable String after,
      @RequestParam(defaultValue = "50") int limit) {
    find(id);
    return differences.list(id, OutsideListPages.part(part), village, after, limit);
  }

  @Operation(summary = "Who is on this list and not on another one")
  @GetMapping(ONE + "/without/{other:[0-9]+}")
  ListDifferences.Lines without(@PathVariable long id, @PathVariable long other, @RequestParam(required = false) @Nullable String after, @RequestParam(defaultValue = "50") int limit) {
    find(id);
    find(other);
    return differences.only(id, other, after, limit);
  }

  @Operation(summary = "Begin a list")
  @Allowed(Permission.AWARDS_CHECK)
  @PostMapping
  ResponseEntity<ListJson> begin(@RequestBody NewListJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    String id = idempotency.once(key, () -> String.valueOf(lists.begin(said.said())));
    return ResponseEntity.created(URI.create("/api/v1/coverage/lists/" + id)).body(find(Long.parseLong(id)));
  }

  @Operation(summary = "Compare the list with register, determinations and awards")
  @Allowed(Permission.AWARDS_CHECK)
  @PostMapping(ONE + "/comparison")
  ListJson compare(@PathVariable long id, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    return done(key, id, () -> comparison.compare(id));
  }

  @Operation(summary = "Decide whose a doubtful row is")
  @Allowed(Permission.AWARDS_CHECK)
  @PostMapping(ONE + "/items/{item:[0-9]+}")
  ListJson decide(@PathVariable long id, @PathVariable long item, @RequestBody DecisionJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    return done(key, id, () -> lists.decide(id, item, said.person()));
  }

  @Operation(summary = "Declare that the list holds everybody of its group: whoever is not on it is known not to be of it")
  @Allowed(Permission.AWARDS_CHECK)
  @PostMapping(ONE + "/declaration")
  ListJson declare(@PathVariable long id, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    return done(key, id, () -> lists.declare(id));
  }

  @Operation(summary = "Take that declaration back")
  @Allowed(Permission.AWARDS_CHECK)
  @PostMapping(ONE + "/withdrawal")
  ListJson undeclare(@PathVariable long id, @RequestBody ReasonJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    return done(key, id, () -> lists.undeclare(id, Objects.requireNonNullElse(said.reason(), "")));
  }

  private ListJson done(@Nullable String key, long id, Runnable work) {
    idempotency.once(key, () -> {
      work.run();
      return "done";
    });
    return find(id);
  }
}

package org.guanjia.people;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.guanjia.people.ReviewFilter.Due;
import org.guanjia.places.Places;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.files.FileAnswer;
import org.guanjia.platform.files.FileRefused;
import org.guanjia.platform.files.StoredFiles;
import org.guanjia.platform.files.Uploads;
import org.guanjia.platform.files.Variant;
import org.guanjia.platform.spreadsheets.Export;
import org.guanjia.platform.spreadsheets.SheetFormat;
import org.guanjia.platform.ui.Chip;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartRequest;
import org.springframework.web.server.ResponseStatusException;

/** Special groups: how many are of each, who has to be looked at again, and what is said of one person. */
@RestController
@Allowed(Permission.PEOPLE_VIEW)
class SpecialGroupPages {

  private static final String STORED = "stored";

  private final SpecialGroups groups;
  private final Memberships memberships;
  private final PersonViews views;
  private final PersonDeeds deeds;
  private final Places places;
  private final Uploads uploads;
  private final StoredFiles files;
  private final FileAnswer fileAnswer;
  private final MarkedExport export;
  private final Templates templates;

  SpecialGroupPages(
      SpecialGroups groups, Memberships memberships, PersonViews views, PersonDeeds deeds, Places places, Uploads uploads, StoredFiles files, FileAnswer fileAnswer,
      MarkedExport export, Templates templates) {
    this.groups = groups;
    this.memberships = memberships;
    this.views = views;
    this.deeds = deeds;
    this.places = places;
    this.uploads = uploads;
    this.files = files;
    this.fileAnswer = fileAnswer;
    this.export = export;
    this.templates = templates;
  }

  @GetMapping("/people/groups")
  JteModel counts(Page page, @RequestParam(required = false) @Nullable String kind) {
    SpecialGroup wanted = PersonLists.oneOf(SpecialGroup.class, kind);
    return templates.peopleGroups(page, groups.counts(), wanted, wanted == null ? List.of() : groups.byVillage(wanted), PlaceNames.of(page, places));
  }

  @GetMapping("/people/reviews")
  JteModel reviews(Page page, @RequestParam Map<String, String> parameters) {
    ReviewFilter filter = filter(parameters);
    String after = parameters.get("after");
    SpecialGroups.Reviews found = groups.reviews(filter, after, SpecialGroups.PAGE_SIZE);
    String next = found.next() == null ? null : "/people/reviews" + query(filter, found.next());
    String begin = SpecialGroups.isCursor(after) ? "/people/reviews" + query(filter, null) : null;
    return templates.peopleReviews(page, filter, found.lines(), chips(page, filter), new PersonChoices(page, places), PlaceNames.of(page, places), views.today(), query(filter, null), next, begin);
  }

  @Allowed(Permission.EXPORT)
  @GetMapping("/people/reviews/export.{format:csv|xlsx}")
  void export(Page page, @PathVariable String format, @RequestParam Map<String, String> parameters, HttpServletResponse response) {
    PeoplePages.mustView(page);
    PlaceNames names = PlaceNames.of(page, places);
    List<Export.Column<ReviewLine>> columns = List.of(
        new Export.Column<>(page.t("register.number"), ReviewLine::person), new Export.Column<>(page.t("people.attribute.NAME"), ReviewLine::name),
        new Export.Column<>(page.t("people.attribute.VILLAGE"), line -> names.village(line.village())),
        new Export.Column<>(page.t("people.attribute.GROUP"), line -> names.group(line.group())),
        new Export.Column<>(page.t("register.specials"), line -> page.t("people.group." + line.kind())),
        new Export.Column<>(page.t("register.field.category"), line -> line.category() == null ? null : page.tOr("register.disability." + line.category(), line.category())),
        new Export.Column<>(page.t("register.field.grade"), line -> line.grade() == null ? null : page.tOr("register.grade." + line.grade(), line.grade())),
        new Export.Column<>(page.t("register.field.since"), ReviewLine::since), new Export.Column<>(page.t("register.field.reviewOn"), ReviewLine::reviewOn),
        new Export.Column<>(page.t("register.field.source"), ReviewLine::source));
    ReviewFilter filter = filter(parameters);
    export.send(page, response, SheetFormat.of(format), page.t("register.reviews"), columns, () -> groups.stream(filter), ReviewLine::person);
  }

  @Allowed(Permission.PEOPLE_EDIT)
  @GetMapping("/people/{id}/group")
  JteModel blank(Page page, @PathVariable long id) {
    return blank(page, id, PersonForm.FRESH);
  }

  @Allowed(Permission.PEOPLE_EDIT)
  @PostMapping("/people/{id}/group")
  ResponseEntity<?> add(Page page, HttpServletRequest request, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new PersonSent(page, response, typed);
    store(sent, request);
    SpecialGroup kind = sent.oneOf(SpecialGroup.class, "kind");
    boolean disabled = kind == SpecialGroup.DISABLED;
    var said = new NewMembership(
        kind, disabled ? sent.optional("category") : null, disabled ? sent.optional("grade") : null, sent.date("since"), sent.date("reviewOn"), sent.optional("evidence"),
        stored(sent), sent.text("source"));
    return deeds.make(
        sent, "register.done.group",
        () -> {
          memberships.add(id, said);
          return "/people/" + id;
        },
        form -> blank(page, id, form));
  }

  private JteModel blank(Page page, long id, PersonForm form) {
    return templates.peopleGroupNew(page, views.of(page, id, null, null), form, new PersonChoices(page, places));
  }

  /** Where somebody says that it still holds, or that it does not. */
  @Allowed(Permission.PEOPLE_EDIT)
  @GetMapping("/people/groups/{id}")
  JteModel review(Page page, @PathVariable long id) {
    return review(page, id, PersonForm.FRESH);
  }

  @Allowed(Permission.PEOPLE_EDIT)
  @PostMapping("/people/groups/{id}/review")
  ResponseEntity<?> reviewed(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new PersonSent(page, response, typed);
    LocalDate next = sent.date("reviewOn");
    return deeds.make(
        sent, "register.done.reviewed",
        () -> {
          memberships.review(id, sent.version(), next, sent.optional("evidence"));
          return "/people/reviews";
        },
        form -> review(page, id, form));
  }

  @Allowed(Permission.PEOPLE_EDIT)
  @PostMapping("/people/groups/{id}/termination")
  ResponseEntity<?> end(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new PersonSent(page, response, typed);
    LocalDate until = sent.date("until");
    return deeds.make(
        sent, "register.done.ended",
        () -> {
          memberships.end(id, sent.version(), until, sent.text("reason"));
          return "/people/" + memberships.find(id).personId();
        },
        form -> review(page, id, form));
  }

  private JteModel review(Page page, long id, PersonForm form) {
    Membership membership = memberships.find(id);
    PersonView view = views.of(page, views.root(membership.personId()), null, null);
    return templates.peopleGroup(page, view, views.group(page, membership, views.today()), form);
  }

  @GetMapping("/people/groups/{id}/evidence")
  ResponseEntity<Resource> evidence(@PathVariable long id) {
    UUID file = memberships.find(id).file();
    return fileAnswer.of(
        files.find(Objects.requireNonNullElse(file, new UUID(0, 0))).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)), Variant.ORIGINAL);
  }

  /** Before any transaction; what an earlier try of the same form stored goes along. */
  private void store(PersonSent sent, HttpServletRequest request) {
    List<MultipartFile> chosen = request instanceof MultipartRequest parts ? parts.getFiles("file") : List.of();
    try {
      uploads.store(chosen, 1).forEach(id -> sent.typed().set(STORED, id.toString()));
    } catch (FileRefused refused) {
      sent.error("file", refused.messageKey(), refused.arguments());
    }
  }

  private static @Nullable UUID stored(PersonSent sent) {
    return sent.text(STORED).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}") ? UUID.fromString(sent.text(STORED)) : null;
  }

  private static ReviewFilter filter(Map<String, String> parameters) {
    return new ReviewFilter(
        Objects.requireNonNullElse(PersonLists.oneOf(Due.class, parameters.get("due")), Due.NOW), PersonLists.oneOf(SpecialGroup.class, parameters.get("kind")),
        PersonLists.code(parameters.get("village")));
  }

  private static List<Chip> chips(Page page, ReviewFilter filter) {
    return Arrays.stream(Due.values()).map(due -> new Chip(page.t("register.due." + due), "/people/reviews" + query(filter.due(due), null), null, filter.due() == due)).toList();
  }

  private static String query(ReviewFilter filter, @Nullable String after) {
    var parameters = new LinkedHashMap<String, @Nullable Object>();
    parameters.put("due", filter.due() == Due.NOW ? null : filter.due().name().toLowerCase(Locale.ROOT));
    parameters.put("kind", filter.kind());
    parameters.put("village", filter.village());
    parameters.put("after", after);
    return PersonLists.query(parameters);
  }
}

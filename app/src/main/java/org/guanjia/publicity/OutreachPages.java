package org.guanjia.publicity;

import static org.guanjia.platform.web.Redirects.seeOther;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Open;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.spreadsheets.Export;
import org.guanjia.platform.spreadsheets.SheetFormat;
import org.guanjia.platform.ui.Choice;
import org.guanjia.platform.web.Flash;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.Page;
import org.guanjia.requests.Policies;
import org.guanjia.requests.Policy;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Leaflets in plain words: written by the desk, printed as posters by the villages, read by everybody, counted. */
@RestController
@Allowed({Permission.OUTREACH_RECORD, Permission.PUBLICITY_EDIT})
class OutreachPages {

  private final Outreach outreach;
  private final VisitCounter visits;
  private final Clock clock;
  private final PublicWords words;
  private final Policies policies;
  private final Export export;
  private final Idempotency idempotency;
  private final Templates templates;

  OutreachPages(
      Outreach outreach, VisitCounter visits, Clock clock, PublicWords words, Policies policies, Export export, Idempotency idempotency, Templates templates) {
    this.outreach = outreach;
    this.visits = visits;
    this.clock = clock;
    this.words = words;
    this.policies = policies;
    this.export = export;
    this.idempotency = idempotency;
    this.templates = templates;
  }

  @GetMapping("/outreach")
  JteModel overview(Page page, @RequestParam(required = false) @Nullable String year) {
    return overview(page, year(year), Map.of(), Map.of());
  }

  private JteModel overview(Page page, int year, Map<String, String> typed, Map<String, String> errors) {
    return templates.publicityOutreach(
        page,
        new OutreachView(
            year, outreach.leaflets(false), outreach.reached(year), outreach.efforts(year), words.names(page.locale()), words.ownVillages(page), typed, errors));
  }

  @Allowed(value = Permission.EXPORT, and = {Permission.OUTREACH_RECORD, Permission.PUBLICITY_EDIT})
  @GetMapping("/outreach/export.{format}")
  void export(Page page, @PathVariable String format, @RequestParam(required = false) @Nullable String year, HttpServletResponse response) {
    PublicWords.Names names = words.names(page.locale());
    List<Export.Column<Outreach.Reached>> columns =
        List.of(
            new Export.Column<>(page.t("publicity.column.village"), each -> names.village(each.village())),
            new Export.Column<>(page.t("publicity.reached.poster"), Outreach.Reached::byPoster),
            new Export.Column<>(page.t("publicity.reached.link"), Outreach.Reached::byLink),
            new Export.Column<>(page.t("publicity.reached.times"), Outreach.Reached::times),
            new Export.Column<>(page.t("publicity.reached.people"), Outreach.Reached::people),
            new Export.Column<>(page.t("publicity.reached.all"), Outreach.Reached::all));
    export.send(response, SheetFormat.of(format), page.t("publicity.outreach.title"), columns, () -> outreach.reached(year(year)).stream());
  }

  /** What was done in a year, a row each; comes back in unchanged by {@link OutreachTarget}. */
  @Allowed(value = Permission.EXPORT, and = {Permission.OUTREACH_RECORD, Permission.PUBLICITY_EDIT})
  @GetMapping("/outreach/efforts/export.{format:csv|xlsx}")
  void exportEfforts(Page page, @PathVariable String format, @RequestParam(required = false) @Nullable String year, HttpServletResponse response) {
    PublicWords.Names names = words.names(page.locale());
    Map<Long, String> titles = outreach.leaflets(false).stream().collect(Collectors.toMap(Outreach.Leaflet::id, Outreach.Leaflet::title));
    List<Export.Column<Outreach.Effort>> columns =
        List.of(
            new Export.Column<>(page.t("outreach.import.field.way"), each -> page.t("publicity.way." + each.way())),
            new Export.Column<>(page.t("outreach.import.field.village"), each -> names.village(each.village())),
            new Export.Column<>(page.t("outreach.import.field.leaflet"), each -> each.leafletId() == null ? null : titles.get(each.leafletId())),
            new Export.Column<>(page.t("outreach.import.field.heldOn"), Outreach.Effort::heldOn),
            new Export.Column<>(page.t("outreach.import.field.times"), Outreach.Effort::times),
            new Export.Column<>(page.t("outreach.import.field.people"), Outreach.Effort::people),
            new Export.Column<>(page.t("outreach.import.field.note"), Outreach.Effort::note));
    export.send(response, SheetFormat.of(format), page.t("outreach.import.title"), columns, () -> outreach.everyEffort(year(year)));
  }

  @PostMapping("/outreach/efforts")
  Object enter(Page page, @RequestParam Map<String, String> typed, HttpServletResponse response) {
    try {
      Outreach.Effort effort = effort(typed);
      idempotency.once(typed.get("key"), () -> String.valueOf(outreach.enter(effort)));
    } catch (InvalidInput refused) {
      return refused(overview(page, year(null), typed, refused.told(page)));
    }
    Flash.success("publicity.flash.entered").on(response);
    return seeOther("/outreach");
  }

  @Allowed(Permission.PUBLICITY_EDIT)
  @GetMapping("/outreach/leaflets/new")
  JteModel blank(Page page, @RequestParam(required = false) @Nullable Long policy) {
    Policy about = policy == null ? null : policies.find(policy).orElse(null);
    Outreach.Leaflet leaflet = about == null ? Outreach.Leaflet.BLANK : of(about);
    return edit(page, leaflet, Map.of(), false);
  }

  /** What a policy says, for the desk to put into plainer words. */
  private static Outreach.Leaflet of(Policy policy) {
    String title = policy.title().length() <= Outreach.TITLE_LENGTH_MAX ? policy.title() : policy.title().substring(0, Outreach.TITLE_LENGTH_MAX);
    return new Outreach.Leaflet(
        0, policy.id(), title, cut(policy.covers() == null ? "" : policy.covers(), 1_000), cut(policy.summary(), Outreach.TEXT_LENGTH_MAX),
        cut(policy.howToApply() == null ? "" : policy.howToApply(), Outreach.TEXT_LENGTH_MAX), null, List.of(), true, 0);
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most);
  }

  @Allowed(Permission.PUBLICITY_EDIT)
  @GetMapping("/outreach/leaflets/{id}/edit")
  JteModel edit(Page page, @PathVariable long id) {
    return edit(page, found(id), Map.of(), false);
  }

  @Allowed(Permission.PUBLICITY_EDIT)
  @PostMapping("/outreach/leaflets")
  Object add(Page page, @RequestParam MultiValueMap<String, String> typed, HttpServletResponse response) {
    return save(page, leaflet(typed, 0), typed.getFirst("key"), response);
  }

  @Allowed(Permission.PUBLICITY_EDIT)
  @PostMapping("/outreach/leaflets/{id}")
  Object change(Page page, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed, HttpServletResponse response) {
    found(id);
    return save(page, leaflet(typed, id), typed.getFirst("key"), response);
  }

  private Object save(Page page, Outreach.Leaflet typed, @Nullable String key, HttpServletResponse response) {
    try {
      idempotency.once(key, () -> String.valueOf(outreach.save(typed)));
    } catch (InvalidInput refused) {
      return refused(edit(page, typed, refused.told(page), false));
    } catch (PublicationProblem.Stale stale) {
      Outreach.Leaflet saved = found(typed.id());
      var onTop =
          new Outreach.Leaflet(
              typed.id(), typed.policyId(), typed.title(), typed.who(), typed.what(), typed.how(), typed.where(), typed.villages(), typed.active(), saved.version());
      return ResponseEntity.status(HttpStatus.CONFLICT).contentType(MediaType.TEXT_HTML).body(edit(page, onTop, Map.of(), true));
    }
    Flash.success("publicity.flash.leaflet").on(response);
    return seeOther("/outreach");
  }

  private JteModel edit(Page page, Outreach.Leaflet leaflet, Map<String, String> errors, boolean stale) {
    List<Choice> about = policies.list("", null).stream().filter(Policy::active).map(policy -> Choice.of(String.valueOf(policy.id()), policy.title())).toList();
    return templates.publicityLeafletEdit(page, leaflet, words.villages(page), about, errors, stale ? found(leaflet.id()) : null);
  }

  /** A village's leaflets, for everybody. */
  @Open
  @GetMapping("/outreach/p/{village}")
  JteModel village(Page page, @PathVariable String village) {
    PublicWords.Names names = words.names(page.locale());
    if (!names.villages().containsKey(village)) throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    List<Outreach.Leaflet> leaflets = outreach.leaflets(true).stream().filter(leaflet -> leaflet.isFor(village)).toList();
    return templates.publicityVillage(page, village, names, leaflets);
  }

  /** One of them; each opening is a number and nothing else. */
  @Open
  @GetMapping("/outreach/p/{village}/{id}")
  JteModel read(Page page, @PathVariable String village, @PathVariable String id, @RequestParam(defaultValue = "") String from) {
    PublicWords.Names names = words.names(page.locale());
    Outreach.Leaflet leaflet = id.matches("\\d{1,18}") ? outreach.leaflet(Long.parseLong(id)).orElse(null) : null;
    if (leaflet == null || !leaflet.active() || !leaflet.isFor(village) || !names.villages().containsKey(village)) throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    if (page.viewer() == null) visits.opened(leaflet.id(), village, from.equals("poster"));
    return templates.publicityLeaflet(page, leaflet, village, names);
  }

  private Outreach.Leaflet found(long id) {
    return outreach.leaflet(id).orElseThrow(() -> new PublicationProblem.Unknown(id));
  }

  static Outreach.Effort effort(Map<String, String> typed) {
    String way = typed.getOrDefault("way", "");
    if (Stream.of(Outreach.Way.values()).noneMatch(each -> each.name().equals(way))) throw new InvalidInput("way", "publicity.error.way");
    String leaflet = typed.getOrDefault("leaflet", "");
    String note = typed.getOrDefault("note", "").strip();
    return new Outreach.Effort(
        0, leaflet.matches("\\d{1,18}") ? Long.valueOf(leaflet) : null, typed.getOrDefault("village", ""), date(typed, "heldOn"), Outreach.Way.valueOf(way),
        number(typed, "times"), number(typed, "people"), note.isEmpty() ? null : note);
  }

  private static Outreach.Leaflet leaflet(MultiValueMap<String, String> typed, long id) {
    String policy = said(typed, "policy");
    String where = said(typed, "where");
    String version = said(typed, "version");
    return new Outreach.Leaflet(
        id, policy.matches("\\d{1,18}") ? Long.valueOf(policy) : null, said(typed, "title"), said(typed, "who"), said(typed, "what"), said(typed, "how"),
        where.isEmpty() ? null : where, List.copyOf(typed.getOrDefault("villages", List.of())), !typed.containsKey("inactive"),
        version.matches("\\d{1,9}") ? Integer.parseInt(version) : 0);
  }

  private static String said(MultiValueMap<String, String> typed, String name) {
    String text = typed.getFirst(name);
    return text == null ? "" : text.strip();
  }

  private static LocalDate date(Map<String, String> typed, String field) {
    try {
      return LocalDate.parse(typed.getOrDefault(field, ""));
    } catch (DateTimeParseException e) {
      throw new InvalidInput(field, "publicity.error.date");
    }
  }

  private static int number(Map<String, String> typed, String field) {
    String text = typed.getOrDefault(field, "").strip();
    if (!text.matches("\\d{1,7}")) throw new InvalidInput(field, "publicity.error.number", 1_000_000);
    return Integer.parseInt(text);
  }

  private int year(@Nullable String typed) {
    return typed != null && typed.matches("20\\d\\d") ? Integer.parseInt(typed) : LocalDate.ofInstant(clock.instant(), PublicSite.ZONE).getYear();
  }

  private static ResponseEntity<JteModel> refused(JteModel page) {
    return ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT).contentType(MediaType.TEXT_HTML).body(page);
  }
}

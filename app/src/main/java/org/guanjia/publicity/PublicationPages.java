package org.guanjia.publicity;

import static org.guanjia.platform.web.Redirects.seeOther;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.spreadsheets.Export;
import org.guanjia.platform.spreadsheets.SheetFormat;
import org.guanjia.platform.ui.Choice;
import org.guanjia.platform.web.Flash;
import org.guanjia.platform.web.FormDeeds;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The second look: what the filter proposes is compared with the original by a person, and goes out or not. */
@RestController
@Allowed(Permission.PUBLICITY_EDIT)
class PublicationPages {

  private final Publications publications;
  private final PublicationWork work;
  private final PublicWords words;
  private final Users users;
  private final Export export;
  private final Idempotency idempotency;
  private final Templates templates;

  PublicationPages(
      Publications publications, PublicationWork work, PublicWords words, Users users, Export export, Idempotency idempotency, Templates templates) {
    this.publications = publications;
    this.work = work;
    this.words = words;
    this.users = users;
    this.export = export;
    this.idempotency = idempotency;
    this.templates = templates;
  }

  @GetMapping("/publications")
  JteModel list(Page page, @RequestParam Map<String, String> query) {
    PublicationWork.Filter filter = filter(query);
    PublicationWork.Lines lines = work.list(filter, query.get("after"), PublicationWork.PAGE_SIZE);
    var view =
        new WorkView(
            filter, work.counts(), work.count(new PublicationWork.Filter(null, true, null, null)), lines.publications(),
            lines.next() == null ? null : page.with("after", lines.next()), words.names(page.locale()), words.villages(page));
    return templates.publicityWork(page, view);
  }

  @Allowed(value = Permission.EXPORT, and = Permission.PUBLICITY_EDIT)
  @GetMapping("/publications/export.{format}")
  void export(Page page, @PathVariable String format, @RequestParam Map<String, String> query, HttpServletResponse response) {
    PublicWords.Names names = words.names(page.locale());
    List<Export.Column<Publication>> columns =
        List.of(
            new Export.Column<>(page.t("publicity.column.id"), Publication::id),
            new Export.Column<>(page.t("publicity.column.source"), Publication::source),
            new Export.Column<>(page.t("publicity.column.state"), each -> page.t("publicity.state." + each.state())),
            new Export.Column<>(page.t("publicity.column.title"), Publication::title),
            new Export.Column<>(page.t("publicity.asked"), Publication::asked),
            new Export.Column<>(page.t("publicity.became"), Publication::became),
            new Export.Column<>(page.t("publicity.column.village"), each -> names.village(each.village())),
            new Export.Column<>(page.t("publicity.column.doneOn"), Publication::doneOn),
            new Export.Column<>(page.t("publicity.column.reason"), Publication::reason));
    export.send(response, SheetFormat.of(format), page.t("publicity.work.title"), columns, () -> work.stream(filter(query)));
  }

  @GetMapping("/publications/{id}")
  JteModel show(Page page, @PathVariable long id) {
    return show(page, found(id), null, Map.of(), null, null);
  }

  /** Shows what would come of the form, or publishes it when that is what was on the screen. */
  @PostMapping("/publications/{id}")
  Object decide(Page page, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed, HttpServletResponse response) {
    LookForm form = form(typed);
    if (!"publish".equals(typed.getFirst("deed"))) return show(page, found(id), form, Map.of(), null, null);
    try {
      idempotency.once(typed.getFirst("key"), () -> done(() -> publications.publish(id, number(typed.getFirst("version")), form)));
    } catch (PublicationProblem.NotSeen notSeen) {
      return FormDeeds.answer(HttpStatus.CONFLICT, show(page, found(id), form, Map.of(), page.t("publicity.look.notSeen"), null));
    } catch (PublicationProblem.Stale stale) {
      return FormDeeds.answer(HttpStatus.CONFLICT, show(page, found(id), null, Map.of(), page.t("publicity.look.stale"), null));
    } catch (PublicationProblem.NotFinished | PublicationProblem.Illegal refused) {
      return FormDeeds.answer(HttpStatus.CONFLICT, show(page, found(id), form, Map.of(), page.t("publicity.look.notFinished"), null));
    } catch (InvalidInput refused) {
      return FormDeeds.answer(HttpStatus.UNPROCESSABLE_CONTENT, show(page, found(id), form, refused.told(page), null, null));
    }
    Flash.success("publicity.flash.published").on(response);
    return seeOther("/publications/" + id);
  }

  @PostMapping("/publications/{id}/keeping-back")
  Object keepBack(Page page, @PathVariable long id, @RequestParam Map<String, String> typed, HttpServletResponse response) {
    return end(page, id, typed, response, "publicity.flash.keptBack", () -> publications.keepBack(id, number(typed.get("version")), typed.get("reason")));
  }

  @PostMapping("/publications/{id}/withdrawal")
  Object withdraw(Page page, @PathVariable long id, @RequestParam Map<String, String> typed, HttpServletResponse response) {
    return end(page, id, typed, response, "publicity.flash.withdrawn", () -> publications.withdraw(id, number(typed.get("version")), typed.get("reason")));
  }

  @PostMapping("/publications/{id}/proposal")
  Object proposeAgain(Page page, @PathVariable long id, @RequestParam Map<String, String> typed, HttpServletResponse response) {
    return end(page, id, typed, response, "publicity.flash.proposed", () -> publications.proposeAgain(id, number(typed.get("version"))));
  }

  /** Those ticked in the list, each of which stood there whole. */
  @PostMapping("/publications/bulk")
  ResponseEntity<?> bulk(@RequestParam MultiValueMap<String, String> typed, HttpServletResponse response) {
    Set<String> picked = new HashSet<>(typed.getOrDefault("pick", List.of()));
    int done = 0;
    for (String id : picked) {
      if (!id.matches("\\d{1,18}") || done >= PublicationWork.PAGE_SIZE_MAX) continue;
      String key = typed.getFirst("key") == null ? null : typed.getFirst("key") + ":" + id;
      if (publishOne(Long.parseLong(id), String.valueOf(typed.getFirst("seen-" + id)), key)) done++;
    }
    if (picked.isEmpty()) Flash.danger("publicity.flash.none").on(response);
    else if (done < picked.size()) new Flash("warning", "publicity.flash.some", done + " / " + picked.size(), null).on(response);
    else Flash.success("publicity.flash.many", String.valueOf(done), null).on(response);
    return seeOther("/publications");
  }

  private boolean publishOne(long id, String seen, @Nullable String key) {
    try {
      idempotency.once(key, () -> done(() -> publications.publishAsShown(id, seen)));
      return true;
    } catch (PublicationProblem changed) {
      return false;
    }
  }

  /** Proposes what was finished before and never proposed. */
  @PostMapping("/publications/backlog")
  ResponseEntity<?> backlog(HttpServletResponse response) {
    java.util.Optional<Long> place = java.util.Optional.of(0L);
    while (place.isPresent()) place = publications.proposeBacklog(place.get());
    publications.proposeProjects();
    Flash.success("publicity.flash.backlog").on(response);
    return seeOther("/publications");
  }

  private Object end(Page page, long id, Map<String, String> typed, HttpServletResponse response, String said, Runnable deed) {
    try {
      idempotency.once(typed.get("key"), () -> done(deed));
    } catch (InvalidInput refused) {
      return FormDeeds.answer(HttpStatus.UNPROCESSABLE_CONTENT, show(page, found(id), null, refused.told(page), null, typed.get("reason")));
    } catch (PublicationProblem.Unknown unknown) {
      throw unknown;
    } catch (PublicationProblem changed) {
      return FormDeeds.answer(HttpStatus.CONFLICT, show(page, found(id), null, Map.of(), page.t("publicity.look.stale"), typed.get("reason")));
    }
    Flash.success(said).on(response);
    return seeOther("/publications/" + id);
  }

  private JteModel show(Page page, Publication publication, @Nullable LookForm form, Map<String, String> errors, @Nullable String notice, @Nullable String reason) {
    List<PublicationWork.Event> history = work.history(publication.id());
    Map<String, String> people = users.names(history.stream().map(PublicationWork.Event::actor).distinct().toList());
    return templates.publicityLook(page, new LookView(publication, publications.look(publication, form), words.names(page.locale()), history, people, errors, notice, reason));
  }

  private Publication found(long id) {
    return work.find(id).orElseThrow(() -> new PublicationProblem.Unknown(id));
  }

  private static LookForm form(MultiValueMap<String, String> typed) {
    return new LookForm(
        said(typed, "title"), said(typed, "asked"), said(typed, "became"), new HashSet<>(typed.getOrDefault("show", List.of())), LookForm.words(typed.getFirst("words")),
        typed.containsKey("pictures"), ids(typed.getOrDefault("photo", List.of())), typed.getFirst("seen"), typed.getFirst("source"));
  }

  private static Set<UUID> ids(List<String> typed) {
    return typed.stream().filter(id -> id.matches("[0-9a-f-]{36}")).map(UUID::fromString).collect(Collectors.toSet());
  }

  /** As a browser sends it, with the line breaks that the database has. */
  private static String said(MultiValueMap<String, String> typed, String name) {
    String text = typed.getFirst(name);
    return text == null ? "" : text.replace("\r\n", "\n");
  }

  private static PublicationWork.Filter filter(Map<String, String> query) {
    boolean again = "again".equals(query.get("state"));
    String village = query.getOrDefault("village", "");
    return new PublicationWork.Filter(
        constant(PublicationState.class, query.getOrDefault("state", PublicationState.PROPOSED.name())), again, constant(PublicationKind.class, query.getOrDefault("kind", "")),
        village.isBlank() ? null : village);
  }

  private static <E extends Enum<E>> @Nullable E constant(Class<E> type, String typed) {
    for (E each : type.getEnumConstants()) if (each.name().equalsIgnoreCase(typed)) return each;
    return null;
  }

  private static String done(Runnable work) {
    work.run();
    return "done";
  }

  private static int number(@Nullable String typed) {
    return typed != null && typed.matches("\\d{1,9}") ? Integer.parseInt(typed) : -1;
  }
}

package org.guanjia.insight;

import static org.guanjia.platform.web.Redirects.seeOther;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.guanjia.places.Places;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.spreadsheets.Export;
import org.guanjia.platform.spreadsheets.SheetFormat;
import org.guanjia.platform.ui.Chip;
import org.guanjia.platform.ui.Choice;
import org.guanjia.platform.ui.Difference;
import org.guanjia.platform.web.Flash;
import org.guanjia.platform.web.FormDeeds;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.Page;
import org.guanjia.requests.Channel;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The year's promises: listed, entered, changed, and for those that no module counts, filled in. */
@RestController
@Allowed(Permission.TARGETS_EDIT)
class TargetPages {

  private final Targets targets;
  private final Board board;
  private final Places places;
  private final Users users;
  private final Export export;
  private final Idempotency idempotency;
  private final Templates templates;

  TargetPages(Targets targets, Board board, Places places, Users users, Export export, Idempotency idempotency, Templates templates) {
    this.targets = targets;
    this.board = board;
    this.places = places;
    this.users = users;
    this.export = export;
    this.idempotency = idempotency;
    this.templates = templates;
  }

  @GetMapping("/targets")
  @Allowed(Permission.BOARD_VIEW)
  JteModel list(Page page, @RequestParam(required = false) @Nullable String year) {
    int shown = BoardViews.year(year, board.thisYear());
    List<Chip> years = board.years().stream().map(each -> new Chip(page.t("board.year", each.toString()), "/targets?year=" + each, null, each == shown)).toList();
    return templates.targetsList(page, board.targets(shown), years, shown, villages(page));
  }

  @GetMapping("/targets/export.{format:csv|xlsx}")
  @Allowed(value = Permission.EXPORT, and = Permission.BOARD_VIEW)
  void export(Page page, @PathVariable String format, @RequestParam(required = false) @Nullable String year, HttpServletResponse response) {
    int shown = BoardViews.year(year, board.thisYear());
    Map<String, String> villages = villages(page);
    export.send(response, SheetFormat.of(format), page.t("targets.title") + " " + shown, columns(page, villages), () -> board.targets(shown).stream());
  }

  @GetMapping("/targets/new")
  JteModel blank(Page page, @RequestParam(required = false) @Nullable String year) {
    return edit(page, TargetForm.blank(BoardViews.year(year, board.thisYear())), Map.of(), List.of());
  }

  @GetMapping("/targets/{id:[0-9]+}")
  @Allowed(Permission.BOARD_VIEW)
  JteModel show(Page page, @PathVariable String id) {
    return edit(page, TargetForm.of(found404(id)), Map.of(), List.of());
  }

  @PostMapping("/targets")
  Object add(Page page, @RequestParam Map<String, String> form, HttpServletResponse response) {
    return save(page, new TargetForm(0, form), response);
  }

  @PostMapping("/targets/{id:[0-9]+}")
  Object change(Page page, @PathVariable String id, @RequestParam Map<String, String> form, HttpServletResponse response) {
    return save(page, new TargetForm(found404(id).id(), form), response);
  }

  @PostMapping("/targets/{id:[0-9]+}/entries")
  Object enter(Page page, @PathVariable String id, @RequestParam Map<String, String> form, HttpServletResponse response) {
    Target target = found404(id);
    var typed = new TargetForm(target.id(), form);
    try {
      idempotency.once(
          form.get("key"),
          () -> {
            targets.enter(
                target.id(), TargetForm.orNull(typed.get("village")), TargetForm.day(typed.get("asOf")), TargetForm.number(typed.get("amount")), TargetForm.orNull(typed.get("note")));
            return "entered";
          });
    } catch (InvalidInput refused) {
      return FormDeeds.answer(HttpStatus.UNPROCESSABLE_CONTENT, whole(page, TargetForm.of(target), Map.of(), List.of(), typed, refused.told(page)));
    }
    Flash.success("targets.entered", target.title(), null).on(response);
    return seeOther("/targets/" + target.id());
  }

  private Object save(Page page, TargetForm form, HttpServletResponse response) {
    try {
      Target target = form.target();
      idempotency.once(form.values().get("key"), () -> String.valueOf(targets.save(target)));
    } catch (InvalidInput refused) {
      return FormDeeds.answer(HttpStatus.UNPROCESSABLE_CONTENT, edit(page, form, refused.told(page), List.of()));
    } catch (StaleTarget stale) {
      return FormDeeds.answer(HttpStatus.CONFLICT, edit(page, form.onTopOf(stale.current()), Map.of(), differences(page, stale.current(), form)));
    }
    Flash.success("targets.saved", form.get("title"), null).on(response);
    return seeOther("/targets?year=" + form.get("year"));
  }

  private List<Difference> differences(Page page, Target saved, TargetForm typed) {
    TargetForm kept = TargetForm.of(saved);
    return TargetForm.fields().stream().map(field -> new Difference(page.t("targets.import.field." + field), kept.get(field), typed.get(field))).toList();
  }

  private JteModel edit(Page page, TargetForm form, Map<String, String> errors, List<Difference> differences) {
    return whole(page, form, errors, differences, new TargetForm(form.id(), Map.of("asOf", board.today().toString())), Map.of());
  }

  private JteModel whole(
      Page page, TargetForm form, Map<String, String> errors, List<Difference> differences, TargetForm entry, Map<String, String> entryErrors) {
    List<TargetEntry> entries = form.id() == 0 ? List.of() : targets.entries(form.id());
    List<Targets.Change> changes = form.id() == 0 ? List.of() : targets.changes(form.id());
    Map<String, String> people = people(entries, changes);
    return templates.targetsEdit(page, form, choices(page), errors, differences, entry, entryErrors, entries, changes, people, villages(page));
  }

  private Map<String, String> people(List<TargetEntry> entries, List<Targets.Change> changes) {
    List<String> ids = Stream.concat(entries.stream().map(TargetEntry::enteredBy), changes.stream().map(Targets.Change::actor)).distinct().toList();
    return ids.isEmpty() ? Map.of() : users.names(ids);
  }

  /** What the selects of the form offer, by field. */
  private Map<String, List<Choice>> choices(Page page) {
    return Map.of(
        "measure", Measure.promisable().stream().map(measure -> Choice.of(measure.name(), page.t("board.measure." + measure))).toList(),
        "channel", Arrays.stream(Channel.values()).map(channel -> Choice.of(channel.name(), page.t("requests.channel." + channel))).toList(),
        "village", places.villages().stream().map(village -> Choice.of(village.code(), village.name(page.locale()))).toList());
  }

  private Map<String, String> villages(Page page) {
    var names = new HashMap<String, String>();
    places.villages().forEach(village -> names.put(village.code(), village.name(page.locale())));
    return names;
  }

  static List<Export.Column<TargetLine>> columns(Page page, Map<String, String> villages) {
    return List.of(
        new Export.Column<>(page.t("targets.import.field.year"), line -> line.target().year()),
        new Export.Column<>(page.t("targets.import.field.title"), line -> line.target().title()),
        new Export.Column<>(page.t("targets.import.field.measure"), line -> page.t("board.measure." + line.target().measure())),
        new Export.Column<>(page.t("targets.import.field.channel"), line -> line.target().channel() == null ? null : page.t("requests.channel." + line.target().channel())),
        new Export.Column<>(page.t("targets.import.field.amount"), line -> line.target().amount()),
        new Export.Column<>(page.t("targets.import.field.unit"), line -> line.target().unit()),
        new Export.Column<>(page.t("targets.import.field.dueOn"), line -> line.target().dueOn()),
        new Export.Column<>(page.t("targets.import.field.source"), line -> line.target().source()),
        new Export.Column<>(page.t("targets.import.field.village"), line -> line.target().village() == null ? null : villages.getOrDefault(line.target().village(), line.target().village())),
        new Export.Column<>(page.t("targets.import.field.active"), line -> page.t(line.target().active() ? "targets.yes" : "targets.no")),
        new Export.Column<>(page.t("board.actual"), TargetLine::actual),
        new Export.Column<>(page.t("board.expected"), TargetLine::expected),
        new Export.Column<>(page.t("board.course"), line -> page.t("board.course." + line.course())));
  }

  private Target found404(String id) {
    return (id.length() > 18 ? Optional.<Target>empty() : targets.find(Long.parseLong(id))).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }
}

package org.guanjia.requests;

import static org.guanjia.platform.web.Redirects.seeOther;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.guanjia.places.Places;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.spreadsheets.Export;
import org.guanjia.platform.spreadsheets.Export.Column;
import org.guanjia.platform.spreadsheets.SheetFormat;
import org.guanjia.platform.ui.Choice;
import org.guanjia.platform.web.Flash;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.NavEntry;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The schedule of leaders' drop-in days, and the sheet of each. */
@RestController
class DropInPages {

  private final DropIns dropIns;
  private final Places places;
  private final Idempotency idempotency;
  private final Export export;
  private final Templates templates;

  DropInPages(DropIns dropIns, Places places, Idempotency idempotency, Export export, Templates templates) {
    this.dropIns = dropIns;
    this.places = places;
    this.idempotency = idempotency;
    this.export = export;
    this.templates = templates;
  }

  @Bean
  static NavEntry dropInsEntry() {
    return new NavEntry(
        NavEntry.Section.SERVICES, 40, "calendar", "dropins.title", "/drop-ins", Permission.REQUESTS_VIEW);
  }

  @Allowed(Permission.REQUESTS_VIEW)
  @GetMapping("/drop-ins")
  JteModel list(
      Page page,
      @RequestParam(defaultValue = "false") boolean past,
      @RequestParam(required = false) @Nullable String village,
      @RequestParam(required = false) @Nullable String after) {
    String wanted = village == null || village.isBlank() ? null : village;
    Cursor cursor = Cursor.parse(after);
    List<DropIns.Day> days =
        dropIns.list(past, wanted, cursor == null ? null : cursor.day(), cursor == null ? 0 : cursor.id());
    boolean more = days.size() > DropIns.PAGE_SIZE;
    List<DropIns.Day> shown = more ? days.subList(0, DropIns.PAGE_SIZE) : days;
    String next = more ? page.with("after", shown.getLast().heldOn() + "_" + shown.getLast().id()) : null;
    return templates.dropinsList(page, new DropInList(shown, villages(page), villageNames(page), past, wanted, next));
  }

  @Allowed(Permission.DROP_INS_EDIT)
  @GetMapping("/drop-ins/new")
  JteModel blank(Page page) {
    return templates.dropinsEdit(page, DropInForm.blank(villages(page)));
  }

  @Allowed(Permission.DROP_INS_EDIT)
  @PostMapping("/drop-ins")
  ResponseEntity<?> add(Page page, HttpServletResponse response, @RequestParam Map<String, String> typed) {
    try {
      DropIns.Plan plan = plan(typed);
      String id = idempotency.once(typed.get("key"), () -> Long.toString(dropIns.add(plan)));
      Flash.success("dropins.added").on(response);
      return seeOther("/drop-ins/" + id);
    } catch (InvalidInput refused) {
      return again(page, typed, null, refused);
    }
  }

  @Allowed(Permission.REQUESTS_VIEW)
  @GetMapping("/drop-ins/{id}")
  JteModel sheet(Page page, @PathVariable long id) {
    return templates.dropinsSheet(page, dropIns.sheet(id), villageNames(page));
  }

  @Allowed(Permission.REQUESTS_VIEW)
  @GetMapping("/drop-ins/{id}/print")
  JteModel print(Page page, @PathVariable long id) {
    return templates.dropinsPrint(page, dropIns.sheet(id), villageNames(page));
  }

  @Allowed(Permission.DROP_INS_EDIT)
  @GetMapping("/drop-ins/{id}/edit")
  JteModel edit(Page page, @PathVariable long id) {
    return templates.dropinsEdit(page, DropInForm.of(dropIns.day(id), villages(page)));
  }

  @Allowed(Permission.DROP_INS_EDIT)
  @PostMapping("/drop-ins/{id}")
  ResponseEntity<?> change(
      Page page, HttpServletResponse response, @PathVariable long id, @RequestParam Map<String, String> typed) {
    try {
      DropIns.Plan plan = plan(typed);
      int version = number(typed.get("version"));
      idempotency.once(
          typed.get("key"),
          () -> {
            dropIns.change(id, version, plan);
            return "changed";
          });
      Flash.success("dropins.changed").on(response);
      return seeOther("/drop-ins/" + id);
    } catch (InvalidInput refused) {
      return again(page, typed, id, refused);
    } catch (DropIns.StaleDay stale) {
      return ResponseEntity.status(HttpStatus.CONFLICT)
          .body(templates.dropinsEdit(page, DropInForm.beside(dropIns.day(id), typed, villages(page), saved -> page.t("dropins.error.stale", saved))));
    }
  }

  @Allowed(value = Permission.EXPORT, and = Permission.REQUESTS_VIEW)
  @GetMapping("/drop-ins/{id}/export.{format:csv|xlsx}")
  void export(Page page, HttpServletResponse response, @PathVariable long id, @PathVariable String format) {
    DropIns.Sheet sheet = dropIns.sheet(id);
    List<Column<DropIns.Matter>> columns =
        List.of(
            new Column<>(page.t("desk.column.code"), matter -> ReceiptCode.display(matter.code())),
            new Column<>(page.t("dropins.matter"), DropIns.Matter::title),
            new Column<>(page.t("dropins.raisedOn"), DropIns.Matter::heldOn),
            new Column<>(page.t("dropins.state"), matter -> page.t("requests.state." + matter.state())),
            new Column<>(page.t("desk.column.dueOn"), DropIns.Matter::dueOn),
            new Column<>(page.t("dropins.answer"), matter -> Objects.requireNonNullElse(matter.answer(), "")));
    export.send(response, SheetFormat.of(format), page.t("dropins.sheet"), columns, () -> Stream.concat(sheet.raised().stream(), sheet.earlier().stream()));
  }

  @Allowed(Permission.DROP_INS_EDIT)
  @PostMapping("/drop-ins/{id}/removal")
  ResponseEntity<?> remove(HttpServletResponse response, @PathVariable long id) {
    try {
      dropIns.remove(id);
      Flash.success("dropins.removed").on(response);
      return seeOther("/drop-ins");
    } catch (InvalidInput refused) {
      Flash.danger("dropins.error.used").on(response);
      return seeOther("/drop-ins/" + id);
    }
  }

  private ResponseEntity<?> again(Page page, Map<String, String> typed, @Nullable Long id, InvalidInput refused) {
    var errors = new LinkedHashMap<String, String>();
    refused.errors().forEach(error -> errors.put(error.field(), page.t(error.key(), error.arguments().toArray())));
    return ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT)
        .body(templates.dropinsEdit(page, DropInForm.typed(id, typed, villages(page), errors)));
  }

  private static DropIns.Plan plan(Map<String, String> typed) {
    return new DropIns.Plan(
        Texts.required("leader", typed.get("leader"), DropIns.LEADER_LENGTH_MAX),
        Texts.required("village", typed.get("village"), 20),
        date(typed.get("heldOn")),
        time(typed.get("from")),
        Texts.optional("place", typed.get("place"), DropIns.PLACE_LENGTH_MAX),
        Texts.optional("note", typed.get("note")));
  }

  private static LocalDate date(@Nullable String typed) {
    try {
      return LocalDate.parse(Texts.required("heldOn", typed, 10));
    } catch (DateTimeParseException e) {
      throw new InvalidInput("heldOn", "dropins.error.date");
    }
  }

  private static @Nullable LocalTime time(@Nullable String typed) {
    if (typed == null || typed.isBlank()) return null;
    try {
      return LocalTime.parse(typed.strip());
    } catch (DateTimeParseException e) {
      throw new InvalidInput("from", "dropins.error.time");
    }
  }

  private static int number(@Nullable String typed) {
    return typed != null && typed.matches("[0-9]{1,9}") ? Integer.parseInt(typed) : -1;
  }

  private List<Choice> villages(Page page) {
    return places.villages().stream().map(village -> Choice.of(village.code(), village.name(page.locale()))).toList();
  }

  private Map<String, String> villageNames(Page page) {
    var names = new LinkedHashMap<String, String>();
    places.villages().forEach(village -> names.put(village.code(), village.name(page.locale())));
    return names;
  }

  /** Where the page after this one begins: day and id of the last one shown. */
  private record Cursor(LocalDate day, long id) {
    static @Nullable Cursor parse(@Nullable String text) {
      if (text == null || !text.matches("\\d{4}-\\d{2}-\\d{2}_\\d{1,18}")) return null;
      try {
        return new Cursor(LocalDate.parse(text.substring(0, 10)), Long.parseLong(text.substring(11)));
      } catch (DateTimeParseException e) {
        return null;
      }
    }
  }
}

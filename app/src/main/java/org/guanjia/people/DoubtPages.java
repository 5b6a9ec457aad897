package org.guanjia.people;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
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
import org.springframework.security.access.AccessDeniedException;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The review desk: the work list, and each doubt side by side. */
@RestController
class DoubtPages {

  private final Doubts doubts;
  private final Doubles doubles;
  private final Places places;
  private final Idempotency idempotency;
  private final Export export;
  private final Templates templates;

  DoubtPages(Doubts doubts, Doubles doubles, Places places, Idempotency idempotency, Export export, Templates templates) {
    this.doubts = doubts;
    this.doubles = doubles;
    this.places = places;
    this.idempotency = idempotency;
    this.export = export;
    this.templates = templates;
  }

  @Bean
  static NavEntry doubtsNav() {
    return new NavEntry(NavEntry.Section.WORK, 60, "merge", "doubts.title", "/people/doubts", Permission.PEOPLE_REVIEW);
  }

  @Allowed(Permission.PEOPLE_REVIEW)
  @GetMapping("/people/doubts")
  JteModel list(
      Page page, @RequestParam(defaultValue = "false") boolean decided, @RequestParam(required = false) @Nullable String reason,
      @RequestParam(required = false) @Nullable String village, @RequestParam(name = "import", required = false) @Nullable String importId,
      @RequestParam(required = false) @Nullable String after) {
    Doubts.Filter filter = new Doubts.Filter(!decided, reason(reason), blankToNull(village), number(importId));
    Doubts.Lines lines = doubts.list(filter, number(after), Doubts.PAGE_SIZE);
    String next = lines.next() == null ? null : page.with("after", lines.next());
    return templates.doubtsList(page, new DoubtList(lines.doubts(), filter, reasons(page), villages(page), next), new DoubtText(page, places));
  }

  @Allowed(Permission.PEOPLE_REVIEW)
  @GetMapping("/people/doubts/{id:[0-9]+}")
  JteModel show(Page page, @PathVariable long id) {
    return shown(page, id, Map.of(), false);
  }

  @Allowed(Permission.PEOPLE_REVIEW)
  @PostMapping("/people/doubts/{id:[0-9]+}/decision")
  ResponseEntity<?> decide(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    try {
      DoubtRuling ruling = ruling(typed);
      int version = Objects.requireNonNullElse(number(typed.getFirst("version")), -1L).intValue();
      idempotency.once(typed.getFirst("key"), () -> String.valueOf(doubts.decide(id, version, ruling)));
      Flash.success("doubts.decided." + ruling.as()).on(response);
      return ResponseEntity.status(HttpStatus.SEE_OTHER).location(URI.create("/people/doubts")).build();
    } catch (InvalidInput refused) {
      return ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT).body(shown(page, id, refused.told(page), false));
    } catch (KnownDocument known) {
      return ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT).body(shown(page, id, Map.of("person", page.t("doubts.error.known", String.valueOf(known.person()))), false));
    } catch (StaleDoubt | StalePerson stale) {
      return ResponseEntity.status(HttpStatus.CONFLICT).body(shown(page, id, Map.of(), true));
    }
  }

  @Allowed(Permission.PEOPLE_REVIEW)
  @PostMapping("/people/doubts/doubles")
  ResponseEntity<Void> look(HttpServletResponse response, @RequestParam(required = false) @Nullable String key) {
    String found = idempotency.once(key, () -> String.valueOf(doubles.look()));
    Flash.success("doubts.looked", found, null).on(response);
    return ResponseEntity.status(HttpStatus.SEE_OTHER).location(URI.create("/people/doubts")).build();
  }

  @Allowed(Permission.EXPORT)
  @GetMapping("/people/doubts/export.{format:csv|xlsx}")
  void export(Page page, HttpServletResponse response, @PathVariable String format, @RequestParam(defaultValue = "false") boolean decided) {
    if (!page.may(Permission.PEOPLE_REVIEW)) throw new AccessDeniedException("not of the review desk");
    DoubtText text = new DoubtText(page, places);
    List<Column<Doubt>> columns = List.of(
        new Column<>(page.t("people.attribute.NAME"), Doubt::name), new Column<>(page.t("people.attribute.VILLAGE"), doubt -> text.village(doubt.village())),
        new Column<>(page.t("doubts.reason"), doubt -> page.t("doubts.reason." + doubt.reason())), new Column<>(page.t("doubts.source"), Doubt::source),
        new Column<>(page.t("doubts.import"), Doubt::importId), new Column<>(page.t("doubts.row"), Doubt::row), new Column<>(page.t("doubts.state"), doubt -> page.t("doubts.state." + doubt.state())),
        new Column<>(page.t("doubts.decision"), doubt -> Objects.requireNonNullElse(doubt.decision(), "")));
    export.send(response, SheetFormat.of(format), page.t("doubts.title"), columns, () -> doubts.stream(new Doubts.Filter(!decided, null, null, null)));
  }

  private JteModel shown(Page page, long id, Map<String, String> errors, boolean stale) {
    return templates.doubtsShow(page, doubts.view(id), new DoubtText(page, places), errors, stale);
  }

  private static DoubtRuling ruling(MultiValueMap<String, String> typed) {
    DoubtState as = Arrays.stream(DoubtState.values()).filter(state -> state.name().equals(typed.getFirst("as"))).findFirst().orElseThrow(() -> new InvalidInput("as", "doubts.error.as"));
    Set<String> ticked = Set.copyOf(Objects.requireNonNullElse(typed.get("attributes"), List.of()));
    Set<Attribute> attributes = Arrays.stream(Attribute.values()).filter(attribute -> ticked.contains(attribute.name())).collect(Collectors.toSet());
    return new DoubtRuling(as, number(typed.getFirst("person")), attributes, Objects.requireNonNullElse(typed.getFirst("reason"), ""));
  }

  private static @Nullable DoubtReason reason(@Nullable String typed) {
    return Arrays.stream(DoubtReason.values()).filter(reason -> reason.name().equals(typed)).findFirst().orElse(null);
  }

  static @Nullable Long number(@Nullable String typed) {
    return typed != null && typed.matches("[0-9]{1,18}") ? Long.valueOf(typed) : null;
  }

  private static @Nullable String blankToNull(@Nullable String typed) {
    return typed == null || typed.isBlank() ? null : typed;
  }

  private static List<Choice> reasons(Page page) {
    return Arrays.stream(DoubtReason.values()).map(reason -> Choice.of(reason.name(), page.t("doubts.reason." + reason))).toList();
  }

  private List<Choice> villages(Page page) {
    return places.villages().stream().map(village -> Choice.of(village.code(), village.name(page.locale()))).toList();
  }
}

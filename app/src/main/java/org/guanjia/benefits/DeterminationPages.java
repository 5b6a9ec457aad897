package org.guanjia.benefits;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.guanjia.people.PlaceNames;
import org.guanjia.places.Places;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.spreadsheets.Export;
import org.guanjia.platform.spreadsheets.SheetFormat;
import org.guanjia.platform.ui.Chip;
import org.guanjia.platform.ui.Choice;
import org.guanjia.platform.web.FormDeeds;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.Page;
import org.guanjia.platform.web.Redirects;
import org.guanjia.platform.web.TypedForm;
import org.guanjia.rules.Answer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Months determined for the whole register: how far a round is, what it came to, who is entitled, what differs from the month before. */
@RestController
@Allowed(Permission.BENEFITS_VIEW)
class DeterminationPages {

  private final Determinations determinations;
  private final DeterminationLists lists;
  private final Programmes programmes;
  private final RoundStore rounds;
  private final Users users;
  private final Places places;
  private final BenefitsDeeds deeds;
  private final Export export;
  private final Clock clock;
  private final Templates templates;

  DeterminationPages(
      Determinations determinations, DeterminationLists lists, Programmes programmes, RoundStore rounds, Users users, Places places, BenefitsDeeds deeds, Export export,
      Clock clock, Templates templates) {
    this.determinations = determinations;
    this.lists = lists;
    this.programmes = programmes;
    this.rounds = rounds;
    this.users = users;
    this.places = places;
    this.deeds = deeds;
    this.export = export;
    this.clock = clock;
    this.templates = templates;
  }

  @GetMapping("/determinations")
  JteModel rounds(Page page) {
    return rounds(page, TypedForm.FRESH);
  }

  private JteModel rounds(Page page, TypedForm form) {
    List<Round> all = rounds.whole();
    Map<String, String> people = users.names(all.stream().map(Round::startedBy).distinct().toList());
    return templates.benefitsRounds(page, all, people, thisMonth().toString(), form);
  }

  @Allowed({Permission.PROGRAMMES_EDIT, Permission.PAYMENTS_PREPARE})
  @PostMapping("/determinations")
  ResponseEntity<?> start(Page page, HttpServletResponse response, @RequestParam MultiValueMap<String, String> typed) {
    var sent = BenefitsSent.of(typed);
    YearMonth month = sent.month("month");
    if (month == null && sent.errors().isEmpty()) sent.error("month", "benefits.error.month");
    try {
      sent.refuse();
      return Redirects.seeOther("/determinations/" + determinations.start(Objects.requireNonNull(month)));
    } catch (InvalidInput refused) {
      return FormDeeds.answer(HttpStatus.UNPROCESSABLE_CONTENT, rounds(page, TypedForm.refused(sent.typed(), refused, page)));
    }
  }

  @GetMapping("/determinations/{id:[0-9]+}")
  JteModel round(Page page, @PathVariable long id) {
    Round round = found(id);
    return templates.benefitsRound(page, round, lists.counts(page, round, programmes.all()), users.names(List.of(round.startedBy())));
  }

  @Allowed({Permission.PROGRAMMES_EDIT, Permission.PAYMENTS_PREPARE})
  @PostMapping("/determinations/{id:[0-9]+}/cancellation")
  ResponseEntity<?> cancel(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    found(id);
    return deeds.make(
        page, response, BenefitsSent.of(typed), "benefits.done.cancelled",
        () -> {
          determinations.cancel(id);
          return "/determinations/" + id;
        },
        form -> rounds(page, form));
  }

  /** What differs from the month before, of one programme. */
  @GetMapping("/determinations/{id:[0-9]+}/differences/{code}")
  JteModel differences(Page page, @PathVariable long id, @PathVariable String code, @RequestParam(required = false) @Nullable String after) {
    Round round = found(id);
    ProgrammeLine programme = programme(code);
    DeterminationLists.Lines found = lists.differences(id, code, number(after), DeterminationLists.PAGE_SIZE);
    String next = found.next() == null ? null : page.with("after", found.next());
    return templates.benefitsDifferences(page, round, programme, found.lines(), next, PlaceNames.of(page, places));
  }

  @Allowed(value = Permission.EXPORT, and = Permission.BENEFITS_VIEW)
  @GetMapping("/determinations/{id:[0-9]+}/differences/{code}/export.{format:csv|xlsx}")
  void exportDifferences(Page page, @PathVariable long id, @PathVariable String code, @PathVariable String format, HttpServletResponse response) {
    Round round = found(id);
    String name = programme(code).name(page.locale()) + " " + round.month();
    List<Export.Column<EntitledLine>> columns = new ArrayList<>(person(page));
    columns.add(new Export.Column<>(page.t("benefits.difference"), line -> page.t("benefits.difference." + line.kind())));
    columns.add(new Export.Column<>(page.t("benefits.field.before"), line -> yuan(line.fenBefore())));
    columns.add(new Export.Column<>(page.t("benefits.field.now"), line -> yuan(line.amountFen())));
    export.send(response, SheetFormat.of(format), name, columns, () -> lists.differences(id, code));
  }

  /** Who is entitled in a month, and of whom it is unknown. */
  @GetMapping("/entitlements")
  JteModel entitled(
      Page page, @RequestParam(required = false) @Nullable String month, @RequestParam(required = false) @Nullable String programme,
      @RequestParam(required = false) @Nullable String answer, @RequestParam(required = false) @Nullable String after) {
    List<YearMonth> months = determinations.months();
    List<ProgrammeLine> all = programmes.all();
    YearMonth wanted = MonthWords.parse(month).orElse(months.isEmpty() ? thisMonth() : months.getLast());
    ProgrammeLine chosen = all.stream().filter(each -> each.code().equals(programme)).findFirst().orElse(all.isEmpty() ? null : all.getFirst());
    Answer said = answer(answer);
    DeterminationLists.Lines found = chosen == null ? new DeterminationLists.Lines(List.of(), null)
        : lists.entitled(page, chosen.code(), wanted, said, number(after), DeterminationLists.PAGE_SIZE);
    List<Chip> chips = Arrays.stream(Answer.values()).map(each -> new Chip(page.t("benefits.answer." + each), query(wanted, chosen, each), null, each == said)).toList();
    return templates.benefitsEntitled(
        page, wanted, months.reversed().stream().map(each -> Choice.of(each.toString(), MonthWords.text(page, each))).toList(),
        all.stream().map(each -> Choice.of(each.code(), each.name(page.locale()))).toList(), chosen, said, chips, found.lines(), found.next() == null ? null : page.with("after", found.next()),
        PlaceNames.of(page, places));
  }

  private static String query(YearMonth month, @Nullable ProgrammeLine programme, Answer answer) {
    return "/entitlements?month=" + month + (programme == null ? "" : "&programme=" + programme.code()) + "&answer=" + answer;
  }

  @Allowed(value = Permission.EXPORT, and = Permission.BENEFITS_VIEW)
  @GetMapping("/entitlements/export.{format:csv|xlsx}")
  void export(
      Page page, @PathVariable String format, @RequestParam(required = false) @Nullable String month, @RequestParam String programme,
      @RequestParam(required = false) @Nullable String answer, HttpServletResponse response) {
    YearMonth wanted = MonthWords.parse(month).orElse(thisMonth());
    Answer said = answer(answer);
    ProgrammeLine chosen = programme(programme);
    List<Export.Column<EntitledLine>> columns = new ArrayList<>(person(page));
    columns.add(new Export.Column<>(page.t("benefits.answer"), line -> page.t("benefits.answer." + line.answer())));
    columns.add(new Export.Column<>(page.t("benefits.field.amount"), line -> yuan(line.amountFen())));
    columns.add(new Export.Column<>(page.t("benefits.field.row"), line -> line.row() < 0 ? null : line.row() + 1));
    columns.add(new Export.Column<>(page.t("benefits.missing"), EntitledLine::missing));
    export.send(response, SheetFormat.of(format), chosen.name(page.locale()) + " " + wanted, columns, () -> lists.entitled(page, chosen.code(), wanted, said));
  }

  private List<Export.Column<EntitledLine>> person(Page page) {
    PlaceNames names = PlaceNames.of(page, places);
    return List.of(
        new Export.Column<>(page.t("register.number"), EntitledLine::person), new Export.Column<>(page.t("people.attribute.NAME"), EntitledLine::name),
        new Export.Column<>(page.t("people.attribute.BIRTH"), EntitledLine::birth), new Export.Column<>(page.t("people.attribute.VILLAGE"), line -> names.village(line.village())));
  }

  private YearMonth thisMonth() {
    return YearMonth.from(clock.instant().atZone(WorkingDays.ZONE));
  }

  private static BigDecimal yuan(long fen) {
    return BigDecimal.valueOf(fen, 2);
  }

  private static Answer answer(@Nullable String typed) {
    for (Answer each : Answer.values()) if (each.name().equals(typed)) return each;
    return Answer.YES;
  }

  private static long number(@Nullable String typed) {
    return typed != null && typed.matches("[0-9]{1,18}") ? Long.parseLong(typed) : 0;
  }

  private ProgrammeLine programme(String code) {
    return programmes.find(code).orElseThrow(() -> new NoSuchProgramme(code));
  }

  private Round found(long id) {
    return rounds.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }
}

package org.guanjia.coverage;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.guanjia.benefits.Explanation;
import org.guanjia.benefits.MonthWords;
import org.guanjia.benefits.RegisterOutcomes;
import org.guanjia.people.PersonLine;
import org.guanjia.people.PlaceNames;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.ui.Choice;
import org.guanjia.platform.ui.Moment;
import org.guanjia.platform.ui.Tone;
import org.guanjia.platform.web.Page;
import org.guanjia.rules.Fact;
import org.jspecify.annotations.Nullable;

/**
 * A finding with what its page shows.
 *
 * @param person null when the viewer does not see them
 * @param other the other one of a double; null for none, or when the viewer does not see them
 * @param names of staff by user id
 * @param programmes names by code
 * @param instead codes of programmes that take the place of the one that is not due any more
 */
public record FindingView(
    Page page, Finding finding, @Nullable PersonLine person, @Nullable PersonLine other, List<Contact> contacts, List<Findings.Event> history, Map<String, String> names,
    Map<String, String> programmes, List<String> instead, PlaceNames places, List<Choice> assignees, LocalDate today) {

  public String path() {
    return finding.path();
  }

  public String whose() {
    return person == null ? page.t("coverage.somebody") : person.name();
  }

  public String programme(String code) {
    return programmes.getOrDefault(code, code);
  }

  /** All programmes that it is about, in one line. */
  public String about() {
    return about(page, finding, programmes);
  }

  static String about(Page page, Finding finding, Map<String, String> programmes) {
    return String.join(page.t("access.list.separator"), finding.programmes().stream().map(code -> programmes.getOrDefault(code, code)).toList());
  }

  public String name(@Nullable String user) {
    return user == null ? "" : user.equals("system") ? page.t("coverage.system") : names.getOrDefault(user, user);
  }

  public String month() {
    return MonthWords.text(page, finding.month());
  }

  /** What it comes to, in one sentence. Amounts are for those who decide about them. */
  public String sentence() {
    Finding one = finding;
    return switch (one.kind()) {
      case UNKNOWN -> page.t("coverage.says.UNKNOWN", about(), missing().size());
      case FORGOTTEN -> money() ? page.t("coverage.says.FORGOTTEN", about(), page.money(one.amountFen())) : page.t("coverage.says.plain.FORGOTTEN", about());
      case NOT_PAID -> money() ? page.t("coverage.says.NOT_PAID", about(), page.money(one.amountFen()), why()) : page.t("coverage.says.plain.NOT_PAID", about(), why());
      case UPCOMING -> money()
          ? page.t("coverage.says.UPCOMING", about(), MonthWords.text(page, one.month().plusMonths(1)), page.money(one.beforeFen()), page.money(one.amountFen()))
          : page.t("coverage.says.plain.UPCOMING", about(), MonthWords.text(page, one.month().plusMonths(1)));
      case NO_LONGER -> instead.isEmpty() ? page.t("coverage.says.NO_LONGER", about(), page.money(one.beforeFen()))
          : page.t("coverage.says.NO_LONGER.instead", about(), page.money(one.beforeFen()), String.join(page.t("access.list.separator"), instead.stream().map(this::programme).toList()));
      case DOUBLE_PROGRAMME, DOUBLE_RECORD, DOUBLE_ACCOUNT, DOUBLE_TOWN -> page.t("coverage.says." + one.kind(), about(), page.money(one.beforeFen()));
    };
  }

  private String why() {
    return finding.why() == null ? "" : page.t("coverage.why." + finding.why());
  }

  private boolean money() {
    return !CoverageViews.visitor(page);
  }

  /** What nobody knows, with the paper that would settle it. */
  public List<Explanation.Missing> missing() {
    return RegisterOutcomes.missing(page, finding.missing());
  }

  /** Whether the register's own form is the place for some of it. */
  public boolean ofRegister() {
    return ContactEffects.statable(finding).size() < RegisterOutcomes.facts(finding.missing()).size();
  }

  public List<Choice> statable() {
    List<String> codes = ContactEffects.statable(finding).stream().map(Fact::code).toList();
    return missing().stream().filter(each -> codes.contains(each.code())).map(each -> Choice.of(each.code(), each.fact(), each.paper())).toList();
  }

  /** The groups of which it is missing whether the person is of them. */
  public List<Choice> deniable() {
    return ContactEffects.deniable(finding).stream().map(group -> Choice.of(group.name(), page.t("people.group." + group))).toList();
  }

  public boolean contacts(Permission... any) {
    return finding.state().open() && Arrays.stream(any).anyMatch(page::may);
  }

  public boolean tries() {
    return contacts(Permission.AWARDS_APPLY, Permission.AWARDS_CHECK, Permission.PEOPLE_VISIT);
  }

  public boolean assigns() {
    return finding.state().open() && CoverageViews.assigns(page);
  }

  public boolean reopens() {
    return finding.state() == FindingState.RESOLVED && finding.holds() && CoverageViews.assigns(page);
  }

  /** What can come of a try, as far as this viewer may bring it about. */
  public List<Choice> results() {
    return ContactResult.of(finding).stream()
        .filter(result -> result != ContactResult.APPLIES || page.may(Permission.AWARDS_APPLY))
        .filter(result -> result != ContactResult.ENDED || page.may(Permission.AWARDS_CHECK) && finding.award() != null)
        .map(result -> Choice.of(result.name(), page.t("coverage.result." + result), page.t("coverage.result.hint." + result))).toList();
  }

  public boolean offers(ContactResult result) {
    return results().stream().anyMatch(choice -> choice.value().equals(result.name()));
  }

  public YearMonth firstMonth() {
    return finding.kind() == FindingKind.UPCOMING ? finding.month().plusMonths(1) : finding.month();
  }

  public static List<Choice> ways(Page page) {
    return Arrays.stream(NewContact.Way.values()).map(way -> Choice.of(way.name(), page.t("coverage.way." + way))).toList();
  }

  /** What was stated, and the words. */
  private @Nullable String said(Contact contact) {
    List<String> said = new ArrayList<>();
    String fact = contact.fact();
    if (fact != null) said.add(page.tOr("benefits.fact." + fact, fact));
    contact.notOf().forEach(group -> said.add(page.t("benefits.stated.not", page.t("people.group." + group))));
    if (contact.words() != null && !contact.words().isBlank()) said.add(contact.words());
    return said.isEmpty() ? null : String.join(page.t("access.list.separator"), said);
  }

  /** Moves and tries in one, the latest first. */
  public List<Moment> moments() {
    List<Moment> moments = new ArrayList<>();
    for (Findings.Event event : history) {
      if (event.move() == FindingMove.CONTACT || event.move() == FindingMove.RESOLVE) continue;
      moments.add(Moment.of(page.t("coverage.move." + event.move()), event.at()).by(name(event.actor())).text(event.reason()));
    }
    for (Contact contact : contacts) {
      String title = page.t("coverage.contact.line", page.date(contact.on()), page.t("coverage.way." + contact.way()), page.t("coverage.result." + contact.result()));
      moments.add(Moment.of(title, contact.at()).by(name(contact.by())).text(said(contact)).tone(contact.result().resolves() ? Tone.SUCCESS : Tone.NEUTRAL));
    }
    moments.sort(Comparator.comparing(Moment::at, Comparator.nullsLast(Comparator.reverseOrder())));
    moments.add(Moment.of(page.t("coverage.move.FIND"), finding.firstFoundAt()).by(page.t("coverage.system")));
    return moments;
  }
}

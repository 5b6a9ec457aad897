package org.guanjia.coverage;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.guanjia.benefits.Programmes;
import org.guanjia.benefits.RegisterOutcomes;
import org.guanjia.people.People;
import org.guanjia.people.PersonLine;
import org.guanjia.people.PlaceNames;
import org.guanjia.places.Places;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.access.Viewer;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.ui.Choice;
import org.guanjia.platform.web.Page;
import org.guanjia.rules.Answer;
import org.springframework.stereotype.Component;

/** What several pages of coverage need, and what of it a viewer may see. */
@Component
class CoverageViews {

  private final Findings findings;
  private final Programmes programmes;
  private final RegisterOutcomes outcomes;
  private final Places places;
  private final People people;
  private final Users users;
  private final Clock clock;

  CoverageViews(Findings findings, Programmes programmes, RegisterOutcomes outcomes, Places places, People people, Users users, Clock clock) {
    this.findings = findings;
    this.programmes = programmes;
    this.outcomes = outcomes;
    this.places = places;
    this.people = people;
    this.users = users;
    this.clock = clock;
  }

  /** Whoever goes to doors and does nothing else sees what was given to them, and of it what they ask for. */
  static boolean visitor(Page page) {
    return !page.may(Permission.EXPORT) && !page.may(Permission.AWARDS_APPLY) && !page.may(Permission.AWARDS_CHECK);
  }

  static Set<FindingKind> seen(Page page) {
    return FindingFilter.kindsSeen(visitor(page));
  }

  static FindingFilter mine(Page page, FindingFilter filter) {
    return visitor(page) ? filter.of(me(page)) : filter;
  }

  static String me(Page page) {
    return Objects.requireNonNull(page.viewer()).userId();
  }

  /**
   * @throws NoSuchFinding also when it is none of a visitor's
   */
  Finding find(Page page, long id) {
    Finding finding = findings.find(id);
    if (visitor(page) && (!seen(page).contains(finding.kind()) || !me(page).equals(finding.assignee()))) throw new NoSuchFinding(id);
    return finding;
  }

  FindingView view(Page page, long id) {
    Finding finding = find(page, id);
    List<Findings.Event> history = findings.history(id);
    List<Contact> contacts = findings.contacts(id);
    Set<String> who = new HashSet<>(history.stream().map(Findings.Event::actor).toList());
    contacts.forEach(contact -> who.add(contact.by()));
    if (finding.assignee() != null) who.add(finding.assignee());
    Map<Long, PersonLine> whose = people.lines(finding.other() == 0 ? List.of(finding.personId()) : List.of(finding.personId(), finding.other()));
    return new FindingView(
        page, finding, whose.get(finding.personId()), whose.get(finding.other()), contacts, history, users.names(who), programmeNames(page), instead(finding), places(page),
        assigns(page) ? assignees(page) : List.of(), today());
  }

  /** Of somebody to whom nothing is due any more: the programmes that take its place by the rules. */
  private List<String> instead(Finding finding) {
    Set<String> rivals = finding.kind() == FindingKind.NO_LONGER ? programmes.excluding(finding.month()).getOrDefault(finding.programme(), Set.of()) : Set.of();
    if (rivals.isEmpty()) return List.of();
    return outcomes.of(List.of(finding.personId()), finding.month()).stream().flatMap(each -> each.shares().stream())
        .filter(share -> rivals.contains(share.programme()) && share.answer() == Answer.YES).map(RegisterOutcomes.Share::programme).toList();
  }

  static boolean assigns(Page page) {
    return page.may(Permission.AWARDS_APPLY) || page.may(Permission.AWARDS_CHECK);
  }

  /** Who can be asked to go, by role. */
  List<Choice> assignees(Page page) {
    Viewer viewer = page.viewer();
    List<String> areas = viewer == null || viewer.areas() == null ? List.of() : viewer.areas();
    List<Choice> choices = new ArrayList<>();
    for (Users.UserCard card : users.working(Findings.ASSIGNEES)) {
      List<String> theirs = card.profile().areas();
      if (!areas.isEmpty() && theirs.stream().noneMatch(area -> areas.contains(area) || areas.contains(village(area)))) continue;
      choices.add(Choice.of(card.id(), card.name()).in(page.t("access.role." + card.role())));
    }
    return choices;
  }

  private String village(String area) {
    return places.grid(area).map(grid -> grid.village()).orElse(area);
  }

  Map<String, String> programmeNames(Page page) {
    return programmes.names(page.locale());
  }

  List<Choice> programmeChoices(Page page) {
    return programmeNames(page).entrySet().stream().map(each -> Choice.of(each.getKey(), each.getValue())).toList();
  }

  List<Choice> villages(Page page) {
    return places.villages().stream().map(village -> Choice.of(village.code(), village.name(page.locale()))).toList();
  }

  PlaceNames places(Page page) {
    return new PlaceNames(places, page.locale());
  }

  Map<String, String> names(Collection<String> ids) {
    return users.names(ids);
  }

  LocalDate today() {
    return WorkingDays.dayOf(clock.instant());
  }
}

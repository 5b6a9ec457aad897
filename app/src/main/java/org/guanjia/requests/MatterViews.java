package org.guanjia.requests;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.guanjia.places.Places;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.access.Users.UserCard;
import org.guanjia.platform.access.Viewer;
import org.guanjia.platform.ui.Choice;
import org.guanjia.platform.web.Page;
import org.guanjia.requests.matching.PolicyFinder;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Puts the page of a matter together: what it is, who is who, what the viewer may do with it now. */
@Component
class MatterViews {

  private final Matters matters;
  private final Catalogue catalogue;
  private final Places places;
  private final Users users;
  private final Policies policies;
  private final PolicyFinder finder;
  private final DropIns dropIns;
  private final Deadlines deadlines;
  private final MatterLists lists;
  private final ObjectProvider<MatterLink> links;

  MatterViews(
      Matters matters, Catalogue catalogue, Places places, Users users, Policies policies, PolicyFinder finder, DropIns dropIns, Deadlines deadlines,
      MatterLists lists, ObjectProvider<MatterLink> links) {
    this.matters = matters;
    this.catalogue = catalogue;
    this.places = places;
    this.users = users;
    this.policies = policies;
    this.finder = finder;
    this.dropIns = dropIns;
    this.deadlines = deadlines;
    this.lists = lists;
    this.links = links;
  }

  /**
   * The page with a form open.
   *
   * @param wanted the deed whose form is asked for; null, or one that is not possible now, opens the next thing to do
   */
  MatterView of(Page page, String code, @Nullable Deed wanted, DeedForm form, String from) {
    return view(page, matters.find(code), wanted, form, from, null);
  }

  /** The page with the reporter's name and number, once. */
  MatterView revealed(Page page, String code, Reveals.Person person, String from) {
    return view(page, matters.find(code), null, DeedForm.FRESH, from, person);
  }

  private MatterView view(Page page, Matter matter, @Nullable Deed wanted, DeedForm form, String from, Reveals.@Nullable Person revealed) {
    Viewer viewer = Objects.requireNonNull(page.viewer());
    List<Deed> deeds = Deed.open(matter, viewer, deadlines.today());
    Deed deed = deeds.contains(wanted) ? wanted : deeds.stream().filter(next -> next.leads(matter)).findFirst().orElse(null);
    MatterView.Names words = names(page, matter);
    List<PolicyFinder.Match> covering = deed == Deed.TRIAGE || deed == Deed.DRAFT ? finder.forRequest(matter.code()) : List.of();
    return new MatterView(
        matter, words, MatterHistory.moments(page, matter.history(), words), deeds, deed, form, choices(page, matter, words, deed, covering), covering, revealed,
        matter.dropIn() == null ? null : dropIns.day(matter.dropIn()), usual(matter), from, links.orderedStream().flatMap(link -> link.of(page, matter.line()).stream()).toList(), lists.next(matter.code(), from).orElse(null),
        DueText.of(page, deadlines, matter.line()));
  }

  private @Nullable String usual(Matter matter) {
    return catalogue.categories().stream().filter(category -> category.code().equals(matter.line().category())).findFirst().map(Catalogue.Category::department).orElse(null);
  }

  MatterView.Names names(Page page, Matter matter) {
    return new MatterView.Names(users.names(matter.actors()), departments(), categories(page), villages(page));
  }

  private MatterView.Choices choices(Page page, Matter matter, MatterView.Names words, @Nullable Deed deed, List<PolicyFinder.Match> covering) {
    if (deed == null) return MatterView.Choices.NONE;
    return switch (deed) {
      case TRIAGE -> new MatterView.Choices(categoryChoices(page), departmentChoices(), List.of(), List.of(), policyChoices(page, words, covering));
      case HAND_OVER -> new MatterView.Choices(categoryChoices(page), departmentChoices(), List.of(), List.of(), List.of());
      case DRAFT -> new MatterView.Choices(List.of(), List.of(), List.of(), List.of(), policyChoices(page, words, covering));
      case CORRECTION -> new MatterView.Choices(categoryChoices(page), List.of(), villageChoices(page), List.of(), List.of());
      case ASSIGNMENT -> new MatterView.Choices(List.of(), List.of(), List.of(), workers(page, matter), List.of());
      case SUPERVISOR -> new MatterView.Choices(List.of(), List.of(), List.of(), supervisors(page, matter), List.of());
      default -> MatterView.Choices.NONE;
    };
  }

  /** Who can have the matter: the desk, officers of its departments, the village's own clerks. */
  List<Choice> workers(Page page, Matter matter) {
    Set<String> departments = new HashSet<>(matter.line().departments());
    var all = new ArrayList<>(users.working(Role.TOWN_DESK));
    users.working(Role.DEPARTMENT_OFFICER).stream().filter(user -> departments.contains(user.profile().department())).forEach(all::add);
    all.addAll(villageClerks(matter));
    return people(page, all);
  }

  /** Who can be over the matter: the village's own clerks, the desk, the leaders. */
  List<Choice> supervisors(Page page, Matter matter) {
    var all = new ArrayList<>(villageClerks(matter));
    all.addAll(users.working(Role.TOWN_DESK));
    all.addAll(users.working(Role.LEADER));
    return people(page, all);
  }

  private List<UserCard> villageClerks(Matter matter) {
    String village = matter.line().village();
    if (village == null) return List.of();
    return users.working(Role.VILLAGE_CLERK).stream().filter(user -> user.profile().areas().contains(village)).toList();
  }

  private static List<Choice> people(Page page, List<UserCard> people) {
    return people.stream().map(person -> Choice.of(person.id(), person.name()).in(page.t("ui.role." + person.role().name()))).toList();
  }

  List<Choice> departmentChoices() {
    return catalogue.departments().stream().map(department -> Choice.of(department.code(), department.name())).toList();
  }

  List<Choice> villageChoices(Page page) {
    return places.villages().stream().map(village -> Choice.of(village.code(), village.name(page.locale()))).toList();
  }

  /** The categories that have none below them, under the name of the one above. */
  List<Choice> categoryChoices(Page page) {
    Map<String, String> names = categories(page);
    Set<String> above = new HashSet<>();
    catalogue.categories().forEach(category -> { if (category.parent() != null) above.add(category.parent()); });
    return catalogue.categories().stream()
        .filter(category -> !above.contains(category.code()))
        .map(category -> choice(category, names))
        .toList();
  }

  private static Choice choice(Catalogue.Category category, Map<String, String> names) {
    Choice choice = Choice.of(category.code(), names.getOrDefault(category.code(), category.code()));
    return category.parent() == null ? choice : choice.in(names.getOrDefault(category.parent(), category.parent()));
  }

  /** The likely ones first, then all in force, by department. */
  private List<Choice> policyChoices(Page page, MatterView.Names words, List<PolicyFinder.Match> covering) {
    var all = new ArrayList<Choice>();
    covering.forEach(match -> all.add(Choice.of(String.valueOf(match.id()), match.title()).in(page.t("matter.policy.likely"))));
    Set<Long> likely = new HashSet<>(covering.stream().map(PolicyFinder.Match::id).toList());
    policies.list("", null).stream()
        .filter(policy -> policy.active() && !likely.contains(policy.id()))
        .forEach(policy -> all.add(Choice.of(String.valueOf(policy.id()), policy.title()).in(words.department(policy.department()))));
    return all;
  }

  private Map<String, String> departments() {
    Map<String, String> names = new HashMap<>();
    catalogue.departments().forEach(department -> names.put(department.code(), department.name()));
    return names;
  }

  private Map<String, String> categories(Page page) {
    boolean english = page.locale().getLanguage().equals("en");
    Map<String, String> names = new LinkedHashMap<>();
    for (Catalogue.Category category : catalogue.categories()) {
      names.put(category.code(), english && category.nameEn() != null ? category.nameEn() : category.name());
    }
    return names;
  }

  private Map<String, String> villages(Page page) {
    Map<String, String> names = new HashMap<>();
    places.villages().forEach(village -> names.put(village.code(), village.name(page.locale())));
    return names;
  }
}

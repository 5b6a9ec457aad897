package org.guanjia.projects;

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
import org.guanjia.requests.Catalogue;
import org.guanjia.requests.MatterLine;
import org.guanjia.requests.Matters;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Puts the page of a project together: what it is, who is who, what the viewer may do with it now. */
@Component
class ProjectViews {

  private final Projects projects;
  private final Scoring scoring;
  private final Matters matters;
  private final Catalogue catalogue;
  private final Places places;
  private final Users users;
  private final ObjectProvider<ProjectLink> links;

  ProjectViews(Projects projects, Scoring scoring, Matters matters, Catalogue catalogue, Places places, Users users, ObjectProvider<ProjectLink> links) {
    this.projects = projects;
    this.scoring = scoring;
    this.matters = matters;
    this.catalogue = catalogue;
    this.places = places;
    this.users = users;
    this.links = links;
  }

  /**
   * The page with a form open.
   *
   * @param wanted the deed whose form is asked for; null, or one that is not possible now, opens the next thing to do
   */
  ProjectView of(Page page, String code, @Nullable ProjectDeed wanted, ProjectForm form) {
    Project project = projects.find(code);
    Viewer viewer = Objects.requireNonNull(page.viewer());
    List<ProjectDeed> deeds = ProjectDeed.open(project, viewer);
    ProjectDeed deed = deeds.contains(wanted) ? wanted : deeds.stream().filter(next -> next.leads(project)).findFirst().orElse(null);
    List<Scoring.Score> scores = scoring.scores(project.line());
    ProjectView.Names words = names(page, project, scores);
    return new ProjectView(
        project, words, ProjectHistory.moments(page, project.history(), words), deeds, deed, form, choices(page, project, words, deed), requests(project),
        scoring.sheet(project.line().year()), scores, links.orderedStream().flatMap(link -> link.of(page, project.line()).stream()).toList());
  }

  List<Choice> villageChoices(Page page) {
    return places.villages().stream().map(village -> Choice.of(village.code(), village.name(page.locale()))).toList();
  }

  Map<String, String> villages(Page page) {
    Map<String, String> names = new HashMap<>();
    places.villages().forEach(village -> names.put(village.code(), village.name(page.locale())));
    return names;
  }

  private ProjectView.Names names(Page page, Project project, List<Scoring.Score> scores) {
    Map<String, String> departments = new HashMap<>();
    catalogue.departments().forEach(department -> departments.put(department.code(), department.name()));
    Set<String> people = new HashSet<>(project.people());
    scores.forEach(score -> people.add(score.scorer()));
    return new ProjectView.Names(users.names(people), departments, villages(page));
  }

  private ProjectView.Choices choices(Page page, Project project, ProjectView.Names words, @Nullable ProjectDeed deed) {
    if (deed == null) return ProjectView.Choices.NONE;
    return switch (deed) {
      case VIEWS -> new ProjectView.Choices(catalogue.departments().stream().map(one -> Choice.of(one.code(), one.name())).toList(), List.of(), List.of());
      case CORRECTION -> new ProjectView.Choices(List.of(), villageChoices(page), List.of());
      case PLAN -> new ProjectView.Choices(List.of(), List.of(), builders(page, project, words));
      default -> ProjectView.Choices.NONE;
    };
  }

  /** Who can answer for a project: officers of departments, the desk, secretaries, clerks of the project's village. */
  private List<Choice> builders(Page page, Project project, ProjectView.Names words) {
    List<UserCard> all = new ArrayList<>(users.working(List.of(Role.DEPARTMENT_OFFICER, Role.TOWN_DESK, Role.MEETING_SECRETARY)));
    users.working(Role.VILLAGE_CLERK).stream().filter(clerk -> clerk.profile().areas().contains(project.line().village())).forEach(all::add);
    return all.stream().map(person -> Choice.of(person.id(), named(person, words)).in(page.t("ui.role." + person.role().name()))).toList();
  }

  private static String named(UserCard person, ProjectView.Names words) {
    String department = person.profile().department();
    return department == null ? person.name() : words.department(department) + " · " + person.name();
  }

  private Map<String, MatterLine> requests(Project project) {
    Map<String, MatterLine> lines = new LinkedHashMap<>();
    matters.lines(project.origins().stream().map(Project.Origin::requestCode).toList()).forEach(line -> lines.put(line.code(), line));
    return lines;
  }
}

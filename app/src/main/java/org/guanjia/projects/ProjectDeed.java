package org.guanjia.projects;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.access.Viewer;

/**
 * What a member of staff can do with a project on its page: each a form and an address {@code POST /projects/{code}/<verb>}. The order is
 * that of use: of the deeds that the viewer may do now, the first that leads stands open on the page.
 */
public enum ProjectDeed {
  /** A department gives its view. */
  VIEW(ProjectMove.ANSWER),
  SURVEY(ProjectMove.SURVEY),
  /** Departments are asked for their views. */
  VIEWS(ProjectMove.ASK),
  SCORE(ProjectMove.SCORE),
  /** Laid before the joint meeting. */
  MEETING(ProjectMove.LAY),
  APPROVAL(ProjectMove.APPROVE),
  DEFERRAL(ProjectMove.DEFER),
  REFUSAL(ProjectMove.REFUSE),
  CHANGE_DECISION(ProjectMove.APPROVE_CHANGE),
  PLAN(ProjectMove.PLAN),
  BEGINNING(ProjectMove.BEGIN),
  MILESTONE(ProjectMove.REACH),
  PHOTOS(ProjectMove.SHOW),
  INSPECTION(ProjectMove.ACCEPT),
  CLOSURE(ProjectMove.CLOSE),
  PAYMENT(ProjectMove.PAY),
  CHANGE(ProjectMove.PROPOSE_CHANGE),
  /** Further requests joined. */
  REQUESTS(ProjectMove.JOIN),
  CORRECTION(ProjectMove.CORRECT),
  CARRYING_OVER(ProjectMove.CARRY_OVER),
  WITHDRAWAL(ProjectMove.WITHDRAW);

  private final ProjectMove move;

  ProjectDeed(ProjectMove move) {
    this.move = move;
  }

  /** What it is called in the address: {@code carrying-over}. */
  public String verb() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  ProjectMove move() {
    return move;
  }

  static Optional<ProjectDeed> of(String verb) {
    return Arrays.stream(values()).filter(deed -> deed.verb().equals(verb)).findFirst();
  }

  /** Everything this viewer may do with the project as it stands, in the order of use. */
  static List<ProjectDeed> open(Project project, Viewer viewer) {
    return Arrays.stream(values()).filter(deed -> project.can(deed.move) && deed.allowed(project, viewer) && deed.possible(project, viewer)).toList();
  }

  /** Whether this is the next thing to do, not one of the things that can be done besides. */
  boolean leads(Project project) {
    return switch (this) {
      case VIEW, CHANGE_DECISION, CLOSURE -> true;
      case SURVEY -> project.state() == ProjectState.PROPOSED;
      case VIEWS -> project.state() == ProjectState.SURVEYED && project.views().isEmpty();
      case MEETING -> project.views().stream().noneMatch(view -> view.opinion() == null);
      case PLAN -> project.line().builder() == null;
      case BEGINNING -> project.line().builder() != null;
      case MILESTONE -> true;
      case INSPECTION -> project.milestones().stream().noneMatch(milestone -> milestone.doneOn() == null);
      default -> false;
    };
  }

  private boolean allowed(Project project, Viewer viewer) {
    return switch (this) {
      case VIEW -> viewer.may(Permission.PROJECTS_ANSWER);
      case SURVEY, VIEWS -> viewer.may(Permission.PROJECTS_SURVEY);
      case SCORE -> viewer.may(Permission.PROJECTS_SCORE);
      case MEETING, APPROVAL, DEFERRAL, REFUSAL, CHANGE_DECISION, CARRYING_OVER -> viewer.may(Permission.PROJECTS_DECIDE);
      case PLAN, BEGINNING, MILESTONE, PHOTOS, PAYMENT, CHANGE, CLOSURE -> viewer.may(Permission.PROJECTS_BUILD);
      case INSPECTION -> viewer.may(Permission.PROJECTS_ACCEPT);
      case REQUESTS, CORRECTION -> viewer.may(Permission.PROJECTS_PROPOSE);
      case WITHDRAWAL -> viewer.may(Permission.PROJECTS_DECIDE) || viewer.may(Permission.PROJECTS_PROPOSE) && undecided(project);
    };
  }

  private boolean possible(Project project, Viewer viewer) {
    return switch (this) {
      case VIEW -> project.view(viewer.department()).filter(view -> view.opinion() == null).isPresent();
      case BEGINNING -> project.line().builder() != null;
      case MILESTONE -> project.milestones().stream().anyMatch(milestone -> milestone.doneOn() == null);
      case PHOTOS -> !project.milestones().isEmpty();
      case INSPECTION -> !Objects.equals(project.line().responsible(), viewer.userId());
      case CHANGE -> project.openChange().isEmpty();
      case CHANGE_DECISION -> project.openChange().filter(change -> !change.proposedBy().equals(viewer.userId())).isPresent();
      case PAYMENT -> project.budget().stream().anyMatch(purse -> purse.leftFen() > 0);
      default -> true;
    };
  }

  private static boolean undecided(Project project) {
    return EnumSet.of(ProjectState.PROPOSED, ProjectState.SURVEYED, ProjectState.BEFORE_MEETING, ProjectState.DEFERRED).contains(project.state());
  }
}

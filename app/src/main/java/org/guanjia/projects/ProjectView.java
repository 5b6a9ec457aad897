package org.guanjia.projects;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guanjia.platform.ui.Choice;
import org.guanjia.platform.ui.Moment;
import org.guanjia.platform.ui.Picture;
import org.guanjia.platform.ui.Step;
import org.guanjia.platform.ui.Tone;
import org.guanjia.platform.web.Page;
import org.guanjia.requests.MatterLine;
import org.guanjia.requests.MatterLink;
import org.jspecify.annotations.Nullable;

/**
 * The page of a project.
 *
 * @param words names by code and id, as the viewer reads them
 * @param deeds what the viewer may do now
 * @param deed the one whose form stands open; null for none
 * @param choices what the open form lets choose from
 * @param requests the requests it came from, by receipt code, as far as the viewer may see them
 * @param sheet the scoring sheet of its year
 * @param scores what people gave it
 * @param links where it leads to in other modules
 */
public record ProjectView(
    Project project,
    Names words,
    List<Moment> history,
    List<ProjectDeed> deeds,
    @Nullable ProjectDeed deed,
    ProjectForm form,
    Choices choices,
    Map<String, MatterLine> requests,
    Scoring.Sheet sheet,
    List<Scoring.Score> scores,
    List<MatterLink.Link> links) {

  /** Names of people, departments and villages in the viewer's language. */
  public record Names(Map<String, String> people, Map<String, String> departments, Map<String, String> villages) {

    public String person(Page page, @Nullable String actor) {
      if (actor == null) return "";
      String name = people.get(actor);
      if (name != null) return name;
      return page.t(actor.equals("system") ? "matter.who.system" : actor.startsWith("token:") ? "matter.who.otherSystem" : "matter.who.unknown");
    }

    public String department(String code) {
      return departments.getOrDefault(code, code);
    }

    public String village(String code) {
      return villages.getOrDefault(code, code);
    }
  }

  /** What forms let choose from; empty where the open form does not ask. */
  public record Choices(List<Choice> departments, List<Choice> villages, List<Choice> staff) {
    static final Choices NONE = new Choices(List.of(), List.of(), List.of());
  }

  public String path() {
    return "/projects/" + project.code();
  }

  public String path(ProjectDeed other) {
    return path() + "?do=" + other.verb();
  }

  public List<ProjectDeed> others() {
    return deeds.stream().filter(other -> other != deed).toList();
  }

  public Tone tone() {
    return tone(project.state());
  }

  /** The colour of a state. */
  public static Tone tone(ProjectState state) {
    return switch (state) {
      case PROPOSED, SURVEYED -> Tone.INFO;
      case BEFORE_MEETING, DEFERRED -> Tone.WARNING;
      case APPROVED, UNDER_WAY -> Tone.ACCENT;
      case ACCEPTED, CLOSED -> Tone.SUCCESS;
      case REFUSED -> Tone.DANGER;
      case WITHDRAWN -> Tone.NEUTRAL;
    };
  }

  public String place() {
    return Stream.of(words.village(project.line().village()), project.line().place()).filter(Objects::nonNull).collect(Collectors.joining(" · "));
  }

  public List<Choice> kinds(Page page) {
    return kindChoices(page);
  }

  static List<Choice> kindChoices(Page page) {
    return Arrays.stream(Kind.values()).map(kind -> Choice.of(kind.name(), page.t("projects.kind." + kind), page.t("projects.kind." + kind + ".more"))).toList();
  }

  public List<Choice> opinions(Page page) {
    return Arrays.stream(Opinion.values()).map(opinion -> Choice.of(opinion.name(), page.t("projects.opinion." + opinion))).toList();
  }

  /** The departments that were not asked yet. */
  public List<Choice> unasked() {
    return choices.departments().stream().filter(choice -> project.view(choice.value()).isEmpty()).toList();
  }

  public List<Choice> slots(Page page) {
    return Stream.of(Slot.BEFORE, Slot.DURING, Slot.AFTER).map(slot -> Choice.of(slot.name(), page.t("projects.slot." + slot), page.t("projects.slot." + slot + ".more"))).toList();
  }

  public List<Choice> milestones(Page page, boolean openAlone) {
    return project.milestones().stream()
        .filter(milestone -> !openAlone || milestone.doneOn() == null)
        .map(milestone -> Choice.of(String.valueOf(milestone.id()), milestone.title(), page.t("projects.milestone.planned", page.date(milestone.plannedOn()))))
        .toList();
  }

  public @Nullable String nextMilestone() {
    return project.milestones().stream().filter(milestone -> milestone.doneOn() == null).findFirst().map(milestone -> String.valueOf(milestone.id())).orElse(null);
  }

  /** The one milestone there is; null when there are several to choose from. */
  public @Nullable String onlyMilestone() {
    return project.milestones().size() == 1 ? String.valueOf(project.milestones().getFirst().id()) : null;
  }

  /** The sources that money is left of. */
  public List<Choice> purses(Page page) {
    return project.budget().stream()
        .filter(purse -> purse.leftFen() > 0)
        .map(purse -> Choice.of(purse.source().name(), page.t("projects.source." + purse.source()), page.t("projects.left", page.money(purse.leftFen()))))
        .toList();
  }

  /** The mean of what people gave; null while nobody has scored. */
  public @Nullable BigDecimal mean() {
    if (scores.isEmpty()) return null;
    BigDecimal sum = scores.stream().map(Scoring.Score::total).reduce(BigDecimal.ZERO, BigDecimal::add);
    return sum.divide(BigDecimal.valueOf(scores.size()), 2, java.math.RoundingMode.HALF_UP);
  }

  /** What the viewer gave for that criterion; null before. */
  public @Nullable Integer own(Page page, Scoring.Criterion criterion) {
    String viewer = page.viewer() == null ? "" : page.viewer().userId();
    return scores.stream().filter(score -> score.scorer().equals(viewer)).findFirst().map(score -> score.points().get(criterion.id())).orElse(null);
  }

  public Picture picture(Page page, Project.Photo photo) {
    String alt = photo.caption() == null ? page.t("projects.slot." + photo.slot()) + " · " + project.line().title() : photo.caption();
    String href = path() + "/photos/" + photo.id();
    return new Picture(href + "?size=large", href + "?size=small", alt, photo.caption() == null ? page.dateTime(photo.addedAt()) : photo.caption());
  }

  public List<Picture> pictures(Page page, List<Project.Photo> photos) {
    return photos.stream().map(photo -> picture(page, photo)).toList();
  }

  /** The way of a project, with where this one stands. */
  public List<Step> steps(Page page) {
    var way = List.of(ProjectState.PROPOSED, ProjectState.SURVEYED, ProjectState.BEFORE_MEETING, ProjectState.APPROVED, ProjectState.UNDER_WAY, ProjectState.ACCEPTED, ProjectState.CLOSED);
    int reached = way.indexOf(project.state());
    if (reached < 0) return List.of();
    return way.stream()
        .map(
            state -> {
              String title = page.t("projects.state." + state);
              int at = way.indexOf(state);
              boolean over = at < reached || project.state() == ProjectState.CLOSED;
              return over ? Step.done(title, null) : at == reached ? Step.now(title, null) : Step.ahead(title, null);
            })
        .toList();
  }

  /** Why it was put off, refused or taken back; null for other states. */
  public @Nullable String why() {
    return switch (project.state()) {
      case DEFERRED, REFUSED, WITHDRAWN ->
          project.history().reversed().stream().filter(event -> event.to() == project.state() && event.from() != event.to()).map(Project.Event::reason).findFirst().orElse(null);
      default -> null;
    };
  }
}

package org.guanjia.meetings;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guanjia.platform.money.Money;
import org.guanjia.platform.ui.Choice;
import org.guanjia.platform.ui.Picture;
import org.guanjia.platform.web.Page;
import org.guanjia.projects.Project;
import org.guanjia.projects.ProjectMove;
import org.guanjia.projects.Scoring;
import org.guanjia.requests.AttachmentKind;
import org.guanjia.requests.Matter;
import org.guanjia.requests.Move;
import org.jspecify.annotations.Nullable;

/**
 * The page of an item: its materials, and the form of the decision.
 *
 * @param people names of those in the materials, by user id
 * @param conflict why what was sent could not be done; null for nothing
 * @param owners who can be given something to do; empty for those who give nothing
 */
public record ItemView(
    MeetingView meeting, Materials.Folder folder, Map<String, String> people, MeetingForm form, @Nullable String conflict, List<Choice> owners) {

  public Meeting.Item item() {
    return folder.item();
  }

  public String path() {
    return meeting.path() + "/items/" + item().id();
  }

  /** Whether the decision can be written down by this viewer now. */
  public boolean decides() {
    return item().ruling() == null && meeting.edits(MeetingMove.DECIDE);
  }

  /** Where it stands in the agenda, from 1. */
  public int number() {
    return meeting.meeting().items().indexOf(item()) + 1;
  }

  /** The item after this one in the agenda. */
  public Optional<Meeting.Item> next() {
    List<Meeting.Item> items = meeting.meeting().items();
    return number() < items.size() ? Optional.of(items.get(number())) : Optional.empty();
  }

  /** What can be decided as the matter stands. */
  public List<Choice> rulings(Page page) {
    return Ruling.of(item().kind()).stream().filter(this::possible).map(ruling -> Choice.of(ruling.name(), page.t("meetings.ruling." + ruling), page.t("meetings.ruling." + ruling + ".more"))).toList();
  }

  /** Version of the matter, to find out whether it changed while the meeting spoke; null where it has none. */
  public @Nullable Integer matterVersion() {
    Project project = folder.project();
    Matter matter = folder.matter();
    return project != null ? Integer.valueOf(project.line().version()) : matter != null ? Integer.valueOf(matter.line().version()) : null;
  }

  /** What the form proposes as the amount. */
  public String estimate() {
    Project project = folder.project();
    return project == null ? "" : Money.ofFen(project.line().estimateFen()).yuan();
  }

  public String person(Page page, @Nullable String actor) {
    if (actor != null && people.containsKey(actor)) return people.get(actor);
    return meeting.person(page, actor);
  }

  /** The mean of what people gave; null while nobody has scored. */
  public @Nullable BigDecimal mean() {
    if (folder.scores().isEmpty()) return null;
    BigDecimal sum = folder.scores().stream().map(Scoring.Score::total).reduce(BigDecimal.ZERO, BigDecimal::add);
    return sum.divide(BigDecimal.valueOf(folder.scores().size()), 2, RoundingMode.HALF_UP);
  }

  public List<Picture> pictures(Page page, List<Project.Photo> photos) {
    return photos.stream().map(photo -> picture(photo.id(), photo.caption() == null ? page.t("projects.slot." + photo.slot()) : photo.caption())).toList();
  }

  public List<Picture> pictures(Page page, Matter matter, AttachmentKind kind) {
    return matter.files(kind).stream().filter(Matter.Attached::picture).map(file -> picture(file.id(), page.dateTime(file.addedAt()))).toList();
  }

  public List<Choice> departments() {
    return meeting.departments().entrySet().stream().map(entry -> Choice.of(entry.getKey(), entry.getValue())).toList();
  }

  private Picture picture(java.util.UUID id, String caption) {
    String href = path() + "/files/" + id;
    return new Picture(href + "?size=large", href + "?size=small", caption + " · " + item().title(), caption);
  }

  private boolean possible(Ruling ruling) {
    Project project = folder.project();
    Matter matter = folder.matter();
    return switch (ruling) {
      case APPROVED -> project != null && project.can(ProjectMove.APPROVE);
      case DEFERRED -> project != null && project.can(ProjectMove.DEFER);
      case REFUSED -> project != null && project.can(ProjectMove.REFUSE);
      case HANDED_OVER -> matter != null && matter.can(Move.HAND_OVER);
      case ANSWERED, PROPOSED -> matter != null && matter.can(Move.TRIAGE);
      case DONE, CONTINUED, LEFT_OVER, DROPPED -> true;
    };
  }
}

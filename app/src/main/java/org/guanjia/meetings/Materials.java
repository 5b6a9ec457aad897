package org.guanjia.meetings;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.guanjia.platform.database.WholeTown;
import org.guanjia.platform.files.StoredFile;
import org.guanjia.projects.Project;
import org.guanjia.projects.Projects;
import org.guanjia.projects.Scoring;
import org.guanjia.requests.Attachments;
import org.guanjia.requests.Matter;
import org.guanjia.requests.Matters;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a meeting has before it on an item. Whoever is invited to the meeting reads it, wherever the matter belongs; names and numbers of
 * reporters are masked as everywhere.
 */
@Service
public class Materials {

  private final Meetings meetings;
  private final FollowUps followUps;
  private final Projects projects;
  private final Scoring scoring;
  private final Matters matters;
  private final Marks marks;
  private final Attachments attachments;
  private final WholeTown wholeTown;

  Materials(
      Meetings meetings, FollowUps followUps, Projects projects, Scoring scoring, Matters matters, Marks marks, Attachments attachments, WholeTown wholeTown) {
    this.meetings = meetings;
    this.followUps = followUps;
    this.projects = projects;
    this.scoring = scoring;
    this.matters = matters;
    this.marks = marks;
    this.attachments = attachments;
    this.wholeTown = wholeTown;
  }

  /**
   * The materials of one item; of project, matter and follow-up the one that it is about. None of them when the matter is gone.
   *
   * @param scores what people gave the project on its year's sheet
   * @param reason why the request was marked; null when it is not any more
   * @param reachable whether this actor may open the page of the matter itself
   * @param earlier meetings that had it before, the latest first
   */
  @Schema(name = "MeetingFolder")
  public record Folder(
      Meeting meeting, Meeting.Item item, @Nullable Project project, List<Scoring.Score> scores, @Nullable Matter matter, @Nullable String reason,
      @Nullable MeetingFollowUp followUp, boolean reachable, List<MeetingLine> earlier) {}

  /** @throws NoSuchMeeting when this actor may not see the meeting, or it has no such item */
  @Transactional(readOnly = true)
  public Folder of(long id, long item) {
    Meeting meeting = meetings.find(id);
    Meeting.Item about = meeting.item(item).orElseThrow(() -> new NoSuchMeeting(id + "/" + item));
    List<MeetingLine> earlier = meetings.about(about.kind(), about.ref()).stream().filter(line -> line.id() != id).toList();
    boolean reachable = reachable(about);
    return inTown(() -> folder(meeting, about, reachable, earlier));
  }

  /** A picture or paper of the item's matter. */
  @Transactional(readOnly = true)
  public Optional<StoredFile> file(long id, long item, UUID file) {
    Meeting.Item about = meetings.find(id).item(item).orElseThrow(() -> new NoSuchMeeting(id + "/" + item));
    return inTown(
        () ->
            switch (about.kind()) {
              case PROJECT -> projects.photo(about.ref(), file);
              case REQUEST -> attachments.find(about.ref(), file);
              case FOLLOW_UP -> Optional.empty();
            });
  }

  private Folder folder(Meeting meeting, Meeting.Item item, boolean reachable, List<MeetingLine> earlier) {
    return switch (item.kind()) {
      case PROJECT -> {
        Project project = projects.line(item.ref()).map(line -> projects.find(line.code())).orElse(null);
        yield new Folder(meeting, item, project, project == null ? List.of() : scoring.scores(project.line()), null, null, null, reachable, earlier);
      }
      case REQUEST -> {
        Matter matter = matters.line(item.ref()).map(line -> matters.find(line.code())).orElse(null);
        yield new Folder(meeting, item, null, List.of(), matter, marks.of(item.ref()).map(Mark::reason).orElse(null), null, reachable, earlier);
      }
      case FOLLOW_UP -> new Folder(meeting, item, null, List.of(), null, null, followUps.find(Long.parseLong(item.ref())), reachable, earlier);
    };
  }

  private boolean reachable(Meeting.Item item) {
    return switch (item.kind()) {
      case PROJECT -> projects.line(item.ref()).isPresent();
      case REQUEST -> matters.line(item.ref()).isPresent();
      case FOLLOW_UP -> true;
    };
  }

  private <T> T inTown(Supplier<T> work) {
    var found = new ArrayList<T>(1);
    wholeTown.run(() -> found.add(work.get()));
    return found.getFirst();
  }
}

package org.guanjia.meetings;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.guanjia.platform.access.Viewer;
import org.guanjia.platform.ui.Choice;
import org.guanjia.platform.web.Page;
import org.guanjia.projects.Project;
import org.guanjia.projects.Scoring;
import org.guanjia.requests.Matter;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts pages of meetings together: what it is, who is who. Each is read in one transaction. */
@Component
class MeetingViews {

  private final Meetings meetings;
  private final Materials materials;
  private final Parties parties;
  private final MeetingMoves moves;
  private final TransactionTemplate transactions;

  MeetingViews(Meetings meetings, Materials materials, Parties parties, MeetingMoves moves, TransactionTemplate transactions) {
    this.meetings = meetings;
    this.materials = materials;
    this.parties = parties;
    this.moves = moves;
    this.transactions = transactions;
  }

  MeetingView of(Page page, long id) {
    return of(page, id, Map.of());
  }

  MeetingView of(Page page, long id, Map<String, String> errors) {
    return read(() -> view(page, meetings.find(id), errors));
  }

  ItemView item(Page page, long id, long item, MeetingForm form, @Nullable String conflict) {
    return read(
        () -> {
          Materials.Folder folder = materials.of(id, item);
          MeetingView meeting = view(page, folder.meeting(), Map.of());
          return new ItemView(meeting, folder, parties.names(people(folder)), form, conflict, meeting.edits(MeetingMove.FOLLOW) ? parties.all(page) : List.of());
        });
  }

  List<Choice> parties(Page page) {
    return read(() -> parties.all(page));
  }

  Map<String, String> names(List<Mark> marks) {
    return parties.names(marks.stream().map(Mark::markedBy).toList());
  }

  <T> T read(Supplier<T> work) {
    return Objects.requireNonNull(transactions.execute(status -> work.get()));
  }

  LocalDate today() {
    return read(moves::today);
  }

  private MeetingView view(Page page, Meeting meeting, Map<String, String> errors) {
    Viewer viewer = Objects.requireNonNull(page.viewer());
    return new MeetingView(meeting, parties.names(meeting.people()), parties.departmentNames(), viewer, moves.today(), errors);
  }

  private static HashSet<String> people(Materials.Folder folder) {
    var people = new HashSet<String>();
    Project project = folder.project();
    Matter matter = folder.matter();
    if (project != null) people.addAll(project.people());
    if (matter != null) people.addAll(matter.actors());
    folder.scores().stream().map(Scoring.Score::scorer).forEach(people::add);
    MeetingFollowUp followUp = folder.followUp();
    if (followUp != null && followUp.doneBy() != null) people.add(followUp.doneBy());
    return people;
  }
}

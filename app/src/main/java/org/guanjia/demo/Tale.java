package org.guanjia.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.guanjia.projects.Kind;
import org.guanjia.projects.Opinion;
import org.guanjia.projects.ProjectMove;
import org.guanjia.projects.ProjectState;
import org.guanjia.projects.Slot;
import org.guanjia.projects.Source;
import org.jspecify.annotations.Nullable;

/** One project and everything that happened to it, before it is written down. Whoever acts is named by user name. */
final class Tale {

  record Happening(
      Instant at, String actor, ProjectMove move, @Nullable ProjectState from, ProjectState to, @Nullable String reason, Map<String, ?> details) {}

  record Survey(LocalDate on, String by, String findings, int asked, int inFavour) {}

  record View(String department, String askedBy, Instant askedAt, @Nullable Opinion opinion, @Nullable String text, @Nullable String by, @Nullable Instant at) {}

  record Score(String by, List<Integer> points, Instant at) {}

  record Milestone(String title, LocalDate plannedOn, @Nullable LocalDate doneOn) {}

  /** @param milestone its place in the plan */
  record Photo(int milestone, Slot slot, Scenes.Scene scene, int variant, String by, Instant at) {}

  record Payment(LocalDate on, String payee, Source source, long fen, int milestone, String note, String by, Instant at) {}

  record Change(String reason, Source source, long fen, String by, Instant at, @Nullable String decidedBy, @Nullable Instant decidedAt) {}

  record Inspection(String by, Instant at, String text) {}

  final int year;
  final Kind kind;
  final Story.Village village;
  final String title;
  final @Nullable String place;
  final String need;
  final int benefiting;
  final long estimateFen;
  final @Nullable Story origin;
  final List<Happening> happenings = new ArrayList<>();
  final List<Survey> surveys = new ArrayList<>();
  final List<View> views = new ArrayList<>();
  final List<Score> scores = new ArrayList<>();
  final Map<Source, Long> budget = new EnumMap<>(Source.class);
  final List<Milestone> milestones = new ArrayList<>();
  final List<Photo> photos = new ArrayList<>();
  final List<Payment> payments = new ArrayList<>();
  final List<Change> changes = new ArrayList<>();
  final List<Inspection> inspections = new ArrayList<>();
  int number;
  @Nullable ProjectState state;
  @Nullable String builder;
  @Nullable String responsible;
  @Nullable String result;
  @Nullable Instant decidedAt;
  @Nullable LocalDate startedOn;
  @Nullable Instant acceptedAt;
  @Nullable Instant closedAt;

  Tale(int year, Kind kind, Story.Village village, String title, @Nullable String place, String need, int benefiting, long estimateFen, @Nullable Story origin) {
    this.year = year;
    this.kind = kind;
    this.village = village;
    this.title = title;
    this.place = place;
    this.need = need;
    this.benefiting = benefiting;
    this.estimateFen = estimateFen;
    this.origin = origin;
  }

  ProjectState state() {
    return state == null ? ProjectState.PROPOSED : state;
  }

  /**
   * Makes the move as the life cycle allows it.
   *
   * @throws IllegalStateException when it does not: the generator must not write what the application could not
   */
  void move(Instant at, String actor, ProjectMove move, ProjectState to, @Nullable String reason, Map<String, ?> details) {
    ProjectState from = state;
    boolean legal = from == null ? move == ProjectMove.PROPOSE : move.to(from).contains(to);
    if (!legal) throw new IllegalStateException(move + " from " + from + " to " + to);
    happenings.add(new Happening(at, actor, move, from, to, reason, details));
    state = to;
  }

  void stay(Instant at, String actor, ProjectMove move, Map<String, ?> details) {
    move(at, actor, move, state(), null, details);
  }
}

package org.guanjia.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedSet;
import org.guanjia.requests.Channel;
import org.guanjia.requests.Move;
import org.guanjia.requests.Outcome;
import org.guanjia.requests.State;
import org.jspecify.annotations.Nullable;

/**
 * One request and everything that happened to it, before it is written down. Whoever acts is named by user name, or
 * "resident" or "system".
 */
final class Story {

  /** A line of the history; a story among the details stands for its receipt code. */
  record Happening(
      Instant at, String actor, Move move, @Nullable State from, State to, @Nullable String reason,
      Map<String, ?> details) {}

  /** What came in, and from whom. */
  record Opening(
      int number,
      Village village,
      Category category,
      Channel channel,
      Instant at,
      String title,
      String words,
      String address,
      @Nullable String affected,
      boolean anonymous,
      @Nullable String onBehalfOf,
      @Nullable String name,
      @Nullable String phone,
      String recordedBy,
      @Nullable DropIn dropIn,
      Map<String, String> values) {}

  /** A leader's drop-in day; its number is its place in the list of all. */
  record DropIn(int number, String leader, Village village, LocalDate day, String note) {}

  record Village(String code, String name) {
    /** Without 村 or 社区, as people say it. */
    String shortName() {
      return name.replaceAll("(村|社区)$", "");
    }
  }

  record Category(String code, String name, String department, int handlingDays) {}

  record Question(String text, String askedBy, Instant askedAt, @Nullable String answer, @Nullable Instant answeredAt) {}

  record Addition(String text, boolean internal, String by, Instant at) {}

  record Picture(Scenes.Scene scene, int variant, boolean after, String kind, String by, Instant at) {}

  record Telling(Story reporter, String way, @Nullable Instant at, @Nullable String by, @Nullable String note) {}

  static final class Handling {
    final String department;
    boolean lead;
    final Instant offeredAt;
    String state = "OFFERED";
    @Nullable Instant answeredAt;
    @Nullable String officer;
    @Nullable String reason;
    @Nullable String result;
    @Nullable Instant doneAt;

    Handling(String department, boolean lead, Instant offeredAt) {
      this.department = department;
      this.lead = lead;
      this.offeredAt = offeredAt;
    }
  }

  static final class Answer {
    final String text;
    final @Nullable String policy;
    final String draftedBy;
    final Instant draftedAt;
    @Nullable String decidedBy;
    @Nullable Instant decidedAt;
    @Nullable Boolean approved;
    @Nullable String returnReason;
    final List<Telling> tellings = new ArrayList<>();

    Answer(String text, @Nullable String policy, String draftedBy, Instant draftedAt) {
      this.text = text;
      this.policy = policy;
      this.draftedBy = draftedBy;
      this.draftedAt = draftedAt;
    }
  }

  static final class Rating {
    final int score;
    final String comment;
    final Instant at;
    @Nullable String reviewedBy;
    @Nullable Instant reviewedAt;
    @Nullable String review;

    Rating(int score, String comment, Instant at) {
      this.score = score;
      this.comment = comment;
      this.at = at;
    }
  }

  final Opening opening;
  @Nullable State state;
  @Nullable Outcome outcome;
  @Nullable String assignee;
  @Nullable String supervisor;
  LocalDate dueOn;
  boolean extended;
  @Nullable LocalDate clockStoppedOn;
  int escalationLevel;
  @Nullable Instant closedAt;
  @Nullable Story mergedInto;
  @Nullable State mergedFrom;
  boolean reopened;
  @Nullable Integer rating;
  /** The department that answers for the matter; null while it is the desk's. */
  @Nullable String lead;
  /** Every department it was ever offered to. */
  final SequencedSet<String> departments = new LinkedHashSet<>();
  final List<Happening> happenings = new ArrayList<>();
  final Map<String, Handling> handlings = new LinkedHashMap<>();
  final List<Question> questions = new ArrayList<>();
  final List<Addition> additions = new ArrayList<>();
  final List<Answer> answers = new ArrayList<>();
  final List<Rating> ratings = new ArrayList<>();
  final List<Picture> pictures = new ArrayList<>();

  Story(Opening opening, LocalDate dueOn) {
    this.opening = opening;
    this.dueOn = dueOn;
  }

  @Override
  public String toString() {
    return "request " + opening.number();
  }

  State state() {
    return Objects.requireNonNull(state, "not received yet");
  }

  /** Where it stood at that moment; null before it came in. */
  @Nullable State stateAt(Instant moment) {
    State then = null;
    for (Happening happening : happenings) if (!happening.at().isAfter(moment)) then = happening.to();
    return then;
  }

  /**
   * Makes the move as the life cycle allows it.
   *
   * @throws IllegalStateException when it does not: the generator must not write what the application could not
   */
  void move(Instant at, String actor, Move move, State to, @Nullable String reason) {
    move(at, actor, move, to, reason, Map.of());
  }

  /** {@link #move(Instant, String, Move, State, String)} with what else the history keeps. */
  void move(Instant at, String actor, Move move, State to, @Nullable String reason, Map<String, ?> details) {
    State from = state;
    boolean legal = from == null ? move == Move.RECEIVE : move.to(from).contains(to);
    if (!legal) throw new IllegalStateException(move + " from " + from + " to " + to);
    happenings.add(new Happening(at, actor, move, from, to, reason, details));
    state = to;
    closedAt = to.open() ? null : from != null && !from.open() && closedAt != null ? closedAt : at;
  }

  /** A move that leaves the state as it is. */
  void stay(Instant at, String actor, Move move, @Nullable String reason, Map<String, ?> details) {
    move(at, actor, move, state(), reason, details);
  }

  /** A move that was made in between and leaves the state of that moment as it was. */
  void stayedThen(Instant at, String actor, Move move, Map<String, ?> details) {
    State then = Objects.requireNonNull(stateAt(at));
    int place = (int) happenings.stream().filter(happening -> !happening.at().isAfter(at)).count();
    happenings.add(place, new Happening(at, actor, move, then, then, null, details));
  }
}

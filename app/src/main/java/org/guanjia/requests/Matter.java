package org.guanjia.requests;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A matter whole, as staff and its reporter read it. The reporter's name and number are masked here; {@link Reveals}
 * shows them for a purpose that is kept.
 *
 * @param line what the lists show of it
 * @param words the person's own words
 * @param anonymous the reporter did not want to be named
 * @param onBehalfOf for whom it was reported; null for the reporter's own matter
 * @param reporterName masked; empty when not given
 * @param reporterPhone masked; empty when not given
 * @param recordedBy who took it down: a user id, "resident", or a token's id
 * @param mergedInto the matter that carries this one along; null when it stands for itself
 * @param merged requests that this matter carries along
 */
public record Matter(
    MatterLine line,
    String words,
    @Nullable String villageGroup,
    @Nullable String grid,
    @Nullable Double latitude,
    @Nullable Double longitude,
    @Nullable String affected,
    @Nullable Integer affectedCount,
    boolean anonymous,
    @Nullable String onBehalfOf,
    String reporterName,
    String reporterPhone,
    @Nullable String externalSystem,
    @Nullable String externalId,
    @Nullable Long dropIn,
    @Nullable String supervisor,
    String recordedBy,
    boolean extended,
    @Nullable LocalDate clockStoppedOn,
    boolean reopened,
    @Nullable Linked mergedInto,
    List<Linked> merged,
    List<Event> history,
    List<Attached> files,
    List<Hands> departments,
    List<Question> questions,
    List<Addition> additions,
    List<Answer> answers,
    List<Telling> tellings,
    List<Rating> ratings) {

  /** Another request that belongs to this matter. */
  public record Linked(String code, String title, Channel channel, Instant receivedAt) {}

  /** A step of the way, in order. Details are what {@link Moves} kept beside it. */
  public record Event(
      Move move, @Nullable State from, State to, Instant at, String actor, @Nullable String reason, Map<String, Object> details) {}

  /** A picture or a paper. */
  public record Attached(UUID id, AttachmentKind kind, String name, String type, Instant addedAt, String addedBy) {
    public boolean picture() {
      return type.startsWith("image/");
    }
  }

  /**
   * The matter in the hands of a department.
   *
   * @param state OFFERED, ACCEPTED, REFUSED, DONE or RECALLED
   * @param reason why it was refused
   * @param result what it did
   */
  public record Hands(
      String department,
      boolean lead,
      String state,
      @Nullable String officer,
      Instant offeredAt,
      @Nullable Instant answeredAt,
      @Nullable String reason,
      @Nullable String result,
      @Nullable Instant doneAt) {}

  /** A question to the reporter; open while {@code answeredAt} is null. */
  public record Question(
      String text, String askedBy, Instant askedAt, @Nullable String answer, @Nullable Instant answeredAt) {}

  /** Facts added later; internal ones are for staff alone. */
  public record Addition(String text, boolean internal, String addedBy, Instant addedAt) {}

  /**
   * A draft or an answer.
   *
   * @param approved null while nobody has decided
   */
  public record Answer(
      long id,
      String text,
      @Nullable Long policyId,
      String draftedBy,
      Instant draftedAt,
      @Nullable String decidedBy,
      @Nullable Instant decidedAt,
      @Nullable Boolean approved,
      @Nullable String returnReason) {}

  /** One reporter who has to be told, by the code of that reporter's own request; done when {@code toldAt} is set. */
  public record Telling(
      String code, Tellings.Way way, @Nullable Instant toldAt, @Nullable String toldBy, @Nullable String note) {}

  /** A reporter's rating and, of a dissatisfied one, what the review found. */
  public record Rating(
      int score, @Nullable String comment, Instant ratedAt, @Nullable String reviewedBy, @Nullable Instant reviewedAt, @Nullable String review) {}

  public String code() {
    return line.code();
  }

  public State state() {
    return line.state();
  }

  /** The draft that waits for a decision. */
  public Optional<Answer> draft() {
    return answers.stream().filter(answer -> answer.approved() == null).reduce((one, later) -> later);
  }

  /** The answer that holds: the last approved one. */
  public Optional<Answer> answer() {
    return answers.stream().filter(answer -> Boolean.TRUE.equals(answer.approved())).reduce((one, later) -> later);
  }

  /** Whether a draft or an answer says just that: the lead's report becomes the draft. */
  public boolean answersWith(String text) {
    return answers.stream().anyMatch(answer -> answer.text().equals(text));
  }

  /** The department that answers for the matter. */
  public Optional<Hands> lead() {
    return departments.stream().filter(hands -> hands.lead() && !hands.state().equals("REFUSED")).findFirst();
  }

  /** The part of that department in it. */
  public Optional<Hands> handsOf(@Nullable String department) {
    return departments.stream().filter(hands -> hands.department().equals(department)).findFirst();
  }

  /** Questions that wait for the reporter. */
  public List<Question> openQuestions() {
    return questions.stream().filter(question -> question.answeredAt() == null).toList();
  }

  public List<Attached> files(AttachmentKind kind) {
    return files.stream().filter(file -> file.kind() == kind).toList();
  }

  /** Whether a move is legal from where the matter stands; who may make it is another question. */
  public boolean can(Move move) {
    return move.from().contains(state());
  }

  /** Ids of everybody who appears in it, to be named together. */
  public Set<String> actors() {
    var ids = new HashSet<@Nullable String>();
    ids.add(recordedBy);
    ids.add(line.assignee());
    ids.add(supervisor);
    history.forEach(event -> addActors(ids, event));
    questions.forEach(question -> ids.add(question.askedBy()));
    additions.forEach(addition -> ids.add(addition.addedBy()));
    departments.forEach(hands -> ids.add(hands.officer()));
    tellings.forEach(telling -> ids.add(telling.toldBy()));
    ratings.forEach(rating -> ids.add(rating.reviewedBy()));
    for (Answer answer : answers) {
      ids.add(answer.draftedBy());
      ids.add(answer.decidedBy());
    }
    return ids.stream().filter(Objects::nonNull).collect(Collectors.toUnmodifiableSet());
  }

  private static void addActors(Set<@Nullable String> ids, Event event) {
    ids.add(event.actor());
    for (String kept : List.of("assignee", "supervisor")) {
      if (event.details().get(kept) instanceof String id) ids.add(id);
    }
    if (event.details().get("to") instanceof Collection<?> people) people.forEach(person -> ids.add(String.valueOf(person)));
  }
}

package org.guanjia.projects;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A project whole.
 *
 * @param need what people want and why
 * @param result what was done, as it is published; null before the closure
 * @param carriedFrom the year of the library it was carried over from; null for none
 * @param proposedBy user id
 * @param startedOn when the work began; null before
 */
public record Project(
    ProjectLine line,
    String need,
    @Nullable String result,
    @Nullable Integer carriedFrom,
    String proposedBy,
    @Nullable LocalDate startedOn,
    List<Origin> origins,
    List<Survey> surveys,
    List<View> views,
    List<Purse> budget,
    List<Change> changes,
    List<Milestone> milestones,
    List<Payment> payments,
    List<Photo> photos,
    List<Inspection> inspections,
    List<Event> history) {

  /**
   * A request that it came from.
   *
   * @param requestCode receipt code
   * @param answer what its reporters are told of the project's end; null before
   * @param toldAt when that was handed on to the request; null before
   */
  public record Origin(String requestCode, String addedBy, Instant addedAt, @Nullable String answer, @Nullable Instant toldAt) {}

  /** @param surveyor user id */
  public record Survey(long id, LocalDate surveyedOn, String surveyor, String findings, int asked, int inFavour) {}

  /** @param opinion null until the department answers */
  public record View(
      String department, String askedBy, Instant askedAt, @Nullable Opinion opinion, @Nullable String text, @Nullable String answeredBy,
      @Nullable Instant answeredAt) {}

  /**
   * What one source gives.
   *
   * @param approvedFen as the joint meeting approved it
   * @param fen as it stands after change orders
   * @param paidFen of it, paid
   */
  public record Purse(Source source, long approvedFen, long fen, long paidFen) {
    public long leftFen() {
      return fen - paidFen;
    }
  }

  /**
   * A change order.
   *
   * @param bySource more or less for each source, in fen
   * @param approved null until another person decides
   */
  public record Change(
      long id, String reason, Map<Source, Long> bySource, String proposedBy, Instant proposedAt, @Nullable Boolean approved, @Nullable String decidedBy,
      @Nullable Instant decidedAt, @Nullable String note) {

    public long totalFen() {
      return bySource.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /** @param doneOn null until it is reached */
  public record Milestone(long id, String title, LocalDate plannedOn, @Nullable LocalDate doneOn) {}

  /** @param milestone id of the milestone it was paid for; null for none */
  public record Payment(
      long id, LocalDate paidOn, String payee, Source source, long fen, @Nullable Long milestone, @Nullable String note, String recordedBy,
      Instant recordedAt) {}

  /**
   * A picture, in its one place.
   *
   * @param survey id of the survey, for {@link Slot#SURVEY}
   * @param milestone id of the milestone, for the other slots
   */
  public record Photo(UUID id, Slot slot, @Nullable Long survey, @Nullable Long milestone, @Nullable String caption, String addedBy, Instant addedAt) {}

  /** @param text what was found; the reason when it was not accepted */
  public record Inspection(boolean accepted, String text, String inspectedBy, Instant inspectedAt) {}

  /** A row of the history. */
  @Schema(name = "ProjectEvent")
  public record Event(
      ProjectMove move, @Nullable ProjectState from, ProjectState to, Instant at, String actor, @Nullable String reason, Map<String, Object> details) {}

  /** Before and after of one milestone, the pair that is shown. */
  public record Pair(Milestone milestone, Photo before, Photo after) {}

  public String code() {
    return line.code();
  }

  public ProjectState state() {
    return line.state();
  }

  /** Whether the life cycle allows the move now. */
  public boolean can(ProjectMove move) {
    return !move.to(state()).isEmpty();
  }

  public List<Photo> photos(Milestone milestone, Slot slot) {
    return photos.stream().filter(photo -> photo.slot() == slot && Objects.equals(photo.milestone(), milestone.id())).toList();
  }

  public List<Photo> photos(Survey survey) {
    return photos.stream().filter(photo -> Objects.equals(photo.survey(), survey.id())).toList();
  }

  /** The milestones that can be shown before and after: the first picture of the one beside the last of the other, never across milestones. */
  public List<Pair> pairs() {
    return milestones.stream()
        .filter(milestone -> !photos(milestone, Slot.BEFORE).isEmpty() && !photos(milestone, Slot.AFTER).isEmpty())
        .map(milestone -> new Pair(milestone, photos(milestone, Slot.BEFORE).getFirst(), photos(milestone, Slot.AFTER).getLast()))
        .toList();
  }

  public long paidFen() {
    return budget.stream().mapToLong(Purse::paidFen).sum();
  }

  /** The change order that nobody has decided yet. */
  public Optional<Change> openChange() {
    return changes.stream().filter(change -> change.approved() == null).findFirst();
  }

  public Optional<View> view(@Nullable String department) {
    return views.stream().filter(view -> view.department().equals(department)).findFirst();
  }

  /** Everybody whose name the page shows. */
  public List<String> people() {
    var ids = new TreeSet<String>();
    ids.add(proposedBy);
    Stream.of(
            Stream.ofNullable(line.responsible()), origins.stream().map(Origin::addedBy), surveys.stream().map(Survey::surveyor),
            views.stream().flatMap(view -> Stream.concat(Stream.of(view.askedBy()), Stream.ofNullable(view.answeredBy()))),
            changes.stream().flatMap(change -> Stream.concat(Stream.of(change.proposedBy()), Stream.ofNullable(change.decidedBy()))),
            payments.stream().map(Payment::recordedBy), inspections.stream().map(Inspection::inspectedBy), history.stream().map(Event::actor))
        .flatMap(part -> part)
        .forEach(ids::add);
    return List.copyOf(ids);
  }
}

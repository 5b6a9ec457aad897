package org.guanjia.requests;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request whole, for programs. Names and numbers are masked.
 *
 * @param answer the approved answer that holds; null while there is none. Of a request that another carries along, that
 *     one's answer
 * @param answeredAt when it was approved
 */
record MatterJson(
    String code,
    String title,
    State state,
    @Nullable Outcome outcome,
    Channel channel,
    String words,
    @Nullable String category,
    @Nullable String village,
    @Nullable String villageGroup,
    @Nullable String grid,
    @Nullable String address,
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
    @Nullable String answer,
    @Nullable Instant answeredAt,
    Instant receivedAt,
    LocalDate dueOn,
    boolean extended,
    @Nullable LocalDate clockStoppedOn,
    int escalationLevel,
    @Nullable Instant closedAt,
    boolean reopened,
    @Nullable Integer rating,
    int version,
    String recordedBy,
    @Nullable String assignee,
    @Nullable String supervisor,
    Matter.@Nullable Linked mergedInto,
    List<Matter.Linked> merged,
    List<Matter.Event> history,
    List<Matter.Attached> files,
    List<Matter.Hands> departments,
    List<Matter.Question> questions,
    List<Matter.Addition> additions,
    List<Matter.Answer> answers,
    List<Matter.Telling> tellings,
    List<Matter.Rating> ratings) {

  static MatterJson of(Matter m) {
    MatterLine line = m.line();
    Matter.Answer answer = m.answer().orElse(null);
    return new MatterJson(
        line.code(), line.title(), line.state(), line.outcome(), line.channel(), m.words(), line.category(), line.village(), m.villageGroup(),
        m.grid(), line.address(), m.latitude(), m.longitude(), m.affected(), m.affectedCount(), m.anonymous(), m.onBehalfOf(), m.reporterName(),
        m.reporterPhone(), m.externalSystem(), m.externalId(), m.dropIn(), answer == null ? null : answer.text(),
        answer == null ? null : answer.decidedAt(), line.receivedAt(), line.dueOn(), m.extended(), m.clockStoppedOn(), line.escalationLevel(),
        line.closedAt(), m.reopened(), line.rating(), line.version(), m.recordedBy(), line.assignee(), m.supervisor(), m.mergedInto(), m.merged(),
        m.history(), m.files(), m.departments(), m.questions(), m.additions(), m.answers(), m.tellings(), m.ratings());
  }

  /** What the reporter may know: nothing that is kept among staff, and nothing of the others whom the matter concerns. */
  static MatterJson forReporter(Matter m) {
    return of(
        new Matter(
            withoutStaff(m.line()), m.words(), m.villageGroup(), m.grid(), m.latitude(), m.longitude(), m.affected(), m.affectedCount(),
            m.anonymous(), m.onBehalfOf(), m.reporterName(), m.reporterPhone(), m.externalSystem(), m.externalId(), m.dropIn(), null,
            m.recordedBy(), m.extended(), m.clockStoppedOn(), m.reopened(), null, List.of(),
            m.history().stream().map(MatterJson::bare).toList(), m.files(), m.departments().stream().map(MatterJson::bare).toList(),
            m.questions().stream().map(MatterJson::bare).toList(), m.additions().stream().filter(addition -> !addition.internal()).toList(),
            m.answer().map(MatterJson::bare).stream().toList(),
            m.tellings().stream().filter(telling -> telling.code().equals(m.code())).map(MatterJson::bare).toList(),
            m.ratings().stream().map(MatterJson::bare).toList()));
  }

  private static MatterLine withoutStaff(MatterLine line) {
    return new MatterLine(
        line.id(), line.code(), line.title(), line.state(), line.outcome(), line.channel(), line.category(), line.village(), line.address(),
        line.departments(), null, line.receivedAt(), line.dueOn(), line.clockStopped(), line.escalationLevel(), line.closedAt(), line.rating(),
        line.version());
  }

  private static Matter.Event bare(Matter.Event event) {
    return new Matter.Event(event.move(), event.from(), event.to(), event.at(), "", null, Map.of());
  }

  private static Matter.Hands bare(Matter.Hands hands) {
    return new Matter.Hands(
        hands.department(), hands.lead(), hands.state(), null, hands.offeredAt(), hands.answeredAt(), null, null, hands.doneAt());
  }

  private static Matter.Question bare(Matter.Question question) {
    return new Matter.Question(question.text(), "", question.askedAt(), question.answer(), question.answeredAt());
  }

  private static Matter.Answer bare(Matter.Answer answer) {
    return new Matter.Answer(
        answer.id(), answer.text(), answer.policyId(), "", answer.draftedAt(), null, answer.decidedAt(), answer.approved(), null);
  }

  private static Matter.Telling bare(Matter.Telling telling) {
    return new Matter.Telling(telling.code(), telling.way(), telling.toldAt(), null, null);
  }

  private static Matter.Rating bare(Matter.Rating rating) {
    return new Matter.Rating(rating.score(), rating.comment(), rating.ratedAt(), null, rating.reviewedAt(), rating.review());
  }
}

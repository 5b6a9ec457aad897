package org.guanjia.meetings;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A meeting whole.
 *
 * @param summary what the minutes say beside the decisions; null for nothing
 * @param writtenBy user id of whoever wrote the minutes last; null before
 * @param approvedBy user id; null before
 */
public record Meeting(
    MeetingLine line,
    @Nullable String summary,
    @Nullable String writtenBy,
    @Nullable Instant writtenAt,
    @Nullable String approvedBy,
    @Nullable Instant approvedAt,
    List<Member> members,
    List<Item> items,
    List<MeetingFollowUp> followUps,
    List<Addendum> addenda,
    List<Event> history) {

  /**
   * Whoever is invited.
   *
   * @param name as it was when invited
   * @param attendance null until it is written down
   * @param who the person who came; always named for a substitute
   */
  @Schema(name = "MeetingMember")
  public record Member(long id, Party party, String code, String name, @Nullable Attendance attendance, @Nullable String who) {
    /** As forms name it. */
    public String key() {
      return party + ":" + code;
    }
  }

  /**
   * An item of the agenda.
   *
   * @param ref a project's or request's code, or a follow-up's id
   * @param title as it was when put on the agenda or decided
   * @param ruling null until decided
   * @param text the decision in words
   * @param details of the decision: {@code amountFen} and {@code bySource}, {@code lead} and {@code others}, {@code dueOn}
   */
  @Schema(name = "MeetingItem")
  public record Item(
      long id, ItemKind kind, String ref, String title, @Nullable Ruling ruling, @Nullable String text, Map<String, Object> details,
      @Nullable String decidedBy, @Nullable Instant decidedAt) {
    /** As forms name it. */
    public String key() {
      return kind + ":" + ref;
    }
  }

  /** Added to approved minutes. */
  @Schema(name = "MeetingAddendum")
  public record Addendum(String text, String addedBy, Instant addedAt) {}

  /** A row of the history. */
  @Schema(name = "MeetingEvent")
  public record Event(
      MeetingMove move, @Nullable MeetingState from, MeetingState to, Instant at, String actor, @Nullable String reason, Map<String, Object> details) {}

  public long id() {
    return line.id();
  }

  public MeetingState state() {
    return line.state();
  }

  /** Whether the life cycle allows the move now. */
  public boolean can(MeetingMove move) {
    return !move.to(state()).isEmpty();
  }

  public Optional<Item> item(long id) {
    return items.stream().filter(item -> item.id() == id).findFirst();
  }

  /** The first item without a decision. */
  public Optional<Item> undecided() {
    return items.stream().filter(item -> item.ruling() == null).findFirst();
  }

  public List<MeetingFollowUp> followUps(Item item) {
    return followUps.stream().filter(followUp -> Objects.equals(followUp.item(), item.id())).toList();
  }

  public List<Member> members(Attendance attendance) {
    return members.stream().filter(member -> member.attendance() == attendance).toList();
  }

  /** Everybody whose name the page shows. */
  public Set<String> people() {
    return Stream.of(
            Stream.of(writtenBy, approvedBy), items.stream().map(Item::decidedBy), followUps.stream().map(MeetingFollowUp::doneBy), addenda.stream().map(Addendum::addedBy),
            history.stream().map(Event::actor))
        .flatMap(part -> part)
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }
}

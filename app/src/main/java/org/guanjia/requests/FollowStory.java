package org.guanjia.requests;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.guanjia.platform.ui.Moment;
import org.guanjia.platform.ui.Tone;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a matter, told to its reporter: offices by name, nobody of the staff, none of the reasons that staff
 * give each other, nothing of other reporters.
 */
final class FollowStory {

  private static final String RESIDENT = "resident";
  /** An addition and its event are written in one transaction, a moment apart. */
  private static final Duration TOGETHER = Duration.ofSeconds(10);
  /** What the matter that carries a merged request along tells of itself: the work, not its own reporter's deeds. */
  private static final Set<Move> OF_THE_WORK =
      EnumSet.of(
          Move.TRIAGE, Move.HAND_OVER, Move.ACCEPT, Move.REFUSE, Move.REPORT, Move.FINISH, Move.ANSWER_AGAIN, Move.RETURN, Move.APPROVE, Move.FEED_BACK, Move.EXTEND,
          Move.ESCALATE, Move.UPHOLD, Move.REDO);

  private final Page page;
  private final Map<String, String> offices;
  private final Matter matter;
  private final Set<Object> used = new HashSet<>();

  private FollowStory(Page page, Map<String, String> offices, Matter matter) {
    this.page = page;
    this.offices = offices;
    this.matter = matter;
  }

  /**
   * The latest first.
   *
   * @param carrier the matter that carries a merged request along; null for one that stands for itself
   * @param offices names of departments by code
   */
  static List<Moment> of(Page page, Map<String, String> offices, Matter matter, @Nullable Matter carrier) {
    var moments = new ArrayList<Moment>();
    var own = new FollowStory(page, offices, matter);
    matter.history().forEach(event -> own.tell(event, moments));
    if (carrier != null) {
      var other = new FollowStory(page, offices, carrier);
      Instant merged = mergedAt(matter);
      carrier.history().stream()
          .filter(event -> OF_THE_WORK.contains(event.move()) && event.at().isAfter(merged))
          .forEach(event -> other.tell(event, moments));
    }
    moments.sort(Comparator.comparing(FollowStory::at).reversed());
    return List.copyOf(moments);
  }

  private static Instant at(Moment moment) {
    Instant at = moment.at();
    return at == null ? Instant.EPOCH : at;
  }

  private static Instant mergedAt(Matter matter) {
    return matter.history().stream().filter(event -> event.move() == Move.MERGE).map(Matter.Event::at).reduce((one, later) -> later).orElse(Instant.EPOCH);
  }

  private void tell(Matter.Event event, List<Moment> moments) {
    Moment moment =
        switch (event.move()) {
          case RECEIVE -> of(event, "received").tone(Tone.ACCENT);
          case TRIAGE -> of(event, "decided").text(page.tOr("follow.outcome." + event.details().get("outcome"), ""));
          case HAND_OVER -> of(event, "handedOver", officesOf(event));
          case ACCEPT -> of(event, "accepted", office(event.details().get("department")));
          case REFUSE -> event.to() == State.RECEIVED ? of(event, "refused", office(event.details().get("department"))) : null;
          case REPORT -> of(event, "reported", office(event.details().get("department")));
          case FINISH -> of(event, "finished");
          case ANSWER_AGAIN -> of(event, "answerAgain");
          case RETURN -> of(event, "returned");
          case APPROVE -> of(event, "answered").tone(Tone.ACCENT);
          case FEED_BACK -> null;
          case RATE -> of(event, "rated", event.details().get("score"));
          case UPHOLD -> of(event, "upheld");
          case REDO -> of(event, "redone");
          case REOPEN -> of(event, "reopened").text(event.actor().equals(RESIDENT) ? event.reason() : null);
          case MERGE -> of(event, "merged");
          case UNMERGE -> of(event, "unmerged");
          case WITHDRAW -> of(event, "withdrawn").text(event.actor().equals(RESIDENT) ? event.reason() : null);
          case ASK -> of(event, "asked").text(event.reason()).tone(Tone.WARNING);
          case RESUME -> resumed(event);
          case ADD -> added(event);
          case EXTEND -> of(event, "extended", page.date(LocalDate.parse(String.valueOf(event.details().get("to")))));
          case ESCALATE -> of(event, "escalated").tone(Tone.WARNING);
          case CORRECT, ASSIGN, EXPLAIN -> null;
        };
    if (moment != null) moments.add(moment);
  }

  /** Either the reporter added something, or the matter was touched by somebody else's deed that is not told here. */
  private @Nullable Moment added(Matter.Event event) {
    Object score = event.details().get("score");
    if (score != null) return of(event, "rated", score);
    if (!Boolean.FALSE.equals(event.details().get("internal"))) return null;
    int files = event.details().get("files") instanceof Number number ? number.intValue() : 0;
    String text =
        matter.additions().stream()
            .filter(addition -> !addition.internal() && together(addition.addedAt(), event.at()) && used.add(addition))
            .map(Matter.Addition::text)
            .findFirst()
            .orElse(null);
    String whose = event.actor().equals(RESIDENT) ? "added" : "addedForYou";
    return (files > 0 ? of(event, whose + "Photos", files) : of(event, whose)).text(text);
  }

  private Moment resumed(Matter.Event event) {
    String answer =
        matter.questions().stream()
            .filter(question -> question.answer() != null && together(question.answeredAt(), event.at()))
            .map(Matter.Question::answer)
            .findFirst()
            .orElse(null);
    if (answer == null) return of(event, "resumed");
    return of(event, event.actor().equals(RESIDENT) ? "replied" : "repliedForYou").text(answer);
  }

  private static boolean together(@Nullable Instant one, Instant other) {
    return one != null && Duration.between(one, other).abs().compareTo(TOGETHER) < 0;
  }

  private Moment of(Matter.Event event, String what, @Nullable Object... arguments) {
    return Moment.of(page.t("follow.story." + what, arguments), event.at());
  }

  private String officesOf(Matter.Event event) {
    return event.details().get("departments") instanceof List<?> codes && !codes.isEmpty()
        ? String.join(page.t("follow.comma"), codes.stream().map(this::office).toList())
        : page.t("follow.someOffice");
  }

  private String office(@Nullable Object code) {
    return offices.getOrDefault(String.valueOf(code), page.t("follow.someOffice"));
  }
}

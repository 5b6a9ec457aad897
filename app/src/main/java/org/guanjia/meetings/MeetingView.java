package org.guanjia.meetings;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.access.Viewer;
import org.guanjia.platform.ui.Moment;
import org.guanjia.platform.ui.Tone;
import org.guanjia.platform.web.Page;
import org.guanjia.projects.Source;
import org.jspecify.annotations.Nullable;

/**
 * The page of a meeting.
 *
 * @param people names by user id
 * @param departments names by code
 * @param errors what the last action was refused for, by field
 */
public record MeetingView(Meeting meeting, Map<String, String> people, Map<String, String> departments, Viewer viewer, LocalDate today, Map<String, String> errors) {

  public String path() {
    return path(meeting.line());
  }

  public static String path(MeetingLine line) {
    return "/meetings/" + line.id();
  }

  /** 2026年第3次联席会议. */
  public static String title(Page page, MeetingLine line) {
    return page.t("meetings.name", Integer.toString(line.year()), line.number());
  }

  public String title(Page page) {
    return title(page, meeting.line());
  }

  public boolean edits(MeetingMove move) {
    return viewer.may(Permission.MEETINGS_EDIT) && meeting.can(move);
  }

  /** Whether the viewer may approve the minutes now: written, all decided, by others. */
  public boolean approves() {
    boolean others =
        meeting.history().stream()
            .filter(event -> event.move() == MeetingMove.WRITE || event.move() == MeetingMove.DECIDE)
            .noneMatch(event -> event.actor().equals(viewer.userId()));
    return viewer.may(Permission.MEETINGS_APPROVE) && meeting.can(MeetingMove.APPROVE) && meeting.writtenBy() != null && meeting.undecided().isEmpty() && others;
  }

  public boolean maySay(MeetingFollowUp followUp) {
    return !followUp.done() && FollowUps.maySay(followUp, viewer);
  }

  public boolean begun() {
    return !meeting.line().heldOn().isAfter(today);
  }

  public static Tone tone(MeetingState state) {
    return switch (state) {
      case PLANNED -> Tone.INFO;
      case CONVENED -> Tone.ACCENT;
      case HELD -> Tone.WARNING;
      case APPROVED -> Tone.SUCCESS;
      case CALLED_OFF -> Tone.NEUTRAL;
    };
  }

  public static Tone tone(@Nullable Ruling ruling) {
    if (ruling == null) return Tone.WARNING;
    return switch (ruling) {
      case APPROVED, DONE, ANSWERED -> Tone.SUCCESS;
      case HANDED_OVER, PROPOSED -> Tone.ACCENT;
      case DEFERRED, CONTINUED, LEFT_OVER -> Tone.INFO;
      case REFUSED -> Tone.DANGER;
      case DROPPED -> Tone.NEUTRAL;
    };
  }

  public static Tone tone(MeetingFollowUp followUp, LocalDate today) {
    return followUp.done() ? Tone.SUCCESS : followUp.overdue(today) ? Tone.DANGER : Tone.INFO;
  }

  public String person(Page page, @Nullable String actor) {
    if (actor == null) return "";
    String name = people.get(actor);
    return name != null ? name : page.t(actor.equals("system") ? "matter.who.system" : actor.startsWith("token:") ? "matter.who.otherSystem" : "matter.who.unknown");
  }

  public String department(String code) {
    return departments.getOrDefault(code, code);
  }

  /** What a decision came with, in words: amounts by source, departments, a date; null for nothing. */
  public @Nullable String more(Page page, Meeting.Item item) {
    return more(page, item, departments);
  }

  static @Nullable String more(Page page, Meeting.Item item, Map<String, String> departments) {
    Map<String, Object> kept = item.details();
    if (kept.get("amountFen") instanceof Number fen) return page.t("meetings.more.approved", page.money(fen.longValue()), sources(page, kept));
    if (kept.get("lead") instanceof String lead) {
      String others = kept.get("others") instanceof List<?> codes ? named(codes, departments) : "";
      String leads = departments.getOrDefault(lead, lead);
      return others.isEmpty() ? page.t("meetings.more.lead", leads) : page.t("meetings.more.leadAndOthers", leads, others);
    }
    if (kept.get("dueOn") instanceof String due) return page.t("meetings.more.due", page.date(LocalDate.parse(due)));
    return null;
  }

  private static String sources(Page page, Map<String, Object> kept) {
    var parts = new ArrayList<String>();
    if (kept.get("bySource") instanceof Map<?, ?> amounts) {
      for (Source source : Source.values()) {
        if (amounts.get(source.name()) instanceof Number fen && fen.longValue() > 0) parts.add(page.t("projects.source." + source) + " " + page.money(fen.longValue()));
      }
    }
    return String.join(page.t("meetings.comma"), parts);
  }

  private static String named(List<?> codes, Map<String, String> departments) {
    return String.join("、", codes.stream().map(String::valueOf).map(code -> Objects.requireNonNullElse(departments.get(code), code)).toList());
  }

  /** The latest step first. */
  public List<Moment> moments(Page page) {
    return meeting.history().reversed().stream()
        .map(event -> Moment.of(page.t("meetings.move." + event.move()), event.at()).by(person(page, event.actor())).text(said(page, event)).tone(event.from() == event.to() ? Tone.NEUTRAL : Tone.ACCENT))
        .toList();
  }

  private @Nullable String said(Page page, Meeting.Event event) {
    if (event.reason() != null) return event.reason();
    if (event.move() != MeetingMove.DECIDE) return null;
    String key = String.valueOf(event.details().get("item"));
    String title = meeting.items().stream().filter(item -> item.key().equals(key)).map(Meeting.Item::title).findFirst().orElse(key);
    return title + " · " + page.tOr("meetings.ruling." + event.details().get("ruling"), "");
  }
}

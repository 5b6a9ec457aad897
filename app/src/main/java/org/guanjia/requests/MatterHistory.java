package org.guanjia.requests;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.guanjia.platform.ui.Moment;
import org.guanjia.platform.ui.Tone;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;

/** The steps of a matter in words: who, when, what, why. */
final class MatterHistory {

  private MatterHistory() {}

  /** The latest step first. */
  static List<Moment> moments(Page page, List<Matter.Event> events, MatterView.Names words) {
    return events.reversed().stream().map(event -> moment(page, event, words)).toList();
  }

  private static Moment moment(Page page, Matter.Event event, MatterView.Names words) {
    var text = new ArrayList<String>();
    String details = details(page, event, words);
    if (details != null && !details.isBlank()) text.add(details);
    if (event.reason() != null && !event.reason().isBlank()) text.add(event.reason());
    return Moment.of(title(page, event), event.at())
        .by(words.person(page, event.actor()))
        .text(text.isEmpty() ? null : String.join("\n", text))
        .tone(tone(event.move()));
  }

  private static String title(Page page, Matter.Event event) {
    if (event.move() == Move.ADD && event.details().containsKey("merged")) return page.t("matter.history.carries");
    if (event.move() == Move.ADD && event.details().containsKey("score")) return page.t("requests.move.RATE");
    if (event.move() == Move.ADD && Boolean.TRUE.equals(event.details().get("internal"))) return page.t("matter.history.internal");
    if (event.move() == Move.ASSIGN && event.details().containsKey("supervisor")) return page.t("matter.history.supervisor");
    return page.t("requests.move." + event.move().name());
  }

  private static @Nullable String details(Page page, Matter.Event event, MatterView.Names words) {
    Map<String, Object> kept = event.details();
    return switch (event.move()) {
      case RECEIVE -> kept.containsKey("channel") ? page.tOr("requests.channel." + kept.get("channel"), "") : null;
      case TRIAGE -> kept.containsKey("outcome") ? page.t("requests.outcome." + kept.get("outcome")) : null;
      case HAND_OVER -> handedOver(page, kept, words);
      case ACCEPT, REFUSE, REPORT, FINISH -> kept.containsKey("department") ? words.department(said(kept, "department")) : null;
      case ASSIGN -> assigned(page, kept, words);
      case EXTEND -> kept.containsKey("to") ? page.t("matter.history.extended", said(kept, "from"), said(kept, "to")) : null;
      case ESCALATE -> escalated(page, kept, words);
      case MERGE -> kept.containsKey("into") ? page.t("matter.history.into", display(said(kept, "into"))) : null;
      case RATE -> kept.containsKey("score") ? page.t("matter.score", kept.get("score")) : null;
      case ADD -> added(page, kept);
      case ANSWER_AGAIN, RETURN, APPROVE, FEED_BACK, UPHOLD, REDO, REOPEN, UNMERGE, WITHDRAW, ASK, RESUME, CORRECT, EXPLAIN -> null;
    };
  }

  private static String handedOver(Page page, Map<String, Object> kept, MatterView.Names words) {
    String lead = said(kept, "lead");
    String others =
        many(kept.get("departments")).stream().filter(code -> !code.equals(lead)).map(words::department).collect(Collectors.joining(page.t("matter.and")));
    return others.isEmpty() ? page.t("matter.history.lead", words.department(lead)) : page.t("matter.history.leadAndOthers", words.department(lead), others);
  }

  private static String assigned(Page page, Map<String, Object> kept, MatterView.Names words) {
    String to = kept.containsKey("supervisor") ? said(kept, "supervisor") : said(kept, "assignee");
    return to.isEmpty() ? page.t("matter.nobody") : words.person(page, to);
  }

  private static String escalated(Page page, Map<String, Object> kept, MatterView.Names words) {
    return many(kept.get("to")).stream().map(person -> words.person(page, person)).collect(Collectors.joining(page.t("matter.and")));
  }

  private static @Nullable String added(Page page, Map<String, Object> kept) {
    if (kept.containsKey("merged")) return page.t("matter.history.merged", display(said(kept, "merged")));
    if (kept.containsKey("by")) return page.t("matter.history.byMerged", display(said(kept, "by")));
    if (kept.containsKey("score")) return page.t("matter.score", kept.get("score"));
    if (kept.containsKey("answered")) return page.t("matter.history.answered");
    return kept.get("files") instanceof Number files && files.intValue() > 0 ? page.t("matter.history.files", files.intValue()) : null;
  }

  private static Tone tone(Move move) {
    return switch (move) {
      case RECEIVE, APPROVE, FEED_BACK, UPHOLD -> Tone.ACCENT;
      case ESCALATE, REFUSE, RETURN, REDO, REOPEN -> Tone.WARNING;
      default -> Tone.NEUTRAL;
    };
  }

  private static String said(Map<String, Object> kept, String name) {
    return String.valueOf(kept.getOrDefault(name, ""));
  }

  private static List<String> many(@Nullable Object kept) {
    return kept instanceof Collection<?> all ? all.stream().map(String::valueOf).toList() : List.of();
  }

  private static String display(String code) {
    return code.length() == 8 ? ReceiptCode.display(code) : code;
  }
}

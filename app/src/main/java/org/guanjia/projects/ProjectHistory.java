package org.guanjia.projects;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.guanjia.platform.ui.Moment;
import org.guanjia.platform.ui.Tone;
import org.guanjia.platform.web.Page;
import org.guanjia.requests.ReceiptCode;
import org.jspecify.annotations.Nullable;

/** The history of a project in words, the latest first. */
final class ProjectHistory {

  private ProjectHistory() {}

  static List<Moment> moments(Page page, List<Project.Event> events, ProjectView.Names words) {
    return events.reversed().stream().map(event -> moment(page, event, words)).toList();
  }

  private static Moment moment(Page page, Project.Event event, ProjectView.Names words) {
    var text = new ArrayList<String>();
    String details = details(page, event, words);
    if (details != null && !details.isBlank()) text.add(details);
    if (event.reason() != null && !event.reason().isBlank()) text.add(event.reason());
    return Moment.of(page.t("projects.move." + event.move()), event.at())
        .by(words.person(page, event.actor()))
        .text(text.isEmpty() ? null : String.join("\n", text))
        .tone(tone(event.move()));
  }

  private static @Nullable String details(Page page, Project.Event event, ProjectView.Names words) {
    Map<String, Object> kept = event.details();
    return switch (event.move()) {
      case PROPOSE, JOIN -> kept.containsKey("requests") ? many(kept.get("requests")).stream().map(ProjectHistory::receipt).collect(Collectors.joining("、")) : null;
      case SURVEY -> page.t("projects.history.survey", kept.getOrDefault("asked", 0), kept.getOrDefault("inFavour", 0));
      case ASK -> many(kept.get("departments")).stream().map(words::department).collect(Collectors.joining("、"));
      case ANSWER -> words.department(said(kept, "department")) + " · " + page.tOr("projects.opinion." + said(kept, "opinion"), "");
      case APPROVE -> kept.get("amountFen") instanceof Number fen ? page.money(fen.longValue()) + bySource(page, kept) : null;
      case PROPOSE_CHANGE, APPROVE_CHANGE, REJECT_CHANGE -> bySource(page, kept).strip();
      case PLAN -> said(kept, "builder");
      case BEGIN -> said(kept, "startedOn");
      case REACH -> said(kept, "milestone") + " · " + said(kept, "doneOn");
      case SHOW -> said(kept, "milestone") + " · " + page.tOr("projects.slot." + said(kept, "slot"), "") + " · " + page.t("projects.history.photos", kept.getOrDefault("files", 0));
      case PAY -> kept.get("fen") instanceof Number fen ? page.tOr("projects.source." + said(kept, "source"), "") + " · " + page.money(fen.longValue()) : null;
      case CARRY_OVER -> page.t("projects.history.carried", said(kept, "from"), said(kept, "to"));
      case CORRECT, SCORE, LAY, DEFER, REFUSE, ACCEPT, REWORK, CLOSE, WITHDRAW -> null;
    };
  }

  private static String bySource(Page page, Map<String, Object> kept) {
    if (!(kept.get("bySource") instanceof Map<?, ?> amounts)) return "";
    var named = new LinkedHashMap<String, Long>();
    amounts.forEach((source, fen) -> { if (fen instanceof Number number && number.longValue() != 0) named.put(page.tOr("projects.source." + source, ""), number.longValue()); });
    return named.entrySet().stream().map(entry -> "\n" + entry.getKey() + " " + page.money(entry.getValue())).collect(Collectors.joining());
  }

  private static Tone tone(ProjectMove move) {
    return switch (move) {
      case APPROVE, ACCEPT, CLOSE -> Tone.ACCENT;
      case DEFER, REFUSE, REWORK, WITHDRAW, REJECT_CHANGE -> Tone.WARNING;
      default -> Tone.NEUTRAL;
    };
  }

  private static String said(Map<String, Object> kept, String name) {
    return String.valueOf(kept.getOrDefault(name, ""));
  }

  private static List<String> many(@Nullable Object kept) {
    return kept instanceof Collection<?> all ? all.stream().map(String::valueOf).toList() : List.of();
  }

  private static String receipt(String code) {
    return code.length() == 8 ? ReceiptCode.display(code) : code;
  }
}

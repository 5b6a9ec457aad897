package org.guanjia.meetings;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.guanjia.projects.Source;
import org.jspecify.annotations.Nullable;

/**
 * A decision on an item.
 *
 * @param text in words, as the minutes have it; the reason of a deferral or refusal
 * @param matterVersion of the project or request that the decision was made from; null where the caller does not mind a change in between
 * @param amountFen what an {@link Ruling#APPROVED} project gets; the sources must add up to it
 * @param lead code of the department a request is handed over to
 * @param others codes of departments that help it
 * @param answer what reporters of an {@link Ruling#ANSWERED} request are told
 * @param dueOn the new date of a follow-up that is {@link Ruling#CONTINUED}
 */
public record Decision(
    @Nullable Ruling ruling, @Nullable String text, @Nullable Integer matterVersion, long amountFen, Map<Source, Long> bySource, @Nullable String lead,
    List<String> others, @Nullable String answer, @Nullable LocalDate dueOn) {

  public static Decision of(Ruling ruling, String text) {
    return new Decision(ruling, text, null, 0, Map.of(), null, List.of(), null, null);
  }

  public Decision giving(long fen, Map<Source, Long> sources) {
    return new Decision(ruling, text, matterVersion, fen, sources, lead, others, answer, dueOn);
  }

  public Decision to(String department, List<String> helpers) {
    return new Decision(ruling, text, matterVersion, amountFen, bySource, department, helpers, answer, dueOn);
  }

  public Decision telling(String words) {
    return new Decision(ruling, text, matterVersion, amountFen, bySource, lead, others, words, dueOn);
  }

  public Decision until(LocalDate date) {
    return new Decision(ruling, text, matterVersion, amountFen, bySource, lead, others, answer, date);
  }
}

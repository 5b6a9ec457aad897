package org.guanjia.meetings;

import java.time.LocalDate;
import java.util.List;
import org.guanjia.platform.ui.Chip;
import org.jspecify.annotations.Nullable;

/**
 * What meetings gave out, as its page shows it.
 *
 * @param query of the address, with its question mark
 * @param next address of the page after this one; null at the end
 */
public record FollowUpList(List<MeetingFollowUp> lines, List<Chip> chips, LocalDate today, String query, @Nullable String next) {

  /** Message key of how one stands. */
  public static String stateKey(MeetingFollowUp followUp, LocalDate today) {
    return followUp.done() ? "meetings.followUp.done" : followUp.overdue(today) ? "meetings.followUp.overdue" : "meetings.followUp.open";
  }
}

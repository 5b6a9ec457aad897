package org.guanjia.meetings;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Something that a meeting gave somebody to do.
 *
 * @param year and {@code number} of the meeting; 0 for a reader who was not invited to it
 * @param item id of the item it came from; null for none
 * @param owner code or id, by {@code party}
 * @param firstDue as the minutes have it
 * @param dueOn as it stands; a later meeting may have moved it
 * @param doneBy user id; null until it is done
 * @param note what was done; null before
 */
public record MeetingFollowUp(
    long id, long meeting, int year, int number, @Nullable Long item, String text, Party party, String owner, String ownerName, LocalDate firstDue,
    LocalDate dueOn, @Nullable String doneBy, @Nullable Instant doneAt, @Nullable String note, int version) {

  public boolean done() {
    return doneAt != null;
  }

  public boolean overdue(LocalDate today) {
    return !done() && dueOn.isBefore(today);
  }
}

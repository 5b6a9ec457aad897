package org.guanjia.meetings;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A meeting as it is planned or changed.
 *
 * @param chair by office
 * @param members whoever is invited, in the order of the minutes
 */
public record NewMeeting(
    @Nullable LocalDate heldOn, @Nullable LocalTime from, @Nullable String place, @Nullable String chair, List<Invitee> members) {

  /** @param code of the department or village, or a user id */
  public record Invitee(Party party, String code) {}
}

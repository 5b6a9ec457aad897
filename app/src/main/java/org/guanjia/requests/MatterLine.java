package org.guanjia.requests;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A matter in a list; nothing of the person who reported it.
 *
 * @param departments codes of the departments it was ever given to
 * @param assignee id of the member of staff who has it; null for nobody
 * @param dueOn deadline of the step it is in
 * @param clockStopped the reporter was asked for facts and the deadline stands still
 * @param escalationLevel how many steps up it has been laid before somebody: 0 to 3
 */
public record MatterLine(
    long id,
    String code,
    String title,
    State state,
    @Nullable Outcome outcome,
    Channel channel,
    @Nullable String category,
    @Nullable String village,
    @Nullable String address,
    List<String> departments,
    @Nullable String assignee,
    Instant receivedAt,
    LocalDate dueOn,
    boolean clockStopped,
    int escalationLevel,
    @Nullable Instant closedAt,
    @Nullable Integer rating,
    int version) {

  /** Late, unless the matter is closed or its clock stands. */
  public boolean overdue(LocalDate today) {
    return state.open() && !clockStopped && dueOn.isBefore(today);
  }
}

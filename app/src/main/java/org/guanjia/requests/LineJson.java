package org.guanjia.requests;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request in a list, for programs.
 *
 * @param departments codes of the departments it was ever given to
 * @param dueOn deadline of the step it is in
 * @param clockStopped the reporter was asked for facts and the deadline stands still
 * @param version send it with what is done with the request, so that nothing done meanwhile is overwritten
 */
record LineJson(
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

  static LineJson of(MatterLine line) {
    return new LineJson(
        line.code(), line.title(), line.state(), line.outcome(), line.channel(), line.category(), line.village(), line.address(),
        line.departments(), line.assignee(), line.receivedAt(), line.dueOn(), line.clockStopped(), line.escalationLevel(), line.closedAt(),
        line.rating(), line.version());
  }
}

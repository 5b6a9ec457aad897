package org.guanjia.requests;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request as another system kept it, checked.
 *
 * @param row row number in the file
 * @param department code of the department that had it; null for none
 * @param ended when it was closed or withdrawn; null while it is open
 */
record ImportedRequest(
    int row,
    String externalId,
    String title,
    String words,
    @Nullable String category,
    @Nullable String village,
    @Nullable String address,
    @Nullable String department,
    Channel channel,
    @Nullable Long affectedCount,
    ImportedState imported,
    Instant received,
    @Nullable Instant ended) {

  /** The state it has here: an old one has been told to the person, an open one goes on where it was. */
  State state() {
    return switch (imported) {
      case CLOSED -> State.FED_BACK;
      case WITHDRAWN -> State.WITHDRAWN;
      case OPEN -> department == null ? State.RECEIVED : State.IN_DEPARTMENT;
    };
  }
}

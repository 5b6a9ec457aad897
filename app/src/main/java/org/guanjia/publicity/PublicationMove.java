package org.guanjia.publicity;

import static org.guanjia.publicity.PublicationState.KEPT_BACK;
import static org.guanjia.publicity.PublicationState.PROPOSED;
import static org.guanjia.publicity.PublicationState.PUBLISHED;
import static org.guanjia.publicity.PublicationState.WITHDRAWN;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The life cycle of a publication as one graph: each move with the states it may start from and the one it leads to. */
public enum PublicationMove {
  /** Blacked out by the filter and laid before a person; again after it had been kept back or taken back. */
  PROPOSE(PROPOSED, KEPT_BACK, WITHDRAWN),
  /** The source has changed while it waited: blacked out anew. */
  REFRESH(PROPOSED, PROPOSED),
  /** Looked at and shown; of what is public already, looked at again and shown as it is now. */
  PUBLISH(PUBLISHED, PROPOSED, PUBLISHED),
  /** Looked at and not shown. */
  KEEP_BACK(KEPT_BACK, PROPOSED),
  /** Taken off the public site. */
  WITHDRAW(WITHDRAWN, PUBLISHED),
  /** The source was reopened or changed after the publication: it stays, says so, and waits for another look. */
  FLAG(PUBLISHED, PUBLISHED);

  private final PublicationState to;
  private final Set<PublicationState> from;

  PublicationMove(PublicationState to, PublicationState first, PublicationState... more) {
    this.to = to;
    this.from = EnumSet.of(first, more);
  }

  PublicationState to() {
    return to;
  }

  /** Whether it may be made from there; null before the first move, which is {@link #PROPOSE}. */
  boolean possible(@Nullable PublicationState state) {
    return state == null ? this == PROPOSE : from.contains(state);
  }
}

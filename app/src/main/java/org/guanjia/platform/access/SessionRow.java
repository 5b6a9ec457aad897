package org.guanjia.platform.access;

import java.time.Instant;

/**
 * A session as its owner and administrators see it.
 *
 * @param current whether it is the one that looks at the page
 */
public record SessionRow(
    String id, String userId, String name, String username, Role role, String device, String address, Instant since,
    Instant lastSeen, boolean current) {

  static SessionRow of(Sessions.Listed row, boolean current) {
    return new SessionRow(
        row.id().toString(), row.userId(), row.name(), row.username(), row.role(), row.device(), row.address(),
        row.createdAt(), row.lastSeenAt(), current);
  }
}

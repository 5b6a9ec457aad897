package org.guanjia.platform.notices;

import java.time.Instant;
import org.guanjia.platform.ui.Tone;
import org.jspecify.annotations.Nullable;

/**
 * A notice as staff see it.
 *
 * @param recipient masked
 * @param text what the recipient reads; empty once it was forgotten
 * @param problem what went wrong last; null when nothing did
 * @param nextAt when it is tried again
 * @param at when it ended, or else when it was written
 */
public record NoticeView(
    long id,
    Instant createdAt,
    NoticeChannel channel,
    String recipient,
    String subject,
    String text,
    NoticeStatus status,
    @Nullable String problem,
    int attempts,
    Instant nextAt,
    Instant at,
    boolean read) {

  public Tone tone() {
    return switch (status) {
      case WAITING, SENDING -> Tone.INFO;
      case SENT -> Tone.SUCCESS;
      case FAILED -> Tone.DANGER;
      case UNCERTAIN -> Tone.WARNING;
      case SETTLED -> Tone.NEUTRAL;
    };
  }

  public boolean needsAPerson() {
    return status == NoticeStatus.FAILED || status == NoticeStatus.UNCERTAIN;
  }
}

package org.guanjia.platform.notices;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes notices of one channel out of the house. */
interface Carrier {

  NoticeChannel channel();

  /** Whether what is handed over twice with the same key is sent once: only then may an unknown outcome be tried again. */
  boolean idempotent();

  Outcome send(Letter letter);

  /**
   * @param key the same at each attempt
   * @param address phone number, mail address or name of the room
   */
  record Letter(UUID key, String address, String subject, String text) {}

  /** What is known after an attempt. */
  sealed interface Outcome {

    /** @param reference the other side's own number for it; null for none */
    record Sent(@Nullable String reference) implements Outcome {}

    /** It certainly did not go out, and may later. */
    record Later(String problem, @Nullable Duration after) implements Outcome {}

    /** It certainly did not go out, and never will. */
    record Refused(String problem) implements Outcome {}

    /** It may have gone out. */
    record Unknown(String problem) implements Outcome {}
  }
}

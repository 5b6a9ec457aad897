package org.guanjia.visits;

import java.time.Instant;
import java.util.UUID;
import org.guanjia.people.Facts;
import org.guanjia.platform.ui.Tone;
import org.jspecify.annotations.Nullable;

/**
 * A visit on its way in.
 *
 * @param key the draft's; the same visit sent again has the same key
 * @param person number in the register; null for somebody whom it does not know, then there must be a request or words
 * @param base phones, address, whether they live here, as the visitor took them along
 * @param found the same as the visitor found them
 * @param request what the person asks for, in their words; null for nothing
 */
public record NewVisit(
    UUID key, @Nullable Long person, Instant visitedAt, Met met, Condition condition, @Nullable String words, Facts base, Facts found, @Nullable String request) {

  public static final int WORDS_LENGTH_MAX = 4000;

  /** Who was there. */
  public enum Met {
    PERSON,
    FAMILY,
    NEIGHBOUR,
    NOBODY
  }

  /** How the person is, as far as the visitor could see. */
  public enum Condition {
    WELL,
    CARE,
    URGENT,
    UNKNOWN;

    /** How it stands out in a list. */
    public Tone tone() {
      return switch (this) {
        case WELL -> Tone.SUCCESS;
        case CARE -> Tone.WARNING;
        case URGENT -> Tone.DANGER;
        case UNKNOWN -> Tone.NEUTRAL;
      };
    }
  }
}

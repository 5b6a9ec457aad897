package org.guanjia.meetings;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * The matter to be decided is not what it was when the decision was made: withdrawn a minute ago, decided elsewhere, or changed. Nothing
 * was written, neither of the meeting nor of the matter.
 */
@ResponseStatus(HttpStatus.CONFLICT)
public final class MatterMovedOn extends RuntimeException {

  private final String ref;
  private final @Nullable String stateKey;

  MatterMovedOn(String ref, @Nullable String stateKey, RuntimeException why) {
    super(ref + ": " + why.getMessage(), why);
    this.ref = ref;
    this.stateKey = stateKey;
  }

  public String ref() {
    return ref;
  }

  /** Message key of the state that forbids the decision; null when the matter was only changed, and may be decided anew. */
  public @Nullable String stateKey() {
    return stateKey;
  }
}

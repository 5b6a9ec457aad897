package org.guanjia.people;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Somebody else changed, in the meantime and otherwise, what is to be changed; nothing was written. */
@ResponseStatus(HttpStatus.CONFLICT)
public final class ChangedSince extends RuntimeException {

  /**
   * One attribute that two changed.
   *
   * @param theirs what holds now; null for nothing
   * @param mine what was to be written
   */
  public record Conflict(@Nullable Object theirs, Object mine) {}

  private final transient Map<Attribute, Conflict> conflicts;

  public ChangedSince(long person, Map<Attribute, Conflict> conflicts) {
    super("person " + person + " was changed in " + conflicts.keySet());
    this.conflicts = Map.copyOf(conflicts);
  }

  public Map<Attribute, Conflict> conflicts() {
    return conflicts;
  }
}

package org.guanjia.coverage;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.guanjia.people.SpecialGroup;
import org.jspecify.annotations.Nullable;

/**
 * A try to reach somebody, and what came of it.
 *
 * @param fact code of the fact that was stated; null for none
 * @param notOf groups of which the person was stated not to be
 * @param by user id
 */
@Schema(name = "CoverageTry")
public record Contact(
    long id, LocalDate on, NewContact.Way way, ContactResult result, @Nullable String fact, List<SpecialGroup> notOf, @Nullable String words, @Nullable LocalDate nextTry, String by, Instant at) {

  public Contact {
    notOf = List.copyOf(notOf);
  }
}

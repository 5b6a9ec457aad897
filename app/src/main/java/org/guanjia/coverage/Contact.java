package org.guanjia.coverage;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A try to reach somebody, and what came of it.
 *
 * @param fact code of the fact that was stated; null for none
 * @param by user id
 */
@Schema(name = "CoverageTry")
public record Contact(
    long id, LocalDate on, NewContact.Way way, ContactResult result, @Nullable String fact, @Nullable String words, @Nullable LocalDate nextTry, String by, Instant at) {}

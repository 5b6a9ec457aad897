package org.guanjia.people;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A statement on its way into the register. */
record NewStatement(long personId, Said said, Instant at, String by, @Nullable Long importId, @Nullable Integer importRow) {}

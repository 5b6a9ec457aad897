package org.guanjia.open311;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.guanjia.platform.access.Viewer;
import org.guanjia.platform.database.TownContext;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, and of which town.
 *
 * @param key the system whose key came along; null for anybody
 */
record Caller(String town, Locale locale, @Nullable Viewer key) {

  static final String ANYBODY = "open311";

  /** Does the work as anybody may see the town: what leaves is limited by what is asked for, see {@link org.guanjia.requests.Outlines}. */
  <T extends @Nullable Object> T asAnybody(Supplier<T> work) {
    return new TownContext(town, ANYBODY, null, null).call(work);
  }

  /** Does the work as that system, seeing no request but what it brought itself (requests.recorders). */
  static <T extends @Nullable Object> T as(Viewer system, Supplier<T> work) {
    return new TownContext(system.town(), system.userId(), List.of(), null).call(work);
  }
}

package org.guanjia.platform.database;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whose data the current thread works on; every transaction carries it into PostgreSQL, where row-level security
 * reads it. Without one a transaction sees no town at all.
 *
 * @param town code of the town
 * @param actor id of the user, or "resident", "system"
 * @param areas codes of the villages the actor is limited to; null for the whole town
 * @param department code of the department the actor is limited to; null for no such limit
 */
public record TownContext(
    String town, String actor, @Nullable List<String> areas, @Nullable String department) {

  private static final ThreadLocal<@Nullable TownContext> CURRENT = new ThreadLocal<>();

  /** The whole town, for work no person started: jobs, residents' own pages. */
  public static TownContext system(String town) {
    return new TownContext(town, "system", null, null);
  }

  public static @Nullable TownContext current() {
    return CURRENT.get();
  }

  /**
   * @throws IllegalStateException when the thread works for no town
   */
  public static TownContext required() {
    TownContext context = CURRENT.get();
    if (context == null) throw new IllegalStateException("no town in context");
    return context;
  }

  public <T extends @Nullable Object> T call(Supplier<T> work) {
    TownContext before = CURRENT.get();
    CURRENT.set(this);
    try {
      return work.get();
    } finally {
      if (before == null) CURRENT.remove();
      else CURRENT.set(before);
    }
  }

  public void run(Runnable work) {
    call(
        () -> {
          work.run();
          return true;
        });
  }

  String areasSetting() {
    return areas == null && department == null ? "*" : String.join(",", areas == null ? List.of() : areas);
  }

  String departmentSetting() {
    return department == null ? "" : department;
  }
}

package org.guanjia.requests;

import java.util.List;
import java.util.function.Supplier;
import org.guanjia.platform.access.CurrentViewer;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.access.Viewer;
import org.guanjia.platform.database.TownContext;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;

/** Who calls the API, and how far they see. */
final class Callers {

  private Callers() {}

  /** The caller; the access table has let only known ones in. */
  static Viewer viewer() {
    Viewer viewer = CurrentViewer.get();
    if (viewer == null) throw new AccessDeniedException("nobody calls");
    return viewer;
  }

  /** The department for which the caller acts. */
  static String department() {
    String department = viewer().department();
    if (department == null) throw new AccessDeniedException("only for members of a department");
    return department;
  }

  /**
   * Does the work as far as the caller sees: whoever may not view requests sees those that the same system brought
   * (requests.recorders) and no other.
   */
  static <T extends @Nullable Object> T within(Viewer viewer, Supplier<T> work) {
    return viewer.may(Permission.REQUESTS_VIEW) ? work.get() : amongOwn(viewer, work);
  }

  /** Does the work seeing nothing but what the caller, or the same system under another token, took down. */
  static <T extends @Nullable Object> T amongOwn(Viewer viewer, Supplier<T> work) {
    return new TownContext(viewer.town(), viewer.userId(), List.of(), null).call(work);
  }

  /**
   * The code of an address.
   *
   * @throws NoSuchRequest when it is none
   */
  static String code(String typed) {
    return ReceiptCode.parse(typed).orElseThrow(() -> new NoSuchRequest(typed));
  }
}

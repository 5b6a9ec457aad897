package org.guanjia.rules;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Made when it is asked for the first time, then kept; two threads that come at once may make it twice, to the same effect. */
final class Once<T extends Object> implements Supplier<T> {

  private final Supplier<T> maker;
  private volatile @Nullable T made;

  Once(Supplier<T> maker) {
    this.maker = maker;
  }

  @Override
  public T get() {
    T kept = made;
    if (kept == null) {
      kept = maker.get();
      made = kept;
    }
    return kept;
  }
}

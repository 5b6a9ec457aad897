package org.guanjia.platform.crypto;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Things that one thread at a time may use and that are dear to make. Never waits: who finds none makes one, and what does not fit back in is
 * left to the collector. A thread-local would make one for each virtual thread.
 */
final class Pool<T> {

  private static final int PLACES = Integer.highestOneBit(Runtime.getRuntime().availableProcessors() * 2);

  private final AtomicReferenceArray<@Nullable T> places = new AtomicReferenceArray<>(PLACES);
  private final Supplier<T> maker;

  Pool(Supplier<T> maker) {
    this.maker = maker;
  }

  /** Something that throws may be left in the middle of its work: it does not come back. */
  <R> R use(Function<T, R> work) {
    int place = (int) Thread.currentThread().threadId() & PLACES - 1;
    T thing = places.getAndSet(place, null);
    if (thing == null) thing = maker.get();
    R result = work.apply(thing);
    places.setRelease(place, thing);
    return result;
  }
}

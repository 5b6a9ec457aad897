package org.guanjia.platform.files;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.guanjia.platform.files.FileRefused.Reason;

/**
 * Memory that pictures being decoded may take together, counted in MiB: many small ones at once or one large one, so that
 * a heap of 512 MiB suffices whatever comes.
 */
final class DecodingBudget {

  private static final int WAIT_SECONDS = 30;

  interface Work<T> {
    T run() throws IOException;
  }

  private final int all;
  private final Semaphore free;

  DecodingBudget(int mebibytes) {
    all = mebibytes;
    free = new Semaphore(mebibytes, true);
  }

  /** A third of the largest heap. */
  static DecodingBudget ofHeap() {
    return new DecodingBudget((int) Math.clamp(Runtime.getRuntime().maxMemory() / 3 >> 20, 64, 1024));
  }

  /**
   * @throws FileRefused BUSY when others hold the memory for too long, PIXELS when there will never be so much
   */
  <T> T with(long bytes, Work<T> work) throws IOException {
    int wanted = (int) Math.min(Integer.MAX_VALUE, (bytes >> 20) + 1);
    if (wanted > all) throw new FileRefused(Reason.PIXELS, Pictures.PIXELS_MAX / 1_000_000);
    acquire(wanted);
    try {
      return work.run();
    } finally {
      free.release(wanted);
    }
  }

  private void acquire(int wanted) {
    try {
      if (!free.tryAcquire(wanted, WAIT_SECONDS, TimeUnit.SECONDS)) throw new FileRefused(Reason.BUSY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FileRefused(Reason.BUSY);
    }
  }
}
